using System.Collections.Immutable;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>One fit of k-means on checked and scaled rows: where each start begins and how it runs.</summary>
internal sealed class KMeansRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Observations<T> rows;
    private readonly KMeansOptions options;
    private readonly FeatureSummary summary;
    private readonly IProgress<FitProgress>? progress;
    private readonly CancellationToken cancellationToken;
    private readonly RowBlocks<T> source;
    private readonly double[] frozen;
    private readonly CentroidConstraints constraints;
    private readonly double[]? given;
    private readonly int threads;
    private readonly int[] refilled;

    public KMeansRun(
        Observations<T> rows, KMeansOptions options, Standardization standardization, FeatureSummary summary, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        this.rows = rows;
        this.options = options;
        this.summary = summary;
        this.progress = progress;
        this.cancellationToken = cancellationToken;
        source = new(rows, Moments.Size(options.Clusters, rows.Dimension, SecondMoment.None));
        threads = BlockParallel.Threads(options.Threads);
        frozen = standardization.Scaled([.. options.FrozenCentroids.Select(c => c.ToImmutableArray())]);
        constraints = new(options.FrozenCentroids.Count, standardization.IsOfRows);
        given = Given(standardization);
        Starts = options.Restarts ?? (options.Seeding.IsRandom ? 10 : 1);
        refilled = new int[Starts];

        // Few blocks leave threads idle within a start: then starts run beside each other instead.
        SideBySide = source.Blocks < 2 * threads ? threads : 1;
    }

    /// <summary>How many starts there are.</summary>
    public int Starts { get; }

    /// <summary>How many starts run at a time.</summary>
    public int SideBySide { get; }

    private int ThreadsOfStart => SideBySide > 1 && Starts > 1 ? 1 : threads;

    /// <summary>How often a start that has run refilled an empty cluster.</summary>
    public int Refilled(int start) => refilled[start];

    /// <summary>One start, from its seeding to its end.</summary>
    public Fit<Centroids> From(int start)
    {
        var stop = new KMeansStop(options.Tolerance, summary.MeanVariance, IsHard, constraints.Frozen);
        using var executor = new InMemoryExecutor<Centroids, Moments, T>(source, Expectation(stop.NeedsLabels), ThreadsOfStart);
        var minimizer = new CentroidMinimizer<T>(source, ThreadsOfStart, constraints.Frozen);
        var fit = EmLoop.Run(
            new Centroids(Seed(start), rows.Dimension),
            executor,
            constraints.On(minimizer),
            stop,
            options.MaxIterations,
            (iteration, energy) => progress?.Report(new(start, Starts, iteration, options.MaxIterations, energy)),
            cancellationToken);
        refilled[start] = minimizer.Refilled;
        return fit;
    }

    private bool IsHard => options.Temperature == Temperature.Zero;

    private IExpectation<Centroids, Moments, T> Expectation(bool needsLabels) => IsHard
        ? new LloydExpectation<T>(rows.Dimension, options.Clusters, needsLabels ? new int[rows.Count] : null)
        : new DenseExpectation<Centroids, T>(options.Clusters, rows.Dimension, SecondMoment.None, options.Temperature);

    /// <summary>Where a start begins: K x d numbers, the frozen centroids first.</summary>
    public double[] Seed(int start)
    {
        var random = new RandomStream(options.Seed, RandomPurpose.Seeding, (ulong)start);
        return frozen.Length > 0 ? SeedAround(random) : options.Seeding switch
        {
            PlusPlusSeeding plusPlus => PlusPlusCentroids<T>.Choose(rows, options.Clusters, plusPlus.Greedy, random, ThreadsOfStart, cancellationToken),
            RandomRowsSeeding => RandomRowCentroids.Choose(rows, options.Clusters, random),
            _ => given!,
        };
    }

    /// <summary>Where the centroids that move begin, beside those that do not.</summary>
    private double[] SeedAround(RandomStream random)
    {
        var moving = options.Clusters - constraints.Frozen;
        return options.Seeding switch
        {
            PlusPlusSeeding plusPlus => PlusPlusCentroids<T>.Choose(rows, options.Clusters, plusPlus.Greedy, random, ThreadsOfStart, cancellationToken, frozen),
            RandomRowsSeeding => [.. frozen, .. RandomRowCentroids.Choose(rows, moving, random)],
            GivenCentroids => [.. frozen, .. given!],
            _ => throw new ArgumentException("With frozen centroids the others begin at given ones, at random rows or by k-means++."),
        };
    }

    /// <summary>The given start, checked, or null where it is drawn.</summary>
    private double[]? Given(Standardization standardization)
    {
        switch (options.Seeding)
        {
            case GivenCentroids start:
                FitBorder.Start([.. start.Centroids], options.Clusters - constraints.Frozen, rows.Dimension, "centroids");
                return standardization.Scaled(start.Centroids);
            case GivenLabels start:
                FitBorder.Labels(start.Labels, options.Clusters, rows);
                return CentroidsOf(start.Labels);
            default:
                return null;
        }
    }

    /// <summary>The weighted means of a partition: the M-step about the mean of all rows.</summary>
    private double[] CentroidsOf(IReadOnlyList<int> labels)
    {
        var mean = new Centroids([.. Enumerable.Repeat(summary.Mean, options.Clusters).SelectMany(m => m)], rows.Dimension);
        var shares = new GivenShares<Centroids, T>(options.Clusters, rows.Dimension, SecondMoment.None, GivenShares<Centroids, T>.OfLabels(labels));
        using var executor = new InMemoryExecutor<Centroids, Moments, T>(source, shares, threads);
        var minimizer = new CentroidConstraints(Frozen: 0, constraints.HaveUnitLength).On(new CentroidMinimizer<T>(source, threads));
        return minimizer.Minimize(mean, executor.Pass(mean, cancellationToken)).Means;
    }
}
