using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>One fit of a mixture on checked and scaled rows: where each start begins and how it runs.</summary>
internal sealed class MixtureRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A standard deviation of 1e-10 of the feature's own is no spread but rounding.</summary>
    private const double RoundingShare = 1e-20;

    /// <summary>How long the other way up has one matrix for all.</summary>
    private const int StepsWithOneMatrix = 30;

    /// <summary>A search goes on where a row gains at least this, which is beyond rounding.</summary>
    private const double LeastGain = 1e-9;

    private readonly Observations<T> rows;
    private readonly GaussianMixtureOptions options;
    private readonly FeatureSummary summary;
    private readonly IProgress<FitProgress>? progress;
    private readonly CancellationToken cancellationToken;
    private readonly RowBlocks<T> source;
    private readonly PatternRows<T>? incomplete;
    private readonly IMixtureMinimizer minimizer;
    private readonly FirstModels<T> firstModels;
    private readonly int threads;
    private readonly int[] known;
    private readonly string?[] faults;
    private readonly NoiseBox? noise;
    private readonly IReadOnlyList<Temperature> schedule;

    /// <param name="rows">n x d rows, scaled; where values were missing completed, and only starts are taken from them.</param>
    /// <param name="incomplete">The rows with their missing values; null where there are none.</param>
    /// <param name="options">How.</param>
    /// <param name="standardization">How the rows were scaled.</param>
    /// <param name="summary">Of the scaled rows.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="cancellationToken">Ends it all.</param>
    public MixtureRun(
        Observations<T> rows,
        PatternRows<T>? incomplete,
        GaussianMixtureOptions options,
        Standardization standardization,
        FeatureSummary summary,
        IProgress<FitProgress>? progress,
        CancellationToken cancellationToken)
    {
        this.rows = rows;
        this.incomplete = incomplete;
        this.options = options;
        this.summary = summary;
        this.progress = progress;
        this.cancellationToken = cancellationToken;
        threads = BlockParallel.Threads(options.Threads);
        Regularization = options.Regularization.Value * (options.Regularization.IsRelative ? summary.MeanVariance : 1);
        Floor = [.. summary.Variance.Select(v => RoundingShare * v)];
        noise = options.Noise?.Begin(summary, standardization, rows.Features);
        var plain = Minimizer(options.Covariance);
        source = new(rows, Moments.Size(options.Components, rows.Dimension, plain.Family.SecondMoment));
        options.Frozen?.Check(options);
        minimizer = options switch
        {
            { Frozen: { } frozen } => new FrozenMixtureMinimizer(plain, frozen),
            { MapPrior: not null } => new PenalizedMinimizer(PriorTerms.Of(rows, options, standardization, summary, Regularization, cancellationToken), options.EqualWeights, plain),
            { Prior: not null } => VariationalMinimizer.About(rows, options, summary, Regularization, plain, cancellationToken),
            _ => plain,
        };
        known = incomplete is null || options.KnownComponents is not { } given ? [.. options.KnownComponents ?? []] : [.. incomplete.Order.Where(i => i < given.Count).Select(i => given[i])];
        Starts = options.Restarts ?? (options.Start.IsRandom && known.Length == 0 ? 10 : 1);
        faults = new string?[Starts];
        schedule = options.Annealing?.Schedule(options.Temperature) ?? [];
        SearchBorder.Check(options);
        SideBySide = (incomplete?.Blocks ?? source.Blocks) < 2 * threads ? threads : 1;
        firstModels = new(rows, options, standardization, summary, source, Starts, ThreadsOfStart, cancellationToken);
    }

    /// <summary>How many starts there are.</summary>
    public int Starts { get; }

    /// <summary>How many starts run at a time.</summary>
    public int SideBySide { get; }

    /// <summary>What is added to the diagonals, in data^2.</summary>
    public double Regularization { get; }

    /// <summary>d variances that are no more than rounding.</summary>
    public double[] Floor { get; }

    /// <summary>What k-means says of its memory where it made the starts; empty where there is nothing to say.</summary>
    public string MemoryWarning => firstModels.MemoryWarning;

    /// <summary>d standard deviations of the rows.</summary>
    private double[] Deviations => [.. summary.Variance.Select(Math.Sqrt)];

    private int ThreadsOfStart => SideBySide > 1 && Starts > 1 ? 1 : threads;

    /// <summary>One start, from its first model to its end.</summary>
    /// <exception cref="DiscardedStartException">A component collapsed or lost its rows.</exception>
    public Fit<GaussianComponents> From(int start)
    {
        var begin = options.Start is ShortRunsStart asked && known.Length == 0 ? BestOfShortRuns(asked, start) : firstModels.Begin(start);
        Fit<GaussianComponents> Direct() => Climb(start, begin(minimizer));
        return minimizer.Family.HasManyOptima && options.Frozen is null && options.MaxIterations > StepsWithOneMatrix ? Better(start, Direct, () => Climb(start, WithOneMatrixFirst(begin))) : Direct();
    }

    /// <summary>What the search goes on to from the best start, and what it did; the start itself where none is asked for.</summary>
    public (Fit<GaussianComponents> Best, SearchReport? Report) Searched(int start, Fit<GaussianComponents> best)
    {
        if (options.Search is not SplitAndMergeSearch search)
        {
            return (best, null);
        }

        var climb = new SplitMergeClimb(
            search,
            Math.Max(options.Tolerance, LeastGain) * summary.Weight,
            model => MoveExpectation<T>.Of(model, rows, ThreadsOfStart, cancellationToken),
            Moved,
            first => Climb(first, tell: null),
            (tried, energy) => progress?.Report(new(start, Starts, tried, search.Moves ?? 0, energy) { IsSearch = true }));
        return climb.From(best);
    }

    /// <summary>Why a start that gave a model gave none on its straight way; null where it did.</summary>
    public string? Fault(int start) => faults[start];

    /// <summary>
    /// The components as a plain mixture at the expectations of its parameters, where these have a distribution; without those that less than one row is expected of, unless they are kept.
    /// </summary>
    public GaussianComponents Plain(GaussianComponents model)
    {
        if (model.Posterior is not { } posterior)
        {
            return model;
        }

        var kept = Enumerable.Range(0, model.Count).Where(k => options.Prior!.KeepsUnneeded || posterior.MeanPrecisions[k] - options.Prior.MeanPrecision >= 1).ToArray();
        var sum = kept.Sum(k => model.Weights[k]);
        var d = model.Dimension;
        var isShared = model.Covariances.Length == minimizer.Family.Length(1, d);
        var each = model.Covariances.Length / model.Count;
        return new(
            model.Structure,
            [.. kept.Select(k => model.Weights[k] / sum)],
            [.. kept.SelectMany(k => model.Mean(k).ToArray())],
            isShared ? model.Covariances : [.. kept.SelectMany(k => model.Covariances[(k * each)..((k + 1) * each)])],
            d,
            Floor);
    }

    /// <summary>The first model after a split and a merge.</summary>
    private GaussianComponents Moved(GaussianComponents model, (int Kept, int Freed, int Split) move)
    {
        using var executor = Executor(SecondMoment.Full);
        var (means, sums) = SplitMergeMove.Apply(model.Means, executor.Pass(model, cancellationToken), move, minimizer.Family.SecondMoment);
        return minimizer.Minimize(means.AsSpan(), sums);
    }

    /// <summary>EM from a first model, down the temperatures where it is annealed.</summary>
    private Fit<GaussianComponents> Climb(int start, GaussianComponents first)
    {
        var cool = Annealed.Model(first, schedule, Deviations, new(options.Seed, RandomPurpose.Annealing, (ulong)start), At);
        return Climb(cool, (iteration, energy) => progress?.Report(new(start, Starts, iteration, options.MaxIterations, energy)));
    }

    /// <summary>EM at a temperature of the schedule.</summary>
    private GaussianComponents At(Temperature temperature, GaussianComponents first)
    {
        using var executor = Executor(minimizer.Family.SecondMoment, temperature);
        return EmLoop.Run(first, Judged(executor, minimizer), minimizer, new MixtureStop(options.Tolerance, summary.Weight), options.Annealing!.StepsEach, null, cancellationToken).Model;
    }

    private Fit<GaussianComponents> Climb(GaussianComponents first, Action<int, double>? tell)
    {
        using var executor = Executor(minimizer.Family.SecondMoment);
        var passes = Judged(executor, minimizer);
        var rule = new MixtureStop(options.Tolerance, summary.Weight);
        return options.Acceleration == MixtureAcceleration.None || options.Temperature == Temperature.Zero
            ? EmLoop.Run(first, passes, minimizer, rule, options.MaxIterations, tell, cancellationToken)
            : AcceleratedLoop.Run(first, passes, minimizer, rule, Deviations, options.MaxIterations, tell, cancellationToken);
    }

    /// <summary>Passes whose energy is what the steps lower.</summary>
    private static IExecutor<GaussianComponents, Moments> Judged(IExecutor<GaussianComponents, Moments> passes, IMixtureMinimizer by) => by switch
    {
        VariationalMinimizer variational => new BoundExecutor(passes, variational),
        PenalizedMinimizer penalized => new PenalizedExecutor(passes, penalized),
        _ => passes,
    };

    /// <summary>Where the best of some short runs ended.</summary>
    private Func<IMixtureMinimizer, GaussianComponents> BestOfShortRuns(ShortRunsStart asked, int start) => by =>
        ShortRuns.Best(asked, start, Starts > 1 ? 1 : SideBySide, run => ShortClimb(start, by, firstModels.Begin(asked.From, run)(by), asked.Share), cancellationToken);

    /// <summary>EM from a first model until it slows down.</summary>
    private Fit<GaussianComponents> ShortClimb(int start, IMixtureMinimizer by, GaussianComponents first, double share)
    {
        using var executor = Executor(by.Family.SecondMoment);
        return EmLoop.Run(
            first,
            Judged(executor, by),
            by,
            new ShortRunStop(share),
            options.MaxIterations,
            (iteration, energy) => progress?.Report(new(start, Starts, iteration, options.MaxIterations, energy)),
            cancellationToken);
    }

    /// <summary>A first model after some steps with one matrix for all components: where the M-step has many optima, another way up that often ends higher.</summary>
    private GaussianComponents WithOneMatrixFirst(Func<IMixtureMinimizer, GaussianComponents> begin)
    {
        var tied = Minimizer(CovarianceStructure.Tied);
        using var executor = Executor(tied.Family.SecondMoment);
        var fit = EmLoop.Run(begin(tied), executor, tied, new MixtureStop(options.Tolerance, summary.Weight), StepsWithOneMatrix, null, cancellationToken);
        using var own = Executor(minimizer.Family.SecondMoment);
        return minimizer.Minimize(fit.Model.Means.AsSpan(), own.Pass(fit.Model, cancellationToken));
    }

    /// <summary>The better of two fits of a start; where one of them cannot give a model, the other.</summary>
    private Fit<GaussianComponents> Better(int start, Func<Fit<GaussianComponents>> first, Func<Fit<GaussianComponents>> second)
    {
        Fit<GaussianComponents>? one = null;
        DiscardedStartException? fault = null;
        try
        {
            one = first();
        }
        catch (DiscardedStartException discarded)
        {
            fault = discarded;
            faults[start] = discarded.Message;
        }

        try
        {
            var other = second();
            return one is null || other.Energy < one.Energy ? other : one;
        }
        catch (DiscardedStartException)
        {
            return one ?? throw fault!;
        }
    }

    /// <summary>What the model says of the rows, at temperature 1.</summary>
    public MixtureSummary Seen(GaussianComponents model)
    {
        if (incomplete is null)
        {
            return SummaryExpectation<T>.Of(model, rows, threads, cancellationToken);
        }

        using var executor = new InMemoryExecutor<GaussianComponents, MixtureSummary, T>(incomplete, new IncompleteSummary<T>(incomplete, model.AllWeights.Length, threads), threads);
        return executor.Pass(model, cancellationToken);
    }

    private InMemoryExecutor<GaussianComponents, Moments, T> Executor(SecondMoment secondMoment, Temperature? at = null)
    {
        var temperature = at ?? options.Temperature;
        return incomplete is null
            ? new(source, new DenseExpectation<GaussianComponents, T>(options.Components, rows.Dimension, secondMoment, temperature, known), ThreadsOfStart)
            : new(incomplete, new IncompleteExpectation<T>(incomplete, options.Components, secondMoment, temperature, known, ThreadsOfStart), ThreadsOfStart);
    }

    private GaussianMinimizer Minimizer(CovarianceStructure structure) => new(structure, options.EqualWeights, Regularization, Floor, rows.Features, summary.Weight, noise);
}
