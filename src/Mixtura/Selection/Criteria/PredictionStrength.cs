using System.Collections.Immutable;
using System.Numerics;
using Mixtura.Kernels;
using Mixtura.Measures;

namespace Mixtura.Selection;

/// <summary>
/// How well one half of the rows predicts the clusters of the other: both halves are clustered, the rows of one are also assigned to the centroids of the other, and for each cluster it is
/// counted how many of its pairs stay together; the worst cluster counts (R. Tibshirani and G. Walther, "Cluster validation by prediction strength", JCGS 14, 2005). One cluster is a
/// possible answer.
/// </summary>
public static class PredictionStrength
{
    /// <summary>So many pairs must stay together: Tibshirani and Walther's limit.</summary>
    private const double Enough = 0.8;

    /// <summary>Fewer rows have no halves with pairs.</summary>
    internal const int FewestRows = 4;

    /// <summary>Random halves, again and again; for each two fits of k-means for each K. O(R n d K) a step.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows; where they have weights, pairs are counted as rows all the same.</param>
    /// <param name="counts">The numbers of clusters K.</param>
    /// <param name="halvings">R, at least 1: how many times the rows are cut in halves, each of which is predicted by the other.</param>
    /// <param name="seed">The seed of all random choices.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <param name="cancellationToken">Ends it early, with nothing.</param>
    /// <returns>The mean strength of each K, 0 to 1, in the order of the counts; 0 where a half has too few different rows.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A K or R is below 1.</exception>
    /// <exception cref="MixturaException">There are fewer than 4 rows.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImmutableArray<double> Of<T>(Observations<T> rows, IReadOnlyList<int> counts, int halvings = 10, ulong seed = 0, int threads = 0, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentOutOfRangeException.ThrowIfLessThan(halvings, 1);
        foreach (var k in counts)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(k, 1, nameof(counts));
        }

        if (rows.Count < FewestRows)
        {
            throw new MixturaException($"{rows.Count} rows cannot be cut in halves that have pairs: prediction strength needs {FewestRows}.");
        }

        var strengths = SideBySide.Run(halvings, BlockParallel.Threads(threads), halving => OfHalves(rows, counts, seed, halving, cancellationToken), cancellationToken);
        return [.. counts.Select((_, at) => strengths.Average(s => s[at]))];
    }

    /// <summary>The largest K with a strength of at least 0.8; the smallest K where there is none.</summary>
    /// <param name="counts">The numbers of clusters K, at least one.</param>
    /// <param name="strengths">Their strengths.</param>
    /// <returns>K.</returns>
    /// <exception cref="ArgumentException">There are none, or not as many of both.</exception>
    public static int Choose(IReadOnlyList<int> counts, IReadOnlyList<double> strengths)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(strengths);
        if (counts.Count == 0 || counts.Count != strengths.Count)
        {
            throw new ArgumentException($"{counts.Count} numbers of clusters have {strengths.Count} strengths.", nameof(strengths));
        }

        int[] strong = [.. counts.Where((_, at) => strengths[at] >= Enough)];
        return strong.Length > 0 ? strong.Max() : counts.Min();
    }

    /// <summary>The strength of each K, the mean of both directions.</summary>
    private static double[] OfHalves<T>(Observations<T> rows, IReadOnlyList<int> counts, ulong seed, int halving, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var n = (int)rows.Count;
        var random = new RandomStream(seed, RandomPurpose.Halves, (ulong)halving);
        var keys = Enumerable.Range(0, n).Select(_ => random.NextBits()).ToArray();
        int[] order = [.. Enumerable.Range(0, n).OrderBy(i => keys[i])];
        using var one = SelectedRows.Of(rows, order[..(n / 2)]);
        using var other = SelectedRows.Of(rows, order[(n / 2)..]);
        return [.. counts.Select(k => k == 1 ? 1 : OfHalves(one, other, k, seed, cancellationToken))];
    }

    private static double OfHalves<T>(Observations<T> one, Observations<T> other, int clusters, ulong seed, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (DistinctRows.CountUpTo(one, clusters) < clusters || DistinctRows.CountUpTo(other, clusters) < clusters)
        {
            return 0;
        }

        var options = new KMeansOptions { Clusters = clusters, Seed = seed, Threads = 1 };
        var (first, second) = (KMeans.Fit(one, options, null, cancellationToken), KMeans.Fit(other, options, null, cancellationToken));
        return 0.5 * (Strength(second.Predict(other, threads: 1), first.Predict(other, threads: 1)) + Strength(first.Predict(one, threads: 1), second.Predict(one, threads: 1)));
    }

    /// <summary>The least share of a cluster's pairs that are together in a prediction as well; a cluster of one row has none, which counts as 0.</summary>
    internal static double Strength(ReadOnlySpan<int> clusters, ReadOnlySpan<int> predicted)
    {
        var table = ContingencyTable.Of(clusters, predicted);
        var together = new double[table.Classes];
        foreach (var cell in table.Cells)
        {
            together[cell.Class] += cell.Count * (cell.Count - 1.0);
        }

        return Enumerable.Range(0, table.Classes).Where(k => table.ClassSizes[k] > 0).Min(k => table.ClassSizes[k] < 2 ? 0 : together[k] / (table.ClassSizes[k] * (table.ClassSizes[k] - 1.0)));
    }
}
