using System.Diagnostics;
using System.Numerics;

namespace Mixtura;

/// <summary>One step of a mixture on a stream: the sums of new rows beside those that the model stands for (Cappe and Moulines 2009).</summary>
internal static class MixtureUpdate
{
    public static GaussianMixtureModel Of<T>(GaussianMixtureModel model, Observations<T> rows, double keep, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var clock = Stopwatch.StartNew();
        var before = model.Scaled;
        var standardization = model.FittedOn.Standardization;
        var scaled = standardization.Apply(rows);
        var kind = before.SecondMoment;
        using var executor = new InMemoryExecutor<GaussianComponents, Moments, T>(
            new RowBlocks<T>(scaled, Moments.Size(before.Count, before.Dimension, kind)), new DenseExpectation<GaussianComponents, T>(before.Count, before.Dimension, kind, Temperature.One), threads);
        var sums = executor.Pass(before, CancellationToken.None);
        var energy = sums.Energy;
        var carried = keep * model.StandsFor;
        sums.Merge(ModelMoments.Of(before.Weights, before.Covariance, before.Dimension, kind, carried));
        var weight = carried + Enumerable.Range(0, (int)rows.Count).Sum(i => rows.Weight(i));
        var moved = Moved(new(model.Covariance, model.EqualWeights, regularization: 0, new double[before.Dimension], model.FittedOn.Features, weight, before.Noise), before, sums);
        var seen = SummaryExpectation<T>.Of(moved, scaled, threads, CancellationToken.None);
        if (!ReferenceEquals(scaled, rows))
        {
            scaled.Dispose();
        }

        var report = new FitReport
        {
            Trace = [energy, seen.Energy],
            Reason = StopReason.IterationLimit,
            Restarts = [new(seen.Energy, 1, StopReason.IterationLimit)],
            Seed = model.Report.Seed,
            Seconds = clock.Elapsed.TotalSeconds,
            Warnings = [],
        };
        return new(
            new(rows.Count, seen.Weight, model.FittedOn.Features, standardization), report, moved, model.EqualWeights, isBayesian: false, -seen.Energy, seen.Certainty, [.. seen.Sizes], weight);
    }

    private static GaussianComponents Moved(GaussianMinimizer minimizer, GaussianComponents before, Moments sums)
    {
        try
        {
            return minimizer.Minimize(before, sums);
        }
        catch (DiscardedStartException fault)
        {
            throw new MixturaException($"The new rows leave no model: {fault.Message}", fault);
        }
    }
}
