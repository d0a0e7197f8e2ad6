namespace Mixtura;

/// <summary>What options leave open: how many starts there are, and what is searched for after them.</summary>
internal static class SearchPlan
{
    /// <summary>Starts of a fit that does nothing else.</summary>
    public const int PlainStarts = 10;

    /// <summary>Starts of a fit by default; the work of the others goes into a search from the best of them.</summary>
    public const int SearchedStarts = 3;

    /// <summary>Whether neither a number of starts, nor where to start, nor what to search for was said.</summary>
    public static bool IsAutomatic(KMeansOptions options) => options is { Search: null, Restarts: null, Seeding.IsRandom: true, MaxIterations: > 0, Clusters: > 1 } && IsFree(options) && IsHard(options);

    /// <summary>Whether a search follows the starts.</summary>
    public static bool HasSearch(KMeansOptions options) => options.Clusters > 1 && (options.Search is BreathingOptions or GeneticOptions || IsAutomatic(options));

    public static int Starts(KMeansOptions options) => options.Restarts ?? options switch
    {
        { Seeding.IsRandom: false } => 1,
        { Search: BreathingOptions or GeneticOptions } => 1,
        _ => IsAutomatic(options) ? SearchedStarts : PlainStarts,
    };

    /// <summary>A search asked for at a temperature above 0 cannot be had.</summary>
    public static void Check(KMeansOptions options)
    {
        if (options.Search is BreathingOptions or GeneticOptions && !IsFree(options))
        {
            throw new ArgumentException("A search moves centroids freely: it cannot be had with frozen centroids, nor on the sphere (rows of unit length). Use restarts.");
        }

        if (options.Search is BreathingOptions or GeneticOptions && !IsHard(options))
        {
            throw new ArgumentException($"A search lowers the inertia, which is the objective at temperature 0: at temperature {options.Temperature.Value:R} use restarts.");
        }
    }

    /// <summary>Whether centroids may be any means of rows: searches take them out and put them in.</summary>
    private static bool IsFree(KMeansOptions options) => options.FrozenCentroids.Count == 0 && options.Scaling != Scaling.UnitLength;

    private static bool IsHard(KMeansOptions options) => options.Temperature == Temperature.Zero;
}
