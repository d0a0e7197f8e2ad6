using System.Diagnostics;
using System.Globalization;
using System.Numerics;

namespace Mixtura;

/// <summary>
/// Bisecting k-means: one cluster is split in two by 2-means, then one of those, until there are K. Take it for many clusters (the cost
/// grows with log K where the splits are even, not with K), and where clusters of comparable size matter more than the last percent of
/// inertia, which plain <see cref="KMeans"/> with several starts finds more surely.
/// </summary>
/// <remarks>
/// <para>M. Steinbach, G. Karypis and V. Kumar, "A comparison of document clustering techniques", KDD Workshop on Text Mining (2000).</para>
/// <para>For K = 2 it is k-means with two clusters, bit for bit. The result depends on the rows, the options and the seed alone.</para>
/// </remarks>
public static class BisectingKMeans
{
    /// <summary>Fits with the default options: the cluster of the largest inertia is split, 10 starts a split, seed 0.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows.</param>
    /// <param name="clusters">The number of clusters K, at least 1.</param>
    /// <returns>The model.</returns>
    /// <exception cref="ArgumentOutOfRangeException">K is less than 1.</exception>
    /// <exception cref="MixturaException">There are fewer distinct rows than clusters, or the values cannot be squared.</exception>
    public static KMeansModel Fit<T>(Observations<T> rows, int clusters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Fit(rows, new BisectingKMeansOptions { Clusters = clusters });

    /// <summary>
    /// Fits K centroids. O(n d log K) a step and start where splits are even, O(n d K) at worst; a copy of the rows that are split, and
    /// 8 bytes a row.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told after every split; the objective is the inertia of the clusters so far.</param>
    /// <param name="cancellationToken">Ends the fit early, with nothing.</param>
    /// <returns>
    /// The model. A row belongs to the nearest of all centroids, which may be another than the tree of splits led it to, and never a
    /// farther one. Each iteration of its report is a split, and after those a step of the refinement.
    /// </returns>
    /// <exception cref="ArgumentException">An option is out of its range, or the seeding is given and not drawn.</exception>
    /// <exception cref="MixturaException">There are fewer distinct rows than clusters, or the values cannot be squared.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static KMeansModel Fit<T>(Observations<T> rows, BisectingKMeansOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        FitBorder.Options(options.Clusters, nameof(options.Clusters), options.Restarts, options.MaxIterations, options.Tolerance, options.Threads);
        if (!options.Seeding.IsRandom)
        {
            throw new ArgumentException("Bisecting k-means draws the start of each split: a given start does not fit it.", nameof(options));
        }

        var clock = Stopwatch.StartNew();
        var threads = BlockParallel.Threads(options.Threads);
        using var ready = ReadyRows<T>.Of(rows, options.Scaling, options.Clusters, threads, cancellationToken);
        var run = new BisectingRun<T>(ready.Scaled, options, progress, cancellationToken);
        var split = run.Split();
        var refined = options.Refine ? run.Refined(split) : null;
        var reason = refined?.Report.Reason ?? split.Reason;
        List<string> warnings = split.Reason == StopReason.IterationLimit
            ? [string.Create(CultureInfo.InvariantCulture, $"A split did not converge in {options.MaxIterations} iterations: allow more, or a larger tolerance.")]
            : [];
        warnings.AddRange(refined?.Report.Warnings ?? []);
        return ready.Model(refined?.Scaled ?? split.Model, inertia => new FitReport
        {
            // The last split, too, is followed by sending each row to the nearest centroid of all.
            Trace = refined is null ? [.. split.Trace[..^1], inertia] : [.. split.Trace[..^1], .. refined.Report.Trace],
            Reason = reason,
            Restarts = [new(inertia, split.Trace.Length - 1 + (refined?.Report.Iterations ?? 0), reason)],
            Seed = options.Seed,
            Seconds = clock.Elapsed.TotalSeconds,
            Warnings = [.. warnings],
        }, threads, cancellationToken);
    }
}
