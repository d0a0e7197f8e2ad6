namespace Mixtura;

/// <summary>What annealing and a search cannot go with; checked once, before a fit begins.</summary>
internal static class SearchBorder
{
    /// <exception cref="ArgumentException">Options contradict each other.</exception>
    public static void Check(GaussianMixtureOptions options)
    {
        if (options.Annealing is not null && options.Prior is not null)
        {
            throw new ArgumentException("With a prior the temperature is 1 from the beginning: leave Annealing or Prior out.");
        }

        if (options.Search is SplitAndMergeSearch && (options.Prior is not null || options.KnownComponents is not null || options.Temperature != Temperature.One))
        {
            throw new ArgumentException("A search by splits and merges is at temperature 1, without Prior and without KnownComponents, whose components have names to keep.");
        }
    }
}
