using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// k-means++ (Arthur and Vassilvitskii, "k-means++: The advantages of careful seeding", SODA 2007): each next centroid is a row drawn
/// with probability proportional to its cost, weight x squared distance to the nearest centroid so far. The greedy variant draws
/// 2 + ln K candidates and takes the one that leaves the least cost. At most O(n d K) or O(n d K ln K): rows that a candidate cannot
/// come near are left out. 12 to 28 bytes a row.
/// </summary>
internal static class PlusPlusCentroids<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Looks at all rows from which on it pays to bring near rows together first.</summary>
    private const int WorthGrouping = 256;

    /// <summary>The most rows in a group; fewer where each costs more.</summary>
    private const int ManyRows = 128, FewRows = 32;

    /// <summary>K centroids, K x d: rows of different values; behind given ones, where there are some, which count as chosen before.</summary>
    public static double[] Choose(Observations<T> rows, int clusters, bool greedy, RandomStream random, int threads, CancellationToken cancellationToken, double[]? given = null)
    {
        var first = given ?? rows.Points([new WeightedRows<T>(rows).Draw(random)]);
        return Complete(rows, first, clusters, greedy, random, threads, cancellationToken);
    }

    /// <summary>K centroids of which the first are given.</summary>
    public static double[] Complete(Observations<T> rows, double[] begun, int clusters, bool greedy, RandomStream random, int threads, CancellationToken cancellationToken)
    {
        var candidates = greedy ? 2 + (int)ElementaryFunctions.Log(clusters) : 1;
        var groups = Groups(rows, candidates * clusters, threads, cancellationToken);
        return Complete(begun, groups, rows, clusters, candidates, random, threads, cancellationToken);
    }

    /// <summary>The order of rows that draws go by, and the groups that are left out as a whole: a function of the rows and the work alone.</summary>
    internal static RowGroups<T> Groups(Observations<T> rows, long looks, int threads, CancellationToken cancellationToken)
    {
        // In many dimensions the balls of near rows are as wide as the distances between them: they would leave nothing out.
        var few = rows.Dimension <= RowDistance.MostFeaturesInOrder;
        return few && looks >= WorthGrouping ? RowGroups<T>.Near(rows, ManyRows, threads, cancellationToken) : RowGroups<T>.InOrder(rows, few ? ManyRows : FewRows);
    }

    /// <summary>The same with groups that are given.</summary>
    internal static double[] Complete(
        double[] begun, RowGroups<T> groups, Observations<T> rows, int clusters, int candidates, RandomStream random, int threads, CancellationToken cancellationToken)
    {
        var d = rows.Dimension;
        var chosen = new double[clusters * d];
        begun.CopyTo(chosen, 0);
        using var costs = new SeedCosts<T>(rows, groups, begun[..d], threads, cancellationToken);
        for (var k = 0; k < begun.Length / d && k < clusters - 1; k++)
        {
            costs.Take(chosen[(k * d)..((k + 1) * d)], candidate: null);
        }

        for (var k = begun.Length / d; k < clusters; k++)
        {
            if (costs.Total == 0)
            {
                throw Untold.Rows(k, clusters);
            }

            var drawn = new double[candidates * d];
            for (var c = 0; c < candidates; c++)
            {
                rows.CopyTo(costs.Draw(random), drawn.AsSpan(c * d, d));
            }

            int? best = candidates == 1 ? null : Largest(costs.Gains(drawn));
            var next = drawn.AsSpan((best ?? 0) * d, d).ToArray();
            next.CopyTo(chosen, k * d);
            if (k < clusters - 1)
            {
                costs.Take(next, best);
            }
        }

        return chosen;
    }

    /// <summary>Where the largest gain is; of equals the first.</summary>
    private static int Largest(double[] gains) => Array.IndexOf(gains, gains.Max());
}
