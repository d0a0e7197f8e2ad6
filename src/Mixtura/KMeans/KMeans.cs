using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// k-means: K centroids that minimise the inertia, the sum over rows of weight x squared distance to the nearest centroid. Hard and
/// round: every row belongs to one cluster, the clusters are Voronoi cells, and all of them spread alike; where rows lie between
/// clusters, or clusters differ in shape, see <see cref="GaussianMixture"/>.
/// </summary>
/// <remarks>
/// <para>S. P. Lloyd, "Least squares quantization in PCM", IEEE Transactions on Information Theory 28 (1982); H. Steinhaus (1956).</para>
/// <para>A step costs O(n d K) and never raises the inertia; it ends in a local optimum, so several starts are run and the best kept.
/// The result depends on the rows, the options and the seed alone: not on threads, vector widths or machines.</para>
/// </remarks>
public static class KMeans
{
    /// <summary>Fits with the default options: 3 starts of greedy k-means++, a short search from the best of them, seed 0.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows.</param>
    /// <param name="clusters">The number of clusters K, at least 1.</param>
    /// <returns>The model of the best start, or of what a search found below it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">K is less than 1.</exception>
    /// <exception cref="MixturaException">There are fewer distinct rows than clusters, or the values cannot be squared.</exception>
    public static KMeansModel Fit<T>(Observations<T> rows, int clusters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Fit(rows, new KMeansOptions { Clusters = clusters });

    /// <summary>Fits K centroids. O(n d K) a step, and 4 to 16 bytes a row beside the rows (see <see cref="KMeansAlgorithm"/>).</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told after every step; starts may run side by side and tell in any order.</param>
    /// <param name="cancellationToken">Ends the fit early, with nothing.</param>
    /// <returns>The model of the best start, or of what a search found below it.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, or a given start does not fit the rows.</exception>
    /// <exception cref="MixturaException">There are fewer distinct rows than clusters, or the values cannot be squared.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static KMeansModel Fit<T>(Observations<T> rows, KMeansOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        SearchPlan.Check(options);
        FitBorder.Options(options.Clusters, nameof(options.Clusters), options.Restarts, options.MaxIterations, options.Tolerance, options.Threads);
        var clock = Stopwatch.StartNew();
        var threads = BlockParallel.Threads(options.Threads);
        using var ready = ReadyRows<T>.Of(rows, options.Scaling, FrozenBorder.Moving(options, rows.Dimension), threads, cancellationToken);
        var run = new KMeansRun<T>(ready.Scaled, options, ready.Standardization, ready.Summary, progress, cancellationToken);
        var warnings = new List<string>();
        var (start, best, restarts) = Restarts.Run(run.Starts, run.SideBySide, run.From, warnings, cancellationToken);
        var kept = best;
        SearchReport? search = null;
        if (SearchPlan.HasSearch(options))
        {
            var passes = restarts.Sum(r => r.Iterations + 1L);
            (best, search) = new KMeansSearch<T>(ready.Scaled, options, ready.Summary, run.Geometry, run.Starts, progress, cancellationToken).Run(kept, passes);
        }

        if (ReferenceEquals(best, kept) && run.Refilled(start) is > 0 and var refilled)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"A cluster lost all its rows {refilled} time(s) on the way and took the row that cost most."));
        }

        if (run.MemoryWarning.Length > 0)
        {
            warnings.Add(run.MemoryWarning);
        }

        if (best.Reason == StopReason.IterationLimit)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"The best start did not converge in {options.MaxIterations} iterations: allow more, or a larger tolerance."));
        }

        var hard = (ReferenceEquals(best, kept) ? run.End(start) : null) ?? HardPass.Run(best.Model, ready.Scaled, threads, cancellationToken);
        var report = new FitReport
        {
            Trace = best.Trace, Reason = best.Reason, Restarts = restarts, Search = search, Seed = options.Seed, Seconds = clock.Elapsed.TotalSeconds, Warnings = [.. warnings],
        };
        return new(ready.FittedOn, report, best.Model, options.Temperature, hard.Energy, [.. hard.Rows], [.. hard.Weight]);
    }
}
