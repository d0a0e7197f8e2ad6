using System.Diagnostics;
using System.Globalization;
using System.Numerics;

namespace Mixtura;

/// <summary>
/// Gaussian mixtures by stepwise EM: each step sees a few rows drawn at random and adds their sums, with a weight that falls, to those so far, so that it ends after a pass or a few where EM
/// takes dozens. Take it for very many rows; else take <see cref="GaussianMixture"/>. For rows that arrive one batch after the other see <see cref="GaussianMixtureModel.Update"/>.
/// </summary>
/// <remarks>
/// <para>O. Cappe and E. Moulines, "On-line expectation-maximization algorithm for latent data models", JRSS B 71 (2009).</para>
/// <para>P. Liang and D. Klein, "Online EM for unsupervised models", NAACL 2009: batches, and how fast their weight may fall.</para>
/// <para>The result depends on the rows, the options and the seed alone: not on threads, vector widths or machines.</para>
/// </remarks>
public static class MiniBatchGaussianMixture
{
    /// <summary>Fits K components. O(b K d^2) a step of b rows, and O(n K d^2) once a start, to tell how good it is on all rows.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows; those with weights are drawn in proportion to them.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told after every step, with an estimate of minus the log-likelihood; starts may run side by side and tell in any order.</param>
    /// <param name="cancellationToken">Ends the fit early, with nothing.</param>
    /// <returns>The model of the best start. Its likelihood and sizes are those of all rows; its trace holds the batches' estimates, which may rise, and at the end the value itself.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, or a given start does not fit the rows.</exception>
    /// <exception cref="MixturaException">There are fewer distinct rows than components, or every start collapsed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static GaussianMixtureModel Fit<T>(
        Observations<T> rows, MiniBatchGaussianMixtureOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        Check(options);
        var clock = Stopwatch.StartNew();
        var threads = BlockParallel.Threads(options.Threads);
        var summary = FeatureSummary.Of(rows, threads, cancellationToken);
        FitBorder.Rows(rows, summary, options.Components);
        var standardization = Standardization.Learn(options.Scaling, summary);
        var scaled = standardization.Apply(rows);
        var run = new StepwiseRun<T>(scaled, options, standardization, summary.Under(standardization), progress, cancellationToken);
        var warnings = new List<string>();
        var (_, best, restarts) = Restarts.Run(run.Starts, threads, run.From, warnings, cancellationToken);
        if (best.Reason == StopReason.IterationLimit)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"The best start was still improving after {options.MaxPasses} passes: allow more."));
        }

        var seen = SummaryExpectation<T>.Of(best.Model, scaled, threads, cancellationToken);
        if (!ReferenceEquals(scaled, rows))
        {
            scaled.Dispose();
        }

        var report = new FitReport
        {
            Trace = best.Trace, Reason = best.Reason, Restarts = restarts, Seed = options.Seed, Seconds = clock.Elapsed.TotalSeconds, Warnings = [.. warnings],
        };
        return new(new(rows.Count, summary.Weight, rows.Features, standardization), report, best.Model, equalWeights: false, isBayesian: false, -seen.Energy, seen.Certainty, [.. seen.Sizes]);
    }

    private static void Check(MiniBatchGaussianMixtureOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        FitBorder.Options(options.Components, nameof(options.Components), options.Restarts, options.MaxPasses, tolerance: 0, options.Threads);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BatchSize, nameof(options.BatchSize));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.StartRows ?? options.Components, options.Components, nameof(options.StartRows));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Patience ?? 1, nameof(options.Patience));
        if (options.Decay is not (> 0.5 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Decay, "The decay is above 0.5 and at most 1.");
        }

        if (options.Start is GivenPartition or GivenResponsibilities or ShortRunsStart or AutoStart)
        {
            throw new ArgumentException("A start of mini-batches is made of a sample, a model or means, and not of a partition or of short runs.", nameof(options));
        }

        if (options.Scaling == Scaling.UnitLength)
        {
            throw new ArgumentException("Rows of unit length lie on a sphere, where Gaussians do not fit: scale by z-score.", nameof(options));
        }
    }
}
