using System.Globalization;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>The partition that a tree of merges (Fraley 1998) makes of rows, or of a sample where there are too many for a tree.</summary>
internal static class HierarchicalPartition
{
    /// <summary>The most rows of a tree; of one whose every merge changes every cost; and the fewest, however dear each cost is.</summary>
    private const int MostRows = 2000, MostRowsUnderOneMatrix = 1000, FewestRows = 200;

    /// <summary>A sample has so many rows for each cluster.</summary>
    private const int RowsForEachCluster = 10;

    /// <summary>What all costs of clusters with a matrix each may take, in operations.</summary>
    private const double MostOperations = 4e9;

    /// <summary>In more features than this no criterion with a matrix for each cluster is chosen unasked.</summary>
    private const int FewFeatures = 16;

    /// <summary>Rows, all or a sample, and their labels.</summary>
    /// <exception cref="DiscardedStartException">The sample has fewer different rows than there are to be clusters.</exception>
    public static (Observations<T> Rows, int[] Labels) Of<T>(
        Observations<T> rows, MergeCriterion? asked, GaussianMixtureOptions options, RandomStream random, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var criterion = asked ?? Suitable(options.Covariance, rows.Dimension);
        var sample = Sample(rows, [criterion], options.Components, random);
        var tree = MergeTree.Of(sample, criterion, threads, cancellationToken);
        return tree.Leaves >= options.Components
            ? (sample, tree.Labels(options.Components))
            : throw new DiscardedStartException(string.Create(CultureInfo.InvariantCulture, $"a sample of {sample.Count} rows has only {tree.Leaves} different ones; take another start."));
    }

    /// <summary>The rows of a tree under each of some criteria, for at most so many clusters: all, or a sample that each can bear.</summary>
    public static Observations<T> Sample<T>(Observations<T> rows, IReadOnlyList<MergeCriterion> criteria, int clusters, RandomStream random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var size = (int)Math.Min(rows.Count, Math.Max(criteria.Min(c => SampleSize(c, rows.Dimension)), (long)RowsForEachCluster * clusters));
        return new RowSample<T>(rows, new WeightedRows<T>(rows), size).Draw(random);
    }

    /// <summary>The criterion for a structure.</summary>
    public static MergeCriterion Suitable(CovarianceStructure structure, int dimension) =>
        structure is CovarianceStructure.Spherical or CovarianceStructure.TiedSpherical || dimension > FewFeatures ? MergeCriterion.TiedSpherical : MergeCriterion.Full;

    private static int SampleSize(MergeCriterion criterion, int dimension)
    {
        switch (criterion)
        {
            case MergeCriterion.Tied:
                return MostRowsUnderOneMatrix;
            case MergeCriterion.Full:
                var operations = ((double)dimension * dimension * dimension / 6) + (dimension * dimension);
                return (int)Math.Clamp(Math.Sqrt(MostOperations / operations), FewestRows, MostRows);
            default:
                return MostRows;
        }
    }
}
