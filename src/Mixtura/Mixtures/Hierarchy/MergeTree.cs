using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Mixtura;

/// <summary>
/// Model-based agglomerative hierarchical clustering: each different row is a cluster of its own at first, and the two clusters whose union costs least become one, again and again. One tree
/// serves every number of clusters: <see cref="Labels"/> cuts it, and <see cref="MixtureStart.FromLabels"/> takes such a partition as the start of a mixture.
/// </summary>
/// <remarks>
/// <para>C. Fraley, "Algorithms for model-based Gaussian hierarchical clustering", SIAM Journal on Scientific Computing 20 (1998).</para>
/// <para>An integer weight means the same as repeating the row. Of equal costs one is taken by the order of the rows, so that where many are equal another order may give another tree.</para>
/// </remarks>
public sealed class MergeTree
{
    /// <summary>A cost for each pair of these is a gigabyte.</summary>
    private const int MostLeaves = 16_384;

    private readonly int[] leafOf;
    private readonly int[] firstRow;

    private MergeTree(DistinctPoints points, ImmutableArray<TreeMerge> merges)
    {
        leafOf = points.LeafOf;
        firstRow = points.FirstRow;
        Merges = merges;
    }

    /// <summary>All merges, in order: one less than there are different rows.</summary>
    public ImmutableArray<TreeMerge> Merges { get; }

    /// <summary>The most clusters the tree can be cut into: the number of different rows of weight above 0.</summary>
    public int Leaves => firstRow.Length;

    /// <summary>The tree of some rows. The time is what the criterion says; 4 n^2 bytes.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows, at most 16,384 different ones.</param>
    /// <param name="criterion">What merges keep small.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <param name="cancellationToken">Ends it early, with nothing.</param>
    /// <returns>The tree.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such criterion.</exception>
    /// <exception cref="MixturaException">There are too many different rows.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static MergeTree Of<T>(Observations<T> rows, MergeCriterion criterion = MergeCriterion.Full, int threads = 0, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        threads = BlockParallel.Threads(threads);
        var summary = FeatureSummary.Of(rows, threads, cancellationToken);
        FitBorder.Rows(rows, summary, clusters: 1);
        var points = DistinctPoints.Of(rows, summary.Mean);
        if (points.Count > MostLeaves)
        {
            throw new MixturaException(string.Create(CultureInfo.InvariantCulture, $"{points.Count} different rows are more than a tree of merges takes ({MostLeaves}): give it a sample of them."));
        }

        var merges = criterion switch
        {
            MergeCriterion.TiedSpherical => PairwiseMerging.Run(new WardCosts(points.Clusters()), threads, cancellationToken),
            MergeCriterion.Spherical => PairwiseMerging.Run(new OwnVarianceCosts(points.Clusters(), points.MeanVariance()), threads, cancellationToken),
            MergeCriterion.Tied => CommonMatrixMerging.Run(Sphering.Of(points), threads, cancellationToken),
            MergeCriterion.Full => PairwiseMerging.Run(new OwnMatrixCosts(Sphering.Of(points)), threads, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(criterion), criterion, "There is no such criterion."),
        };
        return new(points, [.. merges.Select(m => new TreeMerge(points.FirstRow[m.Into], points.FirstRow[m.From], m.Cost))]);
    }

    /// <summary>The partition into so many clusters.</summary>
    /// <param name="clusters">1 .. <see cref="Leaves"/>.</param>
    /// <returns>n labels 0 .. clusters-1, the clusters in the order of their first rows; a row of weight 0 that is like no other is where the nearest row is.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There never are so many clusters.</exception>
    public int[] Labels(int clusters)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(clusters, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(clusters, Leaves);
        var into = firstRow.Select((row, leaf) => (row, leaf)).ToDictionary(pair => pair.row, pair => pair.row);
        foreach (var merge in Merges[..(Leaves - clusters)])
        {
            into[merge.Second] = merge.First;
        }

        // A union goes on as its first row, so that rows before a row are settled before it.
        foreach (var row in firstRow)
        {
            into[row] = into[into[row]];
        }

        var number = firstRow.Where(row => into[row] == row).Select((row, label) => (row, label)).ToDictionary(pair => pair.row, pair => pair.label);
        return [.. leafOf.Select(leaf => number[into[firstRow[leaf]]])];
    }
}

/// <summary>Two clusters became one.</summary>
/// <param name="First">The first row of the cluster that goes on.</param>
/// <param name="Second">The first row of the other, behind it.</param>
/// <param name="Cost">
/// By how much the criterion rose, or for <see cref="MergeCriterion.Spherical"/> and <see cref="MergeCriterion.Full"/> changed; weights count relative to the mean weight of different rows.
/// </param>
public readonly record struct TreeMerge(int First, int Second, double Cost);
