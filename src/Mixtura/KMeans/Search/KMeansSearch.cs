using System.Numerics;

namespace Mixtura;

/// <summary>A search after the starts of a fit: chooses the way down by the rows' size, runs the search, and ends with a regular descent.</summary>
/// <param name="rows">n x d, checked and scaled.</param>
/// <param name="options">How; at temperature 0.</param>
/// <param name="summary">What is known of the rows.</param>
/// <param name="geometry">What algorithms know of them: every descent starts with it.</param>
/// <param name="starts">How many starts were run.</param>
/// <param name="progress">Told about steps of the search.</param>
/// <param name="cancellationToken">Ends it.</param>
internal sealed class KMeansSearch<T>(
    Observations<T> rows, KMeansOptions options, FeatureSummary summary, RowGeometry<T> geometry, int starts, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Up to so many values rows are few: they are copied as doubles, and each search runs on one thread.</summary>
    private const long MostValuesOfFew = 1 << 18;

    /// <summary>Children in a row that bring nothing, after which the search by default is left; twice the number of clusters come on top.</summary>
    private const int ShortPatience = 20;

    private readonly int threads = BlockParallel.Threads(options.Threads);

    private bool AreRowsFew => rows.Count * rows.Dimension <= MostValuesOfFew;

    /// <summary>Goes on from the best start.</summary>
    /// <returns>The regular descent from what was found, or the start where nothing better was; and what was done.</returns>
    public (Fit<Centroids> Best, SearchReport Report) Run(Fit<Centroids> start, long passesOfStarts)
    {
        var limits = options.Search switch
        {
            BreathingOptions breathing => breathing.Limits,
            GeneticOptions genetic => genetic.Limits,
            _ => new SearchLimits(Passes: AutomaticPasses(passesOfStarts)),
        };
        var clock = new SearchClock(limits.Time, Tell, cancellationToken);
        var from = new Individual((double[])start.Model.Means.Clone(), start.Energy);
        var found = start.Energy > 0 ? Found(from, limits, clock) : from;
        var fit = found.IsBetterThan(from) ? Descend(found.Centroids, progress) : start;
        return (fit.Energy < start.Energy ? fit : start, new(clock.Steps, clock.Improvements));
    }

    private Individual Found(Individual from, SearchLimits limits, SearchClock clock)
    {
        if (options.Search is GeneticOptions)
        {
            return Genetic([.. Descents().Take(AreRowsFew ? GeneticSearch.Islands : 1)], GeneticSearch.PatienceFor(options.Clusters), limits, clock).Run(from, threads);
        }

        var descent = Descents().First();
        var breathed = new BreathingSearch(descent, rows.Dimension, limits, options.Seed, clock).Run(from, summary.Weight);
        return options.Search is null && AreRowsFew
            ? Genetic([descent], ShortPatience + (2 * options.Clusters), limits, clock).Run(breathed, threads)
            : breathed;
    }

    private GeneticSearch Genetic(IDescent[] descents, int patience, SearchLimits limits, SearchClock clock) =>
        new(descents, options.Clusters, rows.Dimension, patience, limits, options.Seed, clock);

    /// <summary>By default the search may cost what the starts would that it saves, or a moment where rows are few.</summary>
    private long AutomaticPasses(long passesOfStarts)
    {
        const double moment = 1L << 28;
        var ofSavedStarts = passesOfStarts / starts * (SearchPlan.PlainStarts - starts);
        return Math.Max(ofSavedStarts, (long)(moment / ((double)rows.Count * rows.Dimension * options.Clusters)));
    }

    /// <summary>Ways down, as many as are asked for; they share the rows.</summary>
    private IEnumerable<IDescent> Descents()
    {
        var most = options.Clusters + BreathingSearch.Deepest;
        var few = AreRowsFew ? SmallRows.Of(rows) : null;
        while (true)
        {
            yield return few is null
                ? new LargeDescent<T>(rows, most, centroids => Descend(centroids, null), threads)
                : new SmallDescent(few, most, options.MaxIterations);
        }
    }

    private Fit<Centroids> Descend(double[] centroids, IProgress<FitProgress>? told)
    {
        var clusters = centroids.Length / rows.Dimension;
        var given = options with { Clusters = clusters, Seeding = Seeding.FromCentroids(centroids.Chunk(rows.Dimension).ToArray()), Restarts = 1 };
        return new KMeansRun<T>(rows, given, Standardization.None(rows.Dimension), summary, told, cancellationToken, geometry).From(0);
    }

    private void Tell(int step, double inertia) => progress?.Report(new(starts - 1, starts, step, 0, inertia) { IsSearch = true });
}
