using System.Collections.Immutable;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura.Selection;

/// <summary>The gap of one number of clusters.</summary>
/// <param name="Clusters">K.</param>
/// <param name="Gap">The mean of ln W of the reference rows, less ln W of the rows; W is the inertia.</param>
/// <param name="Error">The standard deviation of ln W among the references, times sqrt(1 + 1 / B).</param>
public readonly record struct GapPoint(int Clusters, double Gap, double Error);

/// <summary>
/// How much tighter K clusters are than those of rows without structure: rows drawn uniformly from a box along the principal axes (R. Tibshirani, G. Walther and T. Hastie, "Estimating the
/// number of clusters in a data set via the gap statistic", JRSS B 63, 2001; the second kind of reference). One cluster is a possible answer.
/// </summary>
public static class GapStatistic
{
    /// <summary>In place of 0, where all rows lie on their centroids: the least normal number.</summary>
    private const double LeastInertia = 2.2250738585072014e-308;

    /// <summary>One fit of k-means to the rows for each K, and B to reference rows, side by side. O(B n d K) a step.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows.</param>
    /// <param name="counts">The numbers of clusters K.</param>
    /// <param name="references">B, at least 2.</param>
    /// <param name="seed">The seed of all random choices.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <param name="cancellationToken">Ends it early, with nothing.</param>
    /// <returns>The gap of each K, in the order of the counts.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A K is below 1, or B below 2.</exception>
    /// <exception cref="MixturaException">There are fewer distinct rows than clusters.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImmutableArray<GapPoint> Of<T>(Observations<T> rows, IReadOnlyList<int> counts, int references = 20, ulong seed = 0, int threads = 0, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentOutOfRangeException.ThrowIfLessThan(references, 2);
        threads = BlockParallel.Threads(threads);
        double[] own = [.. counts.Select(k => LogInertia(rows, k, seed, threads, cancellationToken))];
        var box = PrincipalBox.Of(rows, threads, cancellationToken);
        var drawn = SideBySide.Run(
            references,
            threads,
            b =>
            {
                using var reference = box.Draw(rows, new RandomStream(seed, RandomPurpose.Reference, (ulong)b));
                return counts.Select(k => LogInertia(reference, k, seed, threads: 1, cancellationToken)).ToArray();
            },
            cancellationToken);
        return [.. counts.Select((k, at) => Point(k, own[at], [.. drawn.Select(logs => logs[at])]))];
    }

    /// <summary>The least K whose gap is no smaller than the next one's less its error; the largest gap's where there is none such.</summary>
    /// <param name="points">The gaps, K rising.</param>
    /// <returns>K.</returns>
    /// <exception cref="ArgumentException">There are no gaps.</exception>
    public static int Choose(IReadOnlyList<GapPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count == 0)
        {
            throw new ArgumentException("There are no gaps to choose from.", nameof(points));
        }

        for (var at = 0; at + 1 < points.Count; at++)
        {
            if (points[at].Gap >= points[at + 1].Gap - points[at + 1].Error)
            {
                return points[at].Clusters;
            }
        }

        return points.MaxBy(p => p.Gap).Clusters;
    }

    private static GapPoint Point(int clusters, double own, double[] references)
    {
        var mean = references.Average();
        var deviation = Math.Sqrt(references.Sum(r => (r - mean) * (r - mean)) / references.Length);
        return new(clusters, mean - own, deviation * Math.Sqrt(1 + (1.0 / references.Length)));
    }

    /// <summary>ln W.</summary>
    private static double LogInertia<T>(Observations<T> rows, int clusters, ulong seed, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var model = KMeans.Fit(rows, new KMeansOptions { Clusters = clusters, Seed = seed, Threads = threads }, null, cancellationToken);
        return ElementaryFunctions.Log(Math.Max(model.Inertia, LeastInertia));
    }
}
