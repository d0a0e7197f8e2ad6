using System.Diagnostics;
using System.Globalization;
using System.Numerics;

namespace Mixtura;

/// <summary>
/// Gaussian mixtures: K weighted normal distributions that make the rows most likely. Where k-means says which cluster, a mixture says how
/// probable each one is; its components have sizes, widths and, under full covariance, directions of their own.
/// </summary>
/// <remarks>
/// <para>A. P. Dempster, N. M. Laird and D. B. Rubin, "Maximum likelihood from incomplete data via the EM algorithm", JRSS B 39 (1977).</para>
/// <para>A step costs O(n K d^2) where components have scatters with correlation (full, tied and what shares a shape or an orientation), O(n K d) otherwise, and never lowers the
/// likelihood but for the regularization (shrinkage can); with a prior it never lowers the bound of the evidence; it ends in a local optimum, so several starts are run and the best kept. The result depends on the rows, the options
/// and the seed alone: not on threads, vector widths or machines.</para>
/// </remarks>
public static class GaussianMixture
{
    /// <summary>Fits with the default options: full covariance, 10 starts from k-means, seed 0.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows.</param>
    /// <param name="components">The number of components K, at least 1.</param>
    /// <returns>The model of the best start.</returns>
    /// <exception cref="ArgumentOutOfRangeException">K is less than 1.</exception>
    /// <exception cref="MixturaException">There are fewer distinct rows than components, or every start collapsed.</exception>
    public static GaussianMixtureModel Fit<T>(Observations<T> rows, int components)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Fit(rows, new GaussianMixtureOptions { Components = components });

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
    public static GaussianMixtureModel Fit<T>(Observations<T> rows, GaussianMixtureOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        FitBorder.Options(options.Components, nameof(options.Components), options.Restarts, options.MaxIterations, options.Tolerance, options.Threads);
        if (options.Scaling == Scaling.UnitLength)
        {
            throw new ArgumentException("Rows of unit length lie on a sphere, where Gaussians do not fit: scale by z-score, or take spherical k-means.", nameof(options));
        }

        Check(options, rows.Dimension);
        var clock = Stopwatch.StartNew();
        var threads = BlockParallel.Threads(options.Threads);
        var summary = FeatureSummary.Of(rows, threads, cancellationToken);
        FitBorder.Rows(rows, summary, options.Components);

        var standardization = Standardization.Learn(options.Scaling, summary);
        var scaled = standardization.Apply(rows);
        var run = new MixtureRun<T>(scaled, options, standardization, summary.Under(standardization), progress, cancellationToken);
        var warnings = new List<string>();
        var (start, best, restarts) = Restarts.Run(run.Starts, run.SideBySide, run.From, warnings, cancellationToken);
        if (run.Fault(start) is { } fault)
        {
            warnings.Add($"With the orientation common from the first step on there was no model: {fault} This one began with one matrix for all components.");
        }

        if (run.MemoryWarning.Length > 0)
        {
            warnings.Add(run.MemoryWarning);
        }

        var components = run.Plain(best.Model);
        warnings.AddRange(run.Collapsed(components));
        if (best.Reason == StopReason.IterationLimit)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"The best start did not converge in {options.MaxIterations} iterations: allow more, or a larger tolerance."));
        }

        var seen = SummaryExpectation<T>.Of(components, scaled, threads, cancellationToken);
        warnings.AddRange(run.Starved([.. seen.Sizes]));
        var report = new FitReport
        {
            Trace = best.Trace, Reason = best.Reason, Restarts = restarts, Seed = options.Seed, Seconds = clock.Elapsed.TotalSeconds, Warnings = [.. warnings],
            TrimmedRows = run.TrimmedRows(components),
        };
        var model = new GaussianMixtureModel(
            new(rows.Count, summary.Weight, rows.Features, standardization), report, components, options.EqualWeights, options.Prior is not null, -seen.Energy, seen.Certainty, [.. seen.Sizes]);
        if (!ReferenceEquals(scaled, rows))
        {
            scaled.Dispose();
        }

        return model;
    }

    /// <summary>What goes together.</summary>
    private static void Check(GaussianMixtureOptions options, int dimension)
    {
        if (!(options.Trimming is >= 0 and <= 0.5) || (options.Trimming > 0 && options.Prior is not null))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A share of 0 to 0.5 can be trimmed, and none with a prior, not {options.Trimming}."), nameof(options));
        }

        if (options.Factors is { } factors && (factors < 1 || factors >= dimension || options.Covariance != CovarianceStructure.Full || options.Prior is not null))
        {
            throw new ArgumentException($"Factors are 1 to {dimension - 1}, one less than there are features, with full covariance and no prior, not {factors}.", nameof(options));
        }

        var canShrink = options.Covariance is CovarianceStructure.Full or CovarianceStructure.Tied or CovarianceStructure.Diagonal && options.Factors is null && options.Prior is null;
        if (options.Regularization.IsShrinkage && !canShrink)
        {
            throw new ArgumentException("Shrinkage is for full, tied or diagonal covariances, without factors and without a prior.", nameof(options));
        }
    }
}
