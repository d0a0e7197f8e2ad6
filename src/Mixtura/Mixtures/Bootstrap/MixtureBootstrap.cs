using System.Globalization;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Standard errors, biases and intervals of a mixture's weights, means and covariances, by fitting it again and again on rows as they might have been (as mclust has it: A. O'Hagan, T. B.
/// Murphy, L. Scrucca and I. C. Gormley, "Investigation of parameter uncertainty in clustering using a Gaussian mixture model via jackknife, bootstrap and weighted likelihood bootstrap", 2019).
/// </summary>
/// <remarks>
/// Each refit goes up from the model, so that its components are the model's; should two of them change places all the same, they are matched by the rows that they share. Refits run side by
/// side, each on one thread: O(R n K d^2) times a fit's steps, and memory for n x K shares a thread. What a standard error says of is this optimum, not whether another one is better.
/// </remarks>
public static class MixtureBootstrap
{
    /// <summary>The parametric bootstrap: each replicate is fitted on as many rows drawn from the model as it was fitted on, by weight (B. Efron 1979).</summary>
    /// <param name="model">A mixture without a prior and without noise.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told after each replicate, its number as that of a start; in any order.</param>
    /// <param name="cancellationToken">Ends it early, with nothing.</param>
    /// <returns>Each parameter with its standard error, bias and interval.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, or the model has a prior or noise.</exception>
    /// <exception cref="MixturaException">Fewer than two replicates give a model.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static BootstrapErrors Parametric(GaussianMixtureModel model, BootstrapOptions? options = null, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var checkedOptions = Checked(model, options);
        var count = checked((int)Math.Max(1, Math.Round(model.FittedOn.Weight)));
        return Run(model, checkedOptions, progress, random => BootstrapRefit.Of(model, model.Sample(count, random.NextBits()).Rows, checkedOptions, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// The weighted-likelihood bootstrap: each replicate is fitted on the rows themselves, weighted at random (M. A. Newton and A. E. Raftery, "Approximate Bayesian inference with the weighted
    /// likelihood bootstrap", JRSS B 56, 1994). It does not take the model for the truth, and no replicate loses rows.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="model">A mixture without a prior and without noise.</param>
    /// <param name="rows">The n x d rows it was fitted on, with their weights.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told after each replicate, its number as that of a start; in any order.</param>
    /// <param name="cancellationToken">Ends it early, with nothing.</param>
    /// <returns>Each parameter with its standard error, bias and interval.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, the rows are not as many as the model's or have not its features, or it has a prior or noise.</exception>
    /// <exception cref="MixturaException">Fewer than two replicates give a model.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static BootstrapErrors WeightedLikelihood<T>(
        GaussianMixtureModel model, Observations<T> rows, BootstrapOptions? options = null, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var checkedOptions = Checked(model, options);
        ArgumentNullException.ThrowIfNull(rows);
        model.CheckedDimension(rows.Dimension);
        if (rows.Count != model.FittedOn.Rows)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The model was fitted on {model.FittedOn.Rows} rows, and here are {rows.Count}: give the same rows."), nameof(rows));
        }

        return Run(model, checkedOptions, progress, random => BootstrapRefit.Of(model, rows.WithWeights(LikelihoodWeights.Draw(rows, random)), checkedOptions, cancellationToken), cancellationToken);
    }

    private static BootstrapOptions Checked(GaussianMixtureModel model, BootstrapOptions? options)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= new();
        options.Check();
        if (model.HasNoise)
        {
            throw new ArgumentException("The model has noise, whose box a bootstrap does not draw anew.", nameof(model));
        }

        return model.IsBayesian
            ? throw new ArgumentException("The model has a prior, so that its parameters have a distribution already: a bootstrap is for the most likely ones.", nameof(model))
            : options;
    }

    private static BootstrapErrors Run(
        GaussianMixtureModel model, BootstrapOptions options, IProgress<FitProgress>? progress, Func<RandomStream, BootstrapRefit?> one, CancellationToken cancellationToken)
    {
        BootstrapRefit? Refit(int replicate)
        {
            var refit = one(new RandomStream(options.Seed, RandomPurpose.Bootstrap, (ulong)replicate));
            progress?.Report(new(replicate, options.Replicates, refit?.Report.Iterations ?? 0, options.MaxIterations, refit?.Report.Trace[^1] ?? double.PositiveInfinity));
            return refit;
        }

        var refits = SideBySide.Run(options.Replicates, BlockParallel.Threads(options.Threads), Refit, cancellationToken);
        var kept = refits.OfType<BootstrapRefit>().ToArray();
        if (kept.Length < 2)
        {
            throw new MixturaException(string.Create(
                CultureInfo.InvariantCulture, $"Only {kept.Length} of {options.Replicates} replicates gave a model: components collapse or lose their rows, so take fewer of them, or a simpler covariance."));
        }

        var limited = kept.Count(r => !r.Converged);
        return new(
            model,
            [.. kept.Select(r => r.Parameters)],
            options.Confidence,
            refits.Length - kept.Length,
            [
                .. Warning(refits.Length - kept.Length, $"of {refits.Length} replicates gave no model and are left out: errors may be larger than they seem."),
                .. Warning(limited, $"of {refits.Length} replicates did not converge in {options.MaxIterations} iterations: allow more."),
            ]);
    }

    private static IEnumerable<string> Warning(int count, string what) => count > 0 ? [string.Create(CultureInfo.InvariantCulture, $"{count} {what}")] : [];
}
