using System.Diagnostics;
using System.Globalization;
using System.Numerics;

namespace Mixtura;

/// <summary>
/// Mini-batch k-means: each step moves the centroids by a few rows drawn at random, so that it ends after a pass or two where Lloyd's
/// algorithm takes dozens. Take it for very many rows, where a few percent of inertia are a fair price for the time; else take
/// <see cref="KMeans"/>. For rows that arrive one batch after the other see <see cref="KMeansModel.Update"/>.
/// </summary>
/// <remarks>
/// <para>D. Sculley, "Web-scale k-means clustering", WWW 2010: a centroid moves to the mean of all rows it has seen so far.</para>
/// <para>
/// Starved centroids begin anew, and the smoothed inertia of the batches says when to stop, as in scikit-learn (Pedregosa and others, "Scikit-learn:
/// Machine learning in Python", JMLR 12, 2011); a centroid that begins anew is drawn as k-means++ draws (Arthur and Vassilvitskii 2007).
/// </para>
/// <para>The result depends on the rows, the options and the seed alone: not on threads, vector widths or machines.</para>
/// </remarks>
public static class MiniBatchKMeans
{
    /// <summary>Fits with the default options: batches of 1024 rows, greedy k-means++, 3 starts, seed 0.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows.</param>
    /// <param name="clusters">The number of clusters K, at least 1.</param>
    /// <returns>The model of the best start.</returns>
    /// <exception cref="ArgumentOutOfRangeException">K is less than 1.</exception>
    /// <exception cref="MixturaException">There are fewer distinct rows than clusters, or the values cannot be squared.</exception>
    public static KMeansModel Fit<T>(Observations<T> rows, int clusters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Fit(rows, new MiniBatchKMeansOptions { Clusters = clusters });

    /// <summary>Fits K centroids. O(b d K) a step of b rows, and O(n d K) once a start, to tell how good it is on all rows.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows; those with weights are drawn in proportion to them.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told after every step, with an estimate of the inertia; starts may run side by side and tell in any order.</param>
    /// <param name="cancellationToken">Ends the fit early, with nothing.</param>
    /// <returns>
    /// The model of the best start. Its inertia, sizes and weights are those of all rows; its report says how it stopped, and its trace holds
    /// the batches' estimates of the inertia, which may rise, and at the end the inertia itself.
    /// </returns>
    /// <exception cref="ArgumentException">An option is out of its range, or a given start does not fit the rows.</exception>
    /// <exception cref="MixturaException">There are fewer distinct rows than clusters, or the values cannot be squared.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static KMeansModel Fit<T>(Observations<T> rows, MiniBatchKMeansOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        var clock = Stopwatch.StartNew();
        var threads = BlockParallel.Threads(options.Threads);
        using var ready = ReadyRows<T>.Of(rows, options.Scaling, options.Clusters, threads, cancellationToken);
        var run = new MiniBatchRun<T>(ready, options, progress, cancellationToken);
        var warnings = new List<string>();
        var (_, best, restarts) = Restarts.Run(run.Starts, threads, run.From, warnings, cancellationToken);
        if (best.Reason == StopReason.IterationLimit)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"The best start was still improving after {options.MaxPasses} passes: allow more."));
        }

        var model = ready.Model(best.Model, _ => new FitReport
        {
            Trace = best.Trace, Reason = best.Reason, Restarts = restarts, Seed = options.Seed, Seconds = clock.Elapsed.TotalSeconds, Warnings = [.. warnings],
        }, threads, cancellationToken);
        return model.Sizes.Count(size => size == 0) is > 0 and var empty
            ? model.With(model.Report with { Warnings = [.. warnings, string.Create(CultureInfo.InvariantCulture, $"{empty} of the {options.Clusters} clusters are nearest to no row: ask for fewer, or for larger batches.")] })
            : model;
    }

    private static void Check(MiniBatchKMeansOptions options)
    {
        FitBorder.Options(options.Clusters, nameof(options.Clusters), options.Restarts, options.MaxPasses, options.Tolerance, options.Threads);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BatchSize, nameof(options.BatchSize));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SeedingRows ?? options.Clusters, options.Clusters, nameof(options.SeedingRows));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Patience ?? 1, nameof(options.Patience));
        if (options.ReassignmentRatio is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.ReassignmentRatio, "The reassignment ratio is at least 0 and less than 1.");
        }
    }
}
