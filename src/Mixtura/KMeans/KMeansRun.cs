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
    private readonly ExactGrid grid;
    private readonly double[] frozen;
    private readonly CentroidConstraints constraints;
    private readonly double[]? given;
    private readonly int threads;
    private readonly int[] refilled;
    private readonly Moments?[] ends;
    private readonly AssignmentChoice<T> choice;

    public KMeansRun(
        Observations<T> rows, KMeansOptions options, Standardization standardization, FeatureSummary summary, IProgress<FitProgress>? progress, CancellationToken cancellationToken,
        RowGeometry<T>? geometry = null)
    {
        this.rows = rows;
        this.options = options;
        this.summary = summary;
        this.progress = progress;
        this.cancellationToken = cancellationToken;
        grid = Grid(rows, summary);
        threads = BlockParallel.Threads(options.Threads);
        Geometry = geometry ?? new(rows, summary, threads, cancellationToken);
        choice = new(rows, options, summary, Geometry);
        frozen = standardization.Scaled([.. options.FrozenCentroids.Select(c => c.ToImmutableArray())]);
        constraints = new(options.FrozenCentroids.Count, standardization.IsOfRows);
        given = Given(standardization);
        Starts = SearchPlan.Starts(options);
        refilled = new int[Starts];
        ends = new Moments[Starts];

        // Few blocks leave threads idle within a start: then starts run beside each other instead.
        SideBySide = new RowBlocks<T>(rows, statisticsSize: 0).Blocks < 2 * threads ? threads : 1;
    }

    /// <summary>What algorithms know of the rows beforehand; runs on the same rows may share it.</summary>
    public RowGeometry<T> Geometry { get; }

    /// <summary>How many starts there are.</summary>
    public int Starts { get; }

    /// <summary>How many starts run at a time.</summary>
    public int SideBySide { get; }

    /// <summary>What to say of the memory that the chosen algorithm takes; empty where it is little or was asked for.</summary>
    public string MemoryWarning => IsHard ? choice.Warning : "";

    private int ThreadsOfStart => SideBySide > 1 && Starts > 1 ? 1 : threads;

    private bool IsHard => options.Temperature == Temperature.Zero;

    /// <summary>How often a start that has run refilled an empty cluster.</summary>
    public int Refilled(int start) => refilled[start];

    /// <summary>The inertia, sizes and weights of the model of a start that has run; null where it gave no labels, at a temperature above 0.</summary>
    public Moments? End(int start) => ends[start];

    /// <summary>One start, from its seeding to its end.</summary>
    public Fit<Centroids> From(int start)
    {
        var centroids = new Centroids(Seed(start), rows.Dimension);
        var hard = IsHard ? choice.New(centroids) : null;
        var assignment = hard ?? (Assignment)new SoftAssignment<T>(rows, options.Temperature);
        using var executor = new CentroidExecutor(assignment, options.Clusters, grid, ThreadsOfStart);
        var minimizer = new CentroidMinimizer<T>(rows, model => hard?.Labels(ThreadsOfStart) ?? HardPass.Labels(model, rows, ThreadsOfStart, cancellationToken), ThreadsOfStart, constraints.Frozen);
        var fit = EmLoop.Run(
            centroids,
            executor,
            constraints.On(minimizer),
            new KMeansStop(options.Tolerance, summary.MeanVariance, IsHard, constraints.Frozen),
            options.MaxIterations,
            (iteration, energy) => progress?.Report(new(start, Starts, iteration, options.MaxIterations, energy)),
            cancellationToken);
        refilled[start] = minimizer.Refilled;
        if (hard is null)
        {
            return fit;
        }

        var end = ends[start] = HardPass.Run(fit.Model, rows, hard.Labels(ThreadsOfStart), ThreadsOfStart, cancellationToken);
        return ByDifferences(fit, end.Energy);
    }

    /// <summary>The fit with the inertia of its model by differences, and the trace before it moved by as much: energies of exact sums lack one summand's rounding.</summary>
    private static Fit<Centroids> ByDifferences(Fit<Centroids> fit, double inertia) =>
        fit with { Energy = inertia, Trace = [.. fit.Trace[..^1].Select(energy => Math.Max(0, energy + (inertia - fit.Energy))), inertia] };

    /// <summary>Room for the largest values and weights.</summary>
    private static ExactGrid Grid(Observations<T> rows, FeatureSummary summary)
    {
        double heaviest = 1;
        if (rows.IsWeighted)
        {
            heaviest = 0;
            for (long i = 0; i < rows.Count; i++)
            {
                heaviest = Math.Max(heaviest, rows.Weight(i));
            }
        }

        return new([.. summary.Most.Select((most, j) => heaviest * Math.Max(Math.Abs(most), Math.Abs(summary.Least[j]))), heaviest]);
    }

    /// <summary>Where a start begins: K x d numbers, the frozen centroids first.</summary>
    public double[] Seed(int start)
    {
        var random = new RandomStream(options.Seed, RandomPurpose.Seeding, (ulong)start);
        return frozen.Length > 0 ? SeedAround(random) : options.Seeding switch
        {
            PlusPlusSeeding plusPlus => PlusPlusCentroids<T>.Choose(rows, options.Clusters, plusPlus.Greedy, random, ThreadsOfStart, cancellationToken),
            OversampledSeeding oversampled => OversampledCentroids<T>.Choose(rows, options.Clusters, oversampled, random, ThreadsOfStart, cancellationToken),
            MarkovChainSeeding chain => MarkovChainCentroids<T>.Choose(rows, options.Clusters, chain, random, ThreadsOfStart, cancellationToken),
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

    /// <summary>The weighted means of a partition, by the M-step.</summary>
    private double[] CentroidsOf(ImmutableArray<int> labels)
    {
        var sums = new ExactSums(options.Clusters, grid);
        var source = new RowBlocks<T>(rows, statisticsSize: 0);
        for (var index = 0; index < source.Blocks; index++)
        {
            var block = source.Read(index);
            var to = labels.AsSpan().Slice((int)block.First, block.Count);
            var all = Enumerable.Range(0, block.Count).ToArray();
            ExactScatter<T>.Run(block.Values, new(all, [.. Enumerable.Repeat(-1, block.Count)], to, block.Weights), sums);
        }

        sums.Carry();
        var means = new Centroids(new double[options.Clusters * rows.Dimension], rows.Dimension);
        var minimizer = new CentroidConstraints(Frozen: 0, constraints.HaveUnitLength).On(new CentroidMinimizer<T>(rows, _ => [.. labels], threads));
        return minimizer.Minimize(means, sums).Means;
    }
}
