namespace Mixtura;

/// <summary>
/// Moves from one optimum of EM to a better one (Ueda, Nakano, Ghahramani and Hinton 2000): the most promising split and merge first, the first that helps is kept, and the search ends with a
/// model from which none of some does.
/// </summary>
/// <param name="search">How many.</param>
/// <param name="least">The least fall of the energy that counts.</param>
/// <param name="criteria">Which moves promise most, of a model.</param>
/// <param name="moved">The first model after a move.</param>
/// <param name="climb">EM from a first model.</param>
/// <param name="progress">Told the moves tried and the least energy.</param>
internal sealed class SplitMergeClimb(
    SplitAndMergeSearch search,
    double least,
    Func<GaussianComponents, MoveCriteria> criteria,
    Func<GaussianComponents, (int Kept, int Freed, int Split), GaussianComponents> moved,
    Func<GaussianComponents, Fit<GaussianComponents>> climb,
    Action<int, double> progress)
{
    private int tried;

    /// <summary>The best model found, no worse than the given one.</summary>
    public (Fit<GaussianComponents> Best, SearchReport Report) From(Fit<GaussianComponents> fit)
    {
        var (best, improvements) = (fit, 0);
        while (Better(best) is { } better)
        {
            best = better;
            improvements++;
        }

        return (best, new(tried, improvements));
    }

    private Fit<GaussianComponents>? Better(Fit<GaussianComponents> fit)
    {
        if (tried >= (search.Moves ?? int.MaxValue))
        {
            return null;
        }

        foreach (var move in criteria(fit.Model).Moves().Take(Math.Min(search.Candidates, (search.Moves ?? int.MaxValue) - tried)))
        {
            tried++;
            try
            {
                var other = climb(moved(fit.Model, move));
                if (fit.Energy - other.Energy > least)
                {
                    progress(tried, other.Energy);
                    return other;
                }
            }
            catch (DiscardedStartException)
            {
                // A component of this move collapsed: the next one.
            }

            progress(tried, fit.Energy);
        }

        return null;
    }
}
