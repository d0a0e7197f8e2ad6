using System.Collections.Immutable;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>The starts of one stepwise EM (Cappe and Moulines 2009), on checked and scaled rows.</summary>
internal sealed class StepwiseRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A standard deviation of 1e-10 of the feature's own is no spread but rounding.</summary>
    private const double RoundingShare = 1e-20;

    /// <summary>Streams of random numbers for the steps of one start, before those of the next begin.</summary>
    private const int StepBits = 40;

    private readonly Observations<T> rows;
    private readonly MiniBatchGaussianMixtureOptions options;
    private readonly Standardization standardization;
    private readonly FeatureSummary summary;
    private readonly IProgress<FitProgress>? progress;
    private readonly CancellationToken cancellationToken;
    private readonly WeightedRows<T> draws;
    private readonly GaussianMinimizer minimizer;
    private readonly int batchSize;
    private readonly int steps;

    public StepwiseRun(
        Observations<T> rows, MiniBatchGaussianMixtureOptions options, Standardization standardization, FeatureSummary summary, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        this.rows = rows;
        this.options = options;
        this.standardization = standardization;
        this.summary = summary;
        this.progress = progress;
        this.cancellationToken = cancellationToken;
        draws = new(rows);
        Threads = BlockParallel.Threads(options.Threads);
        Starts = options.Restarts ?? (options.Start.IsRandom ? 3 : 1);
        batchSize = (int)Math.Min(options.BatchSize, rows.Count);
        steps = (int)Math.Min(int.MaxValue - 1, Math.Ceiling(options.MaxPasses * ((double)rows.Count / batchSize)));
        var ridge = options.Regularization.Value * (options.Regularization.IsRelative ? summary.MeanVariance : 1);
        minimizer = new(options.Covariance, equalWeights: false, ridge, [.. summary.Variance.Select(v => RoundingShare * v)], rows.Features, summary.Weight);
    }

    /// <summary>How many starts there are.</summary>
    public int Starts { get; }

    public int Threads { get; }

    /// <summary>Starts run side by side; the steps of a start are too short to share.</summary>
    private int ThreadsOfStep => Starts > 1 ? 1 : Threads;

    /// <summary>One start, from its first model to its end; its energy is that of all rows.</summary>
    /// <exception cref="DiscardedStartException">A component collapsed or lost its rows.</exception>
    public Fit<GaussianComponents> From(int start)
    {
        var model = First(start);
        var kind = minimizer.Family.SecondMoment;
        var sums = ModelMoments.Of(model.Weights, model.Covariance, rows.Dimension, kind, summary.Weight);
        var batch = new RowSample<T>(rows, draws, batchSize);
        var smoothed = new SmoothedInertia(Math.Min(1, 2.0 * batchSize / (rows.Count + 1)), options.Patience);
        var trace = ImmutableArray.CreateBuilder<double>();
        var reason = StopReason.IterationLimit;
        for (var step = 0; step < steps && reason == StopReason.IterationLimit; step++)
        {
            var drawn = batch.Draw(new RandomStream(options.Seed, RandomPurpose.MiniBatch, ((ulong)start << StepBits) + (ulong)step));
            var source = new RowBlocks<T>(drawn, Moments.Size(options.Components, rows.Dimension, kind));
            using var executor = new InMemoryExecutor<GaussianComponents, Moments, T>(source, new DenseExpectation<GaussianComponents, T>(options.Components, rows.Dimension, kind, Temperature.One), ThreadsOfStep);
            var seen = executor.Pass(model, cancellationToken);
            seen.Scale(summary.Weight / seen.Weight.Sum());
            trace.Add(seen.Energy);
            progress?.Report(new(start, Starts, step, steps, seen.Energy));

            // s' = s + gamma (s of the batch - s), all about the means of the model.
            var rate = VectorMath.Exp<double, Simd1<double>>(-options.Decay * ElementaryFunctions.Log(step + 2));
            sums.Scale(1 - rate);
            seen.Scale(rate);
            sums.Merge(seen);
            model = minimizer.Minimize(model, sums);
            sums.Recentre();
            reason = smoothed.HasStalled(trace[^1]) ? StopReason.NoImprovement : reason;
        }

        var energy = SummaryExpectation<T>.Of(model, rows, ThreadsOfStep, cancellationToken).Energy;
        trace.Add(energy);
        progress?.Report(new(start, Starts, trace.Count - 1, steps, energy));
        return new(model, energy, trace.ToImmutable(), reason);
    }

    /// <summary>A drawn start comes from a sample, so that it costs no pass over all rows; a given one is what it is.</summary>
    private GaussianComponents First(int start)
    {
        var size = options.StartRows ?? Math.Max(10L * options.BatchSize, options.Components);
        var from = rows;
        if (options.Start.IsRandom && size < rows.Count)
        {
            var sample = new RowSample<T>(rows, draws, (int)size).Draw(new RandomStream(options.Seed, RandomPurpose.Sampling, (ulong)start));

            // Where most rows are equal a sample may hold too few.
            from = DistinctRows.CountUpTo(sample, options.Components) == options.Components ? sample : rows;
        }

        var plain = new GaussianMixtureOptions { Components = options.Components, Covariance = options.Covariance, Start = options.Start, Seed = options.Seed };
        var source = new RowBlocks<T>(from, Moments.Size(options.Components, rows.Dimension, minimizer.Family.SecondMoment));
        return new FirstModels<T>(from, plain, standardization, summary, source, Starts, ThreadsOfStep, cancellationToken).Begin(start)(minimizer);
    }
}
