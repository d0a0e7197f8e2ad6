namespace Mixtura;

/// <summary>What goes on from the best start of a mixture. A closed set: the members of this class.</summary>
public abstract record MixtureSearch
{
    private protected MixtureSearch()
    {
    }

    /// <summary>Nothing: the best start is the fit.</summary>
    public static MixtureSearch None { get; } = new NoMixtureSearch();

    /// <summary>
    /// Two components that share their rows are merged and a third that describes its own badly is split, and EM goes on from there; kept where the objective is lower, and again until no such
    /// move helps (N. Ueda, R. Nakano, Z. Ghahramani and G. E. Hinton, "SMEM algorithm for mixture models", Neural Computation 12, 2000). It leaves the optima in which two components lie in
    /// one cluster and one in two. Three components at least.
    /// </summary>
    /// <param name="candidates">How many moves are tried from each model before it is kept, at least 1: the most promising first.</param>
    /// <param name="moves">The most moves tried in all; until none helps unless given.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is less than 1.</exception>
    public static MixtureSearch SplitAndMerge(int candidates = 5, int? moves = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(candidates);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(moves ?? 1, nameof(moves));
        return new SplitAndMergeSearch(candidates, moves);
    }
}

internal sealed record NoMixtureSearch : MixtureSearch;

internal sealed record SplitAndMergeSearch(int Candidates, int? Moves) : MixtureSearch;
