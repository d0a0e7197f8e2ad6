using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// How many components? The likelihood ratio of K against K + 1, whose distribution no table has since the one lies on the border of the other, against ratios of rows drawn from the fitted K (G.
/// J. McLachlan, "On bootstrapping the likelihood ratio test statistic for the number of components in a normal mixture", Applied Statistics 36, 1987).
/// </summary>
public static class ComponentTest
{
    /// <summary>
    /// Tests 1 against 2 components, 2 against 3 and so on, until one more is no gain: until a p-value is above the level. Each test costs two fits on the rows and two on each of R replicates of
    /// them, which run side by side.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told after each replicate, its number as that of a start and K as that of the step; in any order.</param>
    /// <param name="cancellationToken">Ends it early, with nothing.</param>
    /// <returns>The tests, and the mixture that they leave standing.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="MixturaException">A mixture cannot be fitted to the rows, or to no replicate.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ComponentTestResult LikelihoodRatio<T>(
        Observations<T> rows, ComponentTestOptions? options = null, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        options ??= new();
        options.Check();
        var steps = ImmutableArray.CreateBuilder<ComponentTestStep>();
        var fewer = GaussianMixture.Fit(rows, options.Mixture(1, options.Seed, options.Threads), null, cancellationToken);
        while (fewer.Clusters < options.MaxComponents)
        {
            var more = GaussianMixture.Fit(rows, options.Mixture(fewer.Clusters + 1, options.Seed, options.Threads), null, cancellationToken);
            steps.Add(Step(fewer, more, options, progress, cancellationToken));
            if (steps[^1].PValue > options.Level)
            {
                break;
            }

            fewer = more;
        }

        return new(fewer, steps.ToImmutable(), options.Level);
    }

    private static ComponentTestStep Step(GaussianMixtureModel fewer, GaussianMixtureModel more, ComponentTestOptions options, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        var count = checked((int)Math.Max(1, Math.Round(fewer.FittedOn.Weight)));
        double? One(int replicate)
        {
            var random = new RandomStream(options.Seed, RandomPurpose.Bootstrap, ((ulong)fewer.Clusters << 32) + (ulong)replicate);
            var ratio = Ratio(fewer.Sample(count, random.NextBits()).Rows, fewer.Clusters, options, random.NextBits(), cancellationToken);
            progress?.Report(new(replicate, options.Replicates, fewer.Clusters, options.MaxComponents, ratio ?? double.PositiveInfinity));
            return ratio;
        }

        var drawn = SideBySide.Run(options.Replicates, BlockParallel.Threads(options.Threads), One, cancellationToken);
        double[] ratios = [.. drawn.OfType<double>()];
        if (ratios.Length == 0)
        {
            throw new MixturaException(string.Create(
                CultureInfo.InvariantCulture, $"None of {drawn.Length} replicates has a mixture of {more.Clusters} components: there are too few rows for a test of so many."));
        }

        var statistic = 2 * (more.LogLikelihood - fewer.LogLikelihood);
        return new(fewer.Clusters, statistic, (1.0 + ratios.Count(r => r >= statistic)) / (1 + ratios.Length), [.. ratios], drawn.Length - ratios.Length);
    }

    /// <summary>The statistic of rows under both hypotheses, on one thread; null where one of them gives no model.</summary>
    private static double? Ratio(Observations<double> rows, int components, ComponentTestOptions options, ulong seed, CancellationToken cancellationToken)
    {
        try
        {
            var fewer = GaussianMixture.Fit(rows, options.Mixture(components, seed, threads: 1), null, cancellationToken);
            var more = GaussianMixture.Fit(rows, options.Mixture(components + 1, seed, threads: 1), null, cancellationToken);
            return 2 * (more.LogLikelihood - fewer.LogLikelihood);
        }
        catch (MixturaException)
        {
            return null;
        }
    }
}
