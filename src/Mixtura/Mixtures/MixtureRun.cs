using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Mixtura;

/// <summary>One fit of a mixture on checked and scaled rows: where each start begins and how it runs.</summary>
internal sealed class MixtureRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A standard deviation of 1e-10 of the feature's own is no spread but rounding.</summary>
    private const double RoundingShare = 1e-20;

    /// <summary>How long the other way up has one matrix for all.</summary>
    private const int StepsWithOneMatrix = 30;

    private readonly Observations<T> rows;
    private readonly GaussianMixtureOptions options;
    private readonly FeatureSummary summary;
    private readonly IProgress<FitProgress>? progress;
    private readonly CancellationToken cancellationToken;
    private readonly RowBlocks<T> source;
    private readonly IMixtureMinimizer minimizer;
    private readonly FirstModels<T> firstModels;
    private readonly FirstModels<T> firstModelsOfKept;
    private readonly int threads;
    private readonly int[] known;
    private readonly string?[] faults;

    public MixtureRun(
        Observations<T> rows, GaussianMixtureOptions options, Standardization standardization, FeatureSummary summary, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        this.rows = rows;
        this.options = options;
        this.summary = summary;
        this.progress = progress;
        this.cancellationToken = cancellationToken;
        threads = BlockParallel.Threads(options.Threads);
        Regularization = options.Regularization.Value * (options.Regularization.IsRelative ? summary.MeanVariance : 1);
        Floor = [.. summary.Variance.Select(v => RoundingShare * v)];
        var plain = Minimizer(options.Covariance);
        source = new(rows, Moments.Size(options.Components, rows.Dimension, plain.Family.SecondMoment));
        minimizer = options.Prior is null ? plain : VariationalMinimizer.About(rows, options, summary, Regularization, plain, cancellationToken);
        known = [.. options.KnownComponents ?? []];
        Starts = options.Restarts ?? (options.Start is KMeansStart or SeededMeans && known.Length == 0 ? 10 : 1);
        faults = new string?[Starts];
        SideBySide = source.Blocks < 2 * threads ? threads : 1;
        firstModels = firstModelsOfKept = new(rows, options, standardization, summary, source, Starts, ThreadsOfStart, cancellationToken);
        if (options.Trimming > 0 && options.Start is KMeansStart && known.Length == 0)
        {
            var kept = KeptRows.Of(rows, options, standardization, summary, cancellationToken);
            var sourceOfKept = new RowBlocks<T>(kept, Moments.Size(options.Components, rows.Dimension, plain.Family.SecondMoment));
            firstModelsOfKept = new(kept, options, standardization, summary, sourceOfKept, Starts, ThreadsOfStart, cancellationToken);
        }
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

    /// <summary>The rows in the blocks of the fit.</summary>
    public RowBlocks<T> Source => source;

    /// <summary>How many threads one start may take.</summary>
    public int ThreadsOfStart => SideBySide > 1 && Starts > 1 ? 1 : threads;

    /// <summary>One start, from its first model to its end.</summary>
    /// <exception cref="DiscardedStartException">A component collapsed or lost its rows.</exception>
    public Fit<GaussianComponents> From(int start)
    {
        // Of a trimmed fit every other start begins at all rows: a small group far off may be none of those that one component keeps.
        var begin = (start % 2 == 0 ? firstModelsOfKept : firstModels).Begin(start);
        Fit<GaussianComponents> Direct() => Climb(start, begin(minimizer));
        return minimizer.Family.HasManyOptima && options.MaxIterations > StepsWithOneMatrix ? Better(start, Direct, () => Climb(start, WithOneMatrixFirst(begin))) : Direct();
    }

    /// <summary>Where a start begins.</summary>
    /// <exception cref="DiscardedStartException">A component collapsed or lost its rows.</exception>
    public GaussianComponents First(int start) => firstModels.Begin(start)(minimizer);

    /// <summary>Why a start that gave a model gave none on its straight way; null where it did.</summary>
    public string? Fault(int start) => faults[start];

    /// <summary>Says which components have hardly more rows than their shape has directions.</summary>
    public IEnumerable<string> Starved(ImmutableArray<long> sizes) => sizes
        .Select((size, k) => (size, k))
        .Where(c => c.size < rows.Dimension + 2 && minimizer.Family.HasOwnShapes && sizes.Length > 1)
        .Select(c => string.Create(
            CultureInfo.InvariantCulture,
            $"Component {c.k} has {c.size} rows, too few for a shape of its own in {rows.Dimension} features: do not trust its covariance; ask for fewer components or a simpler one."));

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

    /// <summary>Says of which components the regularization alone holds the variance up.</summary>
    public IEnumerable<string> Collapsed(GaussianComponents model)
    {
        for (var k = 0; k < model.Count; k++)
        {
            var (variance, feature) = model.LeastVariance(k);
            if (Regularization > 0 && variance <= 2 * Regularization)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"Component {k} has collapsed along feature {rows.Features[feature]}: only the regularization ({Regularization:g3}) keeps its variance above 0, so do not trust its likelihood.");
            }
        }
    }

    /// <summary>The trimming, ready under a model.</summary>
    public TrimmedExpectation<T> Trimmed(GaussianComponents model)
    {
        var trimmed = Trimmed(new DenseExpectation<GaussianComponents, T>(model.Count, rows.Dimension, model.SecondMoment, options.Temperature, known), threads);
        trimmed.Choose(model);
        return trimmed;
    }

    /// <summary>The rows that a model of the fit has left out.</summary>
    public ImmutableArray<int> TrimmedRows(GaussianComponents model)
    {
        if (options.Trimming == 0)
        {
            return [];
        }

        var kept = Trimmed(model).Kept;
        return [.. Enumerable.Range(0, kept.Length).Where(i => kept.Span[i] == 0 && rows.Weight(i) > 0)];
    }

    /// <summary>EM from a first model.</summary>
    private Fit<GaussianComponents> Climb(int start, GaussianComponents first)
    {
        using var executor = Executor(minimizer.Family.SecondMoment);
        return EmLoop.Run(
            first,
            minimizer is VariationalMinimizer variational ? new BoundExecutor(executor, variational) : executor,
            minimizer,
            options.Regularization.IsShrinkage ? new ShrinkageStop(options.Tolerance, summary.Weight) : new MixtureStop(options.Tolerance, summary.Weight),
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

    private InMemoryExecutor<GaussianComponents, Moments, T> Executor(SecondMoment secondMoment)
    {
        var all = new DenseExpectation<GaussianComponents, T>(options.Components, rows.Dimension, secondMoment, options.Temperature, known);
        return new(source, options.Trimming > 0 ? Trimmed(all, ThreadsOfStart) : all, ThreadsOfStart);
    }

    private TrimmedExpectation<T> Trimmed(IExpectation<GaussianComponents, Moments, T> all, int threads) =>
        new(all, source, summary.Weight, options.Trimming, options.Temperature, known, threads);

    private GaussianMinimizer Minimizer(CovarianceStructure structure) => new(structure, options.EqualWeights, Regularization, Floor, rows.Features, Family(structure));

    private CovarianceFamily Family(CovarianceStructure structure) => (options.Factors, options.Regularization) switch
    {
        ({ } factors, _) when structure == CovarianceStructure.Full => new FactorCovariance(factors),
        (_, { IsShrinkage: true } shrinkage) => new ShrunkCovariance(CovarianceFamily.Of(structure), shrinkage.Intensity),
        _ => CovarianceFamily.Of(structure),
    };
}
