using System.Diagnostics;
using System.Globalization;
using System.Numerics;

namespace Mixtura;

/// <summary>
/// Mixtures of t distributions: K weighted elliptical components with heavy tails, in which rows far away count little. Where a Gaussian component widens to reach a few outliers, a t
/// component finds out how heavy its tails are and keeps its place and its width.
/// </summary>
/// <remarks>
/// <para>D. Peel and G. J. McLachlan, "Robust mixture modelling using the t distribution", Statistics and Computing 10 (2000); the step with a working parameter of C. Liu, D. B. Rubin and
/// Y. N. Wu, "Parameter expansion to accelerate EM: the PX-EM algorithm", Biometrika 85 (1998).</para>
/// <para>A step costs O(n K d^2) or O(n K d), as for Gaussians, and one logarithm more a row and component; it never lowers the likelihood but for the regularization. It ends in a local
/// optimum, so several starts are run and the best kept. The result depends on the rows, the options and the seed alone: not on threads, vector widths or machines.</para>
/// </remarks>
public static class StudentMixture
{
    /// <summary>Fits with the default options: estimated tails, full scale matrices, 10 starts from k-means, seed 0.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows.</param>
    /// <param name="components">The number of components K, at least 1.</param>
    /// <returns>The model of the best start.</returns>
    /// <exception cref="ArgumentOutOfRangeException">K is less than 1.</exception>
    /// <exception cref="MixturaException">There are fewer distinct rows than components, or every start collapsed.</exception>
    public static StudentMixtureModel Fit<T>(Observations<T> rows, int components)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Fit(rows, new StudentMixtureOptions { Components = components });

    /// <summary>Fits K components. O(n K d^2) or O(n K d) a step; beside the rows, 12 bytes a row where a start needs a partition, nothing of size n x K.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told after every step; starts may run side by side and tell in any order.</param>
    /// <param name="cancellationToken">Ends the fit early, with nothing.</param>
    /// <returns>The model of the best start.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, or a given start does not fit the rows.</exception>
    /// <exception cref="MixturaException">
    /// There are fewer distinct rows than components, or every start collapsed: with no regularization that is what a constant or collinear feature does.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static StudentMixtureModel Fit<T>(Observations<T> rows, StudentMixtureOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        FitBorder.Options(options.Components, nameof(options.Components), options.Restarts, options.MaxIterations, options.Tolerance, options.Threads);
        if (options.Scaling == Scaling.UnitLength)
        {
            throw new ArgumentException("Rows of unit length lie on a sphere, where t distributions do not fit: scale by z-score, or take spherical k-means.", nameof(options));
        }

        if (options.Regularization.IsShrinkage)
        {
            throw new ArgumentException("Shrinkage is for Gaussian mixtures: give t distributions an amount.", nameof(options));
        }

        var clock = Stopwatch.StartNew();
        var threads = BlockParallel.Threads(options.Threads);
        var given = FeatureSummary.Of(rows, threads, cancellationToken);
        FitBorder.Rows(rows, given, options.Components);

        var standardization = Standardization.Learn(options.Scaling, given);
        var scaled = standardization.Apply(rows);
        var summary = given.Under(standardization);
        var gaussian = new MixtureRun<T>(scaled, null, options.Gaussian(), standardization, summary, progress, cancellationToken);
        var run = new StudentRun<T>(scaled, options, gaussian, summary.Weight, progress, cancellationToken);
        var warnings = new List<string>();
        var (_, best, restarts) = Restarts.Run(gaussian.Starts, gaussian.SideBySide, run.From, warnings, cancellationToken);
        if (gaussian.MemoryWarning.Length > 0)
        {
            warnings.Add(gaussian.MemoryWarning);
        }

        warnings.AddRange(MixtureWarnings.Collapsed(best.Model.Centers, gaussian.Regularization, rows.Features));
        if (best.Reason == StopReason.IterationLimit)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"The best start did not converge in {options.MaxIterations} iterations: allow more, or a larger tolerance."));
        }

        var seen = SummaryExpectation<T>.Of(best.Model, scaled, threads, cancellationToken);
        warnings.AddRange(MixtureWarnings.Starved(best.Model.Centers, seen.Sizes));
        var report = new FitReport
        {
            Trace = best.Trace, Reason = best.Reason, Restarts = restarts, Seed = options.Seed, Seconds = clock.Elapsed.TotalSeconds, Warnings = [.. warnings],
        };
        var model = new StudentMixtureModel(
            new(rows.Count, summary.Weight, rows.Features, standardization), report, best.Model, options.Tails, options.EqualWeights, -seen.Energy, seen.Certainty, [.. seen.Sizes]);
        if (!ReferenceEquals(scaled, rows))
        {
            scaled.Dispose();
        }

        return model;
    }
}
