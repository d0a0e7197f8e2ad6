using System.Collections.Immutable;
using System.Numerics;

namespace Mixtura;

/// <summary>The rows of one fit of a mixture, complete or not, and how passes over them run: plain, by what is observed, or without the rows that are trimmed.</summary>
internal sealed class MixturePasses<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Observations<T> rows;
    private readonly PatternRows<T>? incomplete;
    private readonly GaussianMixtureOptions options;
    private readonly double weight;
    private readonly int[] known;

    /// <param name="rows">n x d rows, scaled; completed where values were missing.</param>
    /// <param name="incomplete">The rows with their missing values; null where there are none.</param>
    /// <param name="options">How.</param>
    /// <param name="weight">The sum of the rows' weights.</param>
    /// <param name="kind">How much of the second moment the fit's M-step needs.</param>
    public MixturePasses(Observations<T> rows, PatternRows<T>? incomplete, GaussianMixtureOptions options, double weight, SecondMoment kind)
    {
        this.rows = rows;
        this.incomplete = incomplete;
        this.options = options;
        this.weight = weight;
        Source = new(rows, Moments.Size(options.Components, rows.Dimension, kind));
        known = incomplete is null || options.KnownComponents is not { } given ? [.. options.KnownComponents ?? []] : [.. incomplete.Order.Where(i => i < given.Count).Select(i => given[i])];
    }

    /// <summary>The complete rows in the blocks of the fit.</summary>
    public RowBlocks<T> Source { get; }

    /// <summary>How many blocks a pass has.</summary>
    public int Blocks => incomplete?.Blocks ?? Source.Blocks;

    /// <summary>Passes that make the sums of K components.</summary>
    public InMemoryExecutor<GaussianComponents, Moments, T> Executor(int components, SecondMoment kind, Temperature temperature, int threads)
    {
        if (incomplete is not null)
        {
            return new(incomplete, new IncompleteExpectation<T>(incomplete, components, kind, temperature, known, threads), threads);
        }

        var all = new DenseExpectation<GaussianComponents, T>(components, rows.Dimension, kind, temperature, known);
        return new(Source, options.Trimming > 0 ? Trimming(all, threads) : all, threads);
    }

    /// <summary>What a model says of the rows, at temperature 1.</summary>
    public MixtureSummary Seen(GaussianComponents model, int threads, CancellationToken cancellationToken)
    {
        if (incomplete is null)
        {
            return SummaryExpectation<T>.Of(model, rows, threads, cancellationToken);
        }

        using var executor = new InMemoryExecutor<GaussianComponents, MixtureSummary, T>(incomplete, new IncompleteSummary<T>(incomplete, model.AllWeights.Length, threads), threads);
        return executor.Pass(model, cancellationToken);
    }

    /// <summary>The trimming, ready under a model.</summary>
    public TrimmedExpectation<T> Trimmed(GaussianComponents model, int threads)
    {
        var trimmed = Trimming(new DenseExpectation<GaussianComponents, T>(model.Count, rows.Dimension, model.SecondMoment, options.Temperature, known), threads);
        trimmed.Choose(model);
        return trimmed;
    }

    /// <summary>The rows that a model of the fit has left out.</summary>
    public ImmutableArray<int> TrimmedRows(GaussianComponents model, int threads)
    {
        if (options.Trimming == 0)
        {
            return [];
        }

        var kept = Trimmed(model, threads).Kept;
        return [.. Enumerable.Range(0, kept.Length).Where(i => kept.Span[i] == 0 && rows.Weight(i) > 0)];
    }

    private TrimmedExpectation<T> Trimming(IExpectation<GaussianComponents, Moments, T> all, int threads) =>
        new(all, Source, weight, options.Trimming, options.Temperature, known, threads);
}
