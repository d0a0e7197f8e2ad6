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
    /// <summary>Fits with the default options: full covariance, 10 starts, each the best of five short runs, seed 0.</summary>
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
        options = Checked(options, rows.Dimension);
        var clock = Stopwatch.StartNew();
        var summary = FeatureSummary.Of(rows, BlockParallel.Threads(options.Threads), cancellationToken);
        FitBorder.Rows(rows, summary, options.Components);
        var standardization = Standardization.Learn(options.Scaling, summary);
        var scaled = standardization.Apply(rows);
        var run = new MixtureRun<T>(scaled, null, options, standardization, summary.Under(standardization), progress, cancellationToken);
        var model = Fit(run, options, new(rows.Count, summary.Weight, rows.Features, standardization), 0, clock, [], cancellationToken);
        if (!ReferenceEquals(scaled, rows))
        {
            scaled.Dispose();
        }

        return model;
    }

    /// <summary>
    /// Fits K components to rows of which some values are missing at random: what is observed is made most likely, each missing value taken as it is expected to be given the others of its
    /// row (Z. Ghahramani and M. I. Jordan, "Supervised learning from incomplete data via an EM approach", 1994). Rows with no value at all are left out. O(n K d^2 + P K d^3) a step for P
    /// patterns of missing features; beside the rows a copy of them, twice.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows; each feature has a value in at least one.</param>
    /// <param name="options">How. A <see cref="GaussianMixtureOptions.Prior"/> asks for complete rows.</param>
    /// <param name="progress">Told after every step; starts may run side by side and tell in any order.</param>
    /// <param name="cancellationToken">Ends the fit early, with nothing.</param>
    /// <returns>The model of the best start.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, or a given start does not fit the rows.</exception>
    /// <exception cref="MixturaException">A feature has no value, there are fewer distinct rows than components, or every start collapsed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static GaussianMixtureModel Fit<T>(
        IncompleteObservations<T> rows, GaussianMixtureOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        options = Checked(options, rows.Dimension);
        if (options.Prior is not null || options.Trimming > 0)
        {
            throw new ArgumentException("With a prior, and where rows are trimmed, rows must be complete: fill or drop what is missing.", nameof(options));
        }

        var clock = Stopwatch.StartNew();
        var threads = BlockParallel.Threads(options.Threads);
        var summary = ObservedSummary.Of(rows);
        var standardization = Standardization.Learn(options.Scaling, summary);
        var scaledSummary = summary.Under(standardization);
        var patterns = new PatternRows<T>(rows, standardization, Moments.Size(options.Components, rows.Dimension, CovarianceFamily.Of(options.Covariance).SecondMoment));
        using var complete = standardization.Apply(Completion.ByOneGaussian(patterns, scaledSummary, threads, cancellationToken));
        FitBorder.Rows(complete, scaledSummary, options.Components);
        var run = new MixtureRun<T>(complete, patterns, options, standardization, scaledSummary, progress, cancellationToken);
        string[] warnings = patterns.Unobserved.Length == 0 ? [] : [string.Create(
            CultureInfo.InvariantCulture, $"Rows without any value were left out: {patterns.Unobserved.Length}, the first of them row {patterns.Unobserved[0]}.")];
        return Fit(run, options, new(patterns.Count, summary.Weight, rows.Features, standardization), patterns.LogScaleOfMissing(), clock, warnings, cancellationToken);
    }

    private static GaussianMixtureOptions Checked(GaussianMixtureOptions options, int dimension)
    {
        ArgumentNullException.ThrowIfNull(options);
        FitBorder.Options(options.Components, nameof(options.Components), options.Restarts, options.MaxIterations, options.Tolerance, options.Threads);
        if (options.Scaling == Scaling.UnitLength)
        {
            throw new ArgumentException("Rows of unit length lie on a sphere, where Gaussians do not fit: scale by z-score, or take spherical k-means.", nameof(options));
        }

        CheckTogether(options, dimension);
        return options with { Start = options.Start.Suiting(options) };
    }

    /// <summary>What goes together.</summary>
    private static void CheckTogether(GaussianMixtureOptions options, int dimension)
    {
        if (!(options.Trimming is >= 0 and <= 0.5) || (options.Trimming > 0 && options.Prior is not null))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A share of 0 to 0.5 can be trimmed, and none with a prior, not {options.Trimming}."), nameof(options));
        }

        if (options.Factors is { } factors && (factors < 1 || factors >= dimension || options.Covariance != CovarianceStructure.Full || options.Prior is not null))
        {
            throw new ArgumentException($"Factors are 1 to {dimension - 1}, one less than there are features, with full covariance and no prior, not {factors}.", nameof(options));
        }

        var canShrink = Regularization.CanShrink(options.Covariance) && options.Factors is null && options.Prior is null;
        if (options.Regularization.IsShrinkage && !canShrink)
        {
            throw new ArgumentException("Shrinkage is for full, tied or diagonal covariances, without factors and without a prior.", nameof(options));
        }

        if (options.Trimming > 0 && options.Noise is not null)
        {
            throw new ArgumentException("Trimming and noise both take the rows that belong nowhere: leave one of them out.", nameof(options));
        }

        if (options.MapPrior is not null && (options.Factors is not null || options.Regularization.IsShrinkage))
        {
            throw new ArgumentException("A conjugate prior is of whole covariances: leave Factors and shrinkage out, or MapPrior.", nameof(options));
        }
    }

    /// <summary>The best of all starts as a model.</summary>
    /// <param name="run">The fit on scaled rows.</param>
    /// <param name="options">How.</param>
    /// <param name="fittedOn">The rows in short.</param>
    /// <param name="logScaleOfMissing">What scaling would have taken from the log-likelihood if no value had been missing.</param>
    /// <param name="clock">Runs since the call.</param>
    /// <param name="told">Warnings there are already.</param>
    /// <param name="cancellationToken">Ends it all.</param>
    private static GaussianMixtureModel Fit<T>(
        MixtureRun<T> run, GaussianMixtureOptions options, FittedOn fittedOn, double logScaleOfMissing, Stopwatch clock, IEnumerable<string> told, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var warnings = new List<string>(told);
        var (start, best, restarts) = Restarts.Run(run.Starts, run.SideBySide, run.From, warnings, cancellationToken);
        (best, var search) = run.Searched(start, best);
        if (run.Fault(start) is { } fault)
        {
            warnings.Add($"With the orientation common from the first step on there was no model: {fault} This one began with one matrix for all components.");
        }

        if (run.MemoryWarning.Length > 0)
        {
            warnings.Add(run.MemoryWarning);
        }

        var components = run.Plain(best.Model);
        warnings.AddRange(MixtureWarnings.Collapsed(components, run.Regularization, fittedOn.Features));
        if (best.Reason == StopReason.IterationLimit)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"The best start did not converge in {options.MaxIterations} iterations: allow more, or a larger tolerance."));
        }

        var seen = run.Passes.Seen(components, BlockParallel.Threads(options.Threads), cancellationToken);
        warnings.AddRange(MixtureWarnings.Starved(components, seen.Sizes));
        var report = new FitReport
        {
            Trace = best.Trace, Reason = best.Reason, Restarts = restarts, Seed = options.Seed, Seconds = clock.Elapsed.TotalSeconds, Warnings = [.. warnings],
            HasPrior = options.MapPrior is not null, Search = search,
            TrimmedRows = run.Passes.TrimmedRows(components, BlockParallel.Threads(options.Threads)),
        };
        return new(fittedOn, report, components, options.EqualWeights, options.Prior is not null, logScaleOfMissing - seen.Energy, seen.Certainty, [.. seen.Sizes]);
    }
}
