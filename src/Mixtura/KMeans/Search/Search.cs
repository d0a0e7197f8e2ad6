namespace Mixtura;

/// <summary>
/// What k-means does after its starts to reach an inertia that they do not. A closed set: the members of this class. Each search goes on
/// from the best start and never returns worse.
/// </summary>
public abstract record Search
{
    private protected Search()
    {
    }

    /// <summary>Nothing: the best of the starts is the result.</summary>
    public static Search None { get; } = new NoSearch();

    /// <summary>
    /// Breathing k-means (Fritzke 2020): a few centroids are added where the inertia is largest and as many taken away where they are missed
    /// least, as long as that gains. A step costs two descents, O(n d K) for each step of theirs; the search ends by itself.
    /// </summary>
    /// <param name="iterations">The most breaths, at least 1. Default: until none gains.</param>
    /// <param name="timeLimit">The most time for the search; where it ends one, the result depends on the machine's speed. Default: none.</param>
    /// <returns>The search.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not above 0.</exception>
    public static Search Breathing(int? iterations = null, TimeSpan? timeLimit = null) => new BreathingOptions(SearchLimits.Checked(iterations, timeLimit));

    /// <summary>
    /// HG-means (Gribel and Vidal 2019): populations of local optima that cross, mutate and descend. From almost every seed it reaches the best inertia known on the
    /// usual sets of a few thousand rows; on large data a child costs as much as a start, so give it a limit there. O(n d K) for each
    /// step of a child's descent, and up to 16 n d bytes where rows are few.
    /// </summary>
    /// <param name="iterations">How many children are born, at least 1. Default: until several populations have long found nothing better.</param>
    /// <param name="timeLimit">
    /// The time for the search, all of which is used unless <paramref name="iterations"/> is reached; the result depends on the machine's speed. Default: none.
    /// </param>
    /// <returns>The search.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not above 0.</exception>
    public static Search Genetic(int? iterations = null, TimeSpan? timeLimit = null) => new GeneticOptions(SearchLimits.Checked(iterations, timeLimit));
}

internal sealed record NoSearch : Search;

internal sealed record BreathingOptions(SearchLimits Limits) : Search;

internal sealed record GeneticOptions(SearchLimits Limits) : Search;
