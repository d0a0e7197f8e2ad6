using System.Diagnostics;
using System.Globalization;
using System.Numerics;

namespace Mixtura;

/// <summary>
/// k-means with limits on the number of rows of each cluster: K centroids and labels that minimise the sum of weight x squared distance
/// among all labels within the limits. Take it where clusters are to be used up: teams, routes, shards, batches of like size; with both
/// limits n / K all are equal. Where size is no matter take <see cref="KMeans"/>, which is much faster and fits closer.
/// </summary>
/// <remarks>
/// <para>
/// P. S. Bradley, K. P. Bennett and A. Demiriz, "Constrained k-means clustering", Microsoft Research MSR-TR-2000-65 (2000): each assignment is
/// a minimum-cost flow. M. I. Malinen and P. Franti, "Balanced k-means for clustering", S+SSPR (2014): equal sizes.
/// </para>
/// <para>The result depends on the rows, the options and the seed alone: not on threads, vector widths or machines.</para>
/// </remarks>
public static class BalancedKMeans
{
    /// <summary>Fits clusters of equal size, n / K rows rounded down or up, with the default options: greedy k-means++, 10 starts, seed 0.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows.</param>
    /// <param name="clusters">The number of clusters K, at least 1 and at most n.</param>
    /// <returns>The model of the best start, and the labels of equal sizes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">K is less than 1.</exception>
    /// <exception cref="MixturaException">There are fewer distinct rows than clusters, or the values cannot be squared.</exception>
    public static BalancedKMeansFit Fit<T>(Observations<T> rows, int clusters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(clusters);
        var least = (int)Math.Max(1, rows.Count / clusters);
        return Fit(rows, new BalancedKMeansOptions { Clusters = clusters, MinSize = least, MaxSize = rows.Count % clusters == 0 ? least : least + 1 });
    }

    /// <summary>
    /// Fits K centroids. O(n d K) a step for the distances, and for the limits O(n + K^2) for each row that moves from where the prices of the
    /// step before would have it: many in the first step, few in the others. 8 n K bytes. Meant for some 10^4 rows and 100 clusters.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows. Limits count rows, whatever they weigh.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told after every step; starts may run side by side and tell in any order.</param>
    /// <param name="cancellationToken">Ends the fit early, with nothing.</param>
    /// <returns>The model of the best start, and the labels within the limits.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, or a given start does not fit the rows.</exception>
    /// <exception cref="MixturaException">No labels keep the limits, there are fewer distinct rows than clusters, or the values cannot be squared.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static BalancedKMeansFit Fit<T>(Observations<T> rows, BalancedKMeansOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        FitBorder.Options(options.Clusters, nameof(options.Clusters), options.Restarts, options.MaxIterations, options.Tolerance, options.Threads);
        var limits = SizeLimits.Of(options, rows.Count);
        var clock = Stopwatch.StartNew();
        var threads = BlockParallel.Threads(options.Threads);
        using var ready = ReadyRows<T>.Of(rows, options.Scaling, options.Clusters, threads, cancellationToken);
        var run = new BalancedRun<T>(ready, options, limits, progress, cancellationToken);
        var warnings = new List<string>();
        var (start, best, restarts) = Restarts.Run(run.Starts, run.SideBySide, run.From, warnings, cancellationToken);
        if (best.Reason == StopReason.IterationLimit)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"The best start did not converge in {options.MaxIterations} iterations: allow more, or a larger tolerance."));
        }

        var labels = run.Labels(start);
        var sums = LabelledPass.Run(ready.Scaled, labels, best.Model, threads, cancellationToken);
        var report = new FitReport
        {
            Trace = best.Trace, Reason = best.Reason, Restarts = restarts, Seed = options.Seed, Seconds = clock.Elapsed.TotalSeconds, Warnings = [.. warnings],
        };
        return new(new(ready.FittedOn, report, best.Model, Temperature.Zero, sums.Energy, [.. sums.Rows], [.. sums.Weight]), [.. labels]);
    }
}
