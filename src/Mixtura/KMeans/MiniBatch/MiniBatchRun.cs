using System.Collections.Immutable;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>The starts of one mini-batch k-means (Sculley 2010), on checked and scaled rows.</summary>
internal sealed class MiniBatchRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Streams of random numbers for the steps of one start, before those of the next begin.</summary>
    private const int StepBits = 40;

    private readonly Observations<T> rows;
    private readonly MiniBatchKMeansOptions options;
    private readonly ReadyRows<T> ready;
    private readonly IProgress<FitProgress>? progress;
    private readonly CancellationToken cancellationToken;
    private readonly WeightedRows<T> draws;
    private readonly int threads;
    private readonly int steps;

    public MiniBatchRun(ReadyRows<T> ready, MiniBatchKMeansOptions options, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        this.ready = ready;
        this.options = options;
        this.progress = progress;
        this.cancellationToken = cancellationToken;
        rows = ready.Scaled;
        draws = new(rows);
        threads = BlockParallel.Threads(options.Threads);
        Starts = options.Restarts ?? (options.Seeding.IsRandom ? 3 : 1);
        BatchSize = (int)Math.Min(options.BatchSize, rows.Count);
        steps = (int)Math.Min(int.MaxValue - 1, Math.Ceiling(options.MaxPasses * ((double)rows.Count / BatchSize)));
    }

    /// <summary>How many starts there are.</summary>
    public int Starts { get; }

    /// <summary>Rows in a batch.</summary>
    private int BatchSize { get; }

    /// <summary>Starts run side by side; the steps of a start are too short to share.</summary>
    private int ThreadsOfStep => Starts > 1 ? 1 : threads;

    /// <summary>One start, from its seeding to its end; its energy is that of all rows.</summary>
    public Fit<Centroids> From(int start)
    {
        var model = new Centroids(Seed(start), rows.Dimension);
        var batch = new RowSample<T>(rows, draws, BatchSize);
        var starved = new StarvedCentroids<T>(options.Clusters, options.ReassignmentRatio);
        var smoothed = new SmoothedInertia(Math.Min(1, 2.0 * BatchSize / (rows.Count + 1)), options.Patience);
        var seen = new double[options.Clusters];
        var trace = ImmutableArray.CreateBuilder<double>();
        var reason = StopReason.IterationLimit;
        for (var step = 0; step < steps && reason == StopReason.IterationLimit; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var random = new RandomStream(options.Seed, RandomPurpose.MiniBatch, ((ulong)start << StepBits) + (ulong)step);
            var drawn = batch.Draw(random);
            var labels = HardPass.Labels(model, drawn, ThreadsOfStep, cancellationToken);
            var sums = LabelledPass.Run(drawn, labels, model, ThreadsOfStep, cancellationToken);
            trace.Add(sums.Energy / sums.Weight.Sum() * ready.Summary.Weight);
            progress?.Report(new(start, Starts, step, steps, trace[^1]));

            var next = sums.Means(model, seen);
            next = ready.Standardization.IsOfRows ? CentroidConstraints.OnSphere(next, model) : next;
            for (var k = 0; k < seen.Length; k++)
            {
                seen[k] += sums.Weight[k];
            }

            next = starved.BeginAnew(next, seen, drawn, random);
            reason = HasSettled(model, next) ? StopReason.Converged : smoothed.HasStalled(trace[^1]) ? StopReason.NoImprovement : reason;
            model = next;
        }

        var energy = HardPass.Run(model, rows, threads, cancellationToken).Energy;
        trace.Add(energy);
        progress?.Report(new(start, Starts, trace.Count - 1, steps, energy));
        return new(model, energy, trace.ToImmutable(), reason);
    }

    private bool HasSettled(Centroids model, Centroids next)
    {
        double shift = 0;
        for (var j = 0; j < next.Means.Length; j++)
        {
            shift += (next.Means[j] - model.Means[j]) * (next.Means[j] - model.Means[j]);
        }

        return options.Tolerance > 0 && shift <= options.Tolerance * ready.Summary.MeanVariance;
    }

    /// <summary>A drawn start comes from a sample, so that it costs no pass over all rows; a given one is what it is.</summary>
    private double[] Seed(int start)
    {
        var size = options.SeedingRows ?? Math.Max(3L * options.BatchSize, 3L * options.Clusters);
        var from = rows;
        if (options.Seeding.IsRandom && size < rows.Count)
        {
            var sample = new RowSample<T>(rows, draws, (int)size).Draw(new RandomStream(options.Seed, RandomPurpose.Sampling, (ulong)start));

            // Where most rows are equal a sample may hold too few.
            from = DistinctRows.CountUpTo(sample, options.Clusters) == options.Clusters ? sample : rows;
        }

        var kmeans = new KMeansOptions { Clusters = options.Clusters, Seeding = options.Seeding, Restarts = Starts, Seed = options.Seed, Threads = ThreadsOfStep };
        return new KMeansRun<T>(from, kmeans, ready.Standardization, ready.Summary, progress: null, cancellationToken).Seed(start);
    }
}
