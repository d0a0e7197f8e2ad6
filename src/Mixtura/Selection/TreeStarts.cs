using System.Globalization;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura.Selection;

/// <summary>
/// Where the mixtures of a selection begin: partitions of one tree of merges (C. Fraley 1998), which serves every number of components, of all rows or of a sample where they are too many.
/// </summary>
internal sealed class TreeStarts<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Observations<T> rows;
    private readonly Observations<T> sample;
    private readonly Dictionary<MergeCriterion, MergeTree> trees;

    /// <param name="rows">n x d rows, in the units of the data.</param>
    /// <param name="scaling">How features are brought to one scale.</param>
    /// <param name="structures">The structures of the mixtures.</param>
    /// <param name="components">The most components.</param>
    /// <param name="seed">The seed of the sample.</param>
    /// <param name="threads">How many threads may work.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public TreeStarts(Observations<T> rows, Scaling scaling, IEnumerable<CovarianceStructure> structures, int components, ulong seed, int threads, CancellationToken cancellationToken)
    {
        this.rows = rows;
        MergeCriterion[] criteria = [.. structures.Select(s => HierarchicalPartition.Suitable(s, rows.Dimension)).Distinct()];
        sample = HierarchicalPartition.Sample(rows, criteria, components, new RandomStream(seed, RandomPurpose.Hierarchy));
        using var ready = ReadyRows<T>.Of(sample, scaling, 1, threads, cancellationToken);
        trees = criteria.ToDictionary(c => c, c => MergeTree.Of(ready.Scaled, c, threads, cancellationToken));
    }

    /// <summary>Where a mixture begins.</summary>
    /// <exception cref="MixturaException">There are fewer different rows than components, or a sample's partition gives no model.</exception>
    public MixtureStart Of(GaussianMixtureOptions options)
    {
        var tree = trees[HierarchicalPartition.Suitable(options.Covariance, rows.Dimension)];
        if (tree.Leaves < options.Components)
        {
            throw new MixturaException(string.Create(CultureInfo.InvariantCulture, $"there are only {tree.Leaves} different rows"));
        }

        var start = MixtureStart.FromLabels(tree.Labels(options.Components));
        return ReferenceEquals(sample, rows) ? start : MixtureStart.FromModel(GaussianMixture.Fit(sample, options with { Start = start, MaxIterations = 0 }));
    }
}
