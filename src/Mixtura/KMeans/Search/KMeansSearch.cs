using System.Numerics;

namespace Mixtura;

/// <summary>A search after the starts of a fit: chooses the way down by the rows' size, runs the search, and ends with a regular descent.</summary>
/// <param name="rows">n x d, checked and scaled.</param>
/// <param name="options">How; at temperature 0.</param>
/// <param name="summary">What is known of the rows.</param>
/// <param name="starts">How many starts were run.</param>
/// <param name="progress">Told about steps of the search.</param>
/// <param name="cancellationToken">Ends it.</param>
internal sealed class KMeansSearch<T>(
    Observations<T> rows, KMeansOptions options, FeatureSummary summary, int starts, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Up to so many values rows are few: they are copied as doubles, and each search runs on one thread.</summary>
    private const long MostValuesOfFew = 1 << 18;

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
            _ => new SearchLimits(null, null),
        };
        var clock = new SearchClock(limits.Time, Tell, cancellationToken);
        var from = new Individual((double[])start.Model.Means.Clone(), start.Energy);
        var found = start.Energy > 0 ? Found(from, limits, passesOfStarts, clock) : from;
        var fit = found.IsBetterThan(from) ? Descend(found.Centroids, progress) : start;
        var best = fit.Energy < start.Energy ? fit : start;
        return (best, new(clock.Steps, clock.Improvements));
    }

    private Individual Found(Individual from, SearchLimits limits, long passesOfStarts, SearchClock clock)
    {
        if (options.Search is GeneticOptions)
        {
            var descents = Descents(options.Clusters);
            return new GeneticSearch(descents, options.Clusters, rows.Dimension, options.Seed, limits, clock).Run(from, AreRowsFew, threads);
        }

        var most = options.Search is BreathingOptions ? long.MaxValue : AutomaticPasses(passesOfStarts);
        var descent = Descents(options.Clusters + BreathingSearch.Deepest)[0];
        return new BreathingSearch(descent, rows.Dimension, options.Seed, limits, most, clock).Run(from, summary.Weight);
    }

    /// <summary>By default the search may cost what the starts would that are saved, or a moment where rows are few.</summary>
    private long AutomaticPasses(long passesOfStarts)
    {
        const long moment = 1L << 29;
        var ofSavedStarts = passesOfStarts / starts * (SearchPlan.PlainStarts - starts);
        return Math.Max(ofSavedStarts, moment / (rows.Count * rows.Dimension * options.Clusters));
    }

    private IDescent[] Descents(int mostClusters)
    {
        if (!AreRowsFew)
        {
            return [new LargeDescent<T>(rows, mostClusters, centroids => Descend(centroids, null), threads)];
        }

        var few = SmallRows.Of(rows);
        return [.. Enumerable.Range(0, GeneticSearch.Islands).Select(_ => new SmallDescent(few, mostClusters, options.MaxIterations))];
    }

    private Fit<Centroids> Descend(double[] centroids, IProgress<FitProgress>? told)
    {
        var clusters = centroids.Length / rows.Dimension;
        var given = options with { Clusters = clusters, Seeding = Seeding.FromCentroids(centroids.Chunk(rows.Dimension).ToArray()), Restarts = 1 };
        return new KMeansRun<T>(rows, given, Standardization.None(rows.Dimension), summary, told, cancellationToken).From(0);
    }

    private void Tell(int step, double inertia) => progress?.Report(new(starts - 1, starts, step, 0, inertia) { IsSearch = true });
}
