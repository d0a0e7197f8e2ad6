namespace Mixtura;

/// <summary>em-EM: of many short runs the best goes on (Biernacki, Celeux and Govaert 2003).</summary>
internal static class ShortRuns
{
    /// <summary>The model that the best of a start's runs ended with, the first of equals.</summary>
    /// <param name="asked">How many, how short.</param>
    /// <param name="start">The start's number: run r is number start x runs + r of all.</param>
    /// <param name="parallel">How many may run at a time.</param>
    /// <param name="run">A run by its number.</param>
    /// <param name="cancellationToken">Ends it all.</param>
    /// <exception cref="DiscardedStartException">None of the runs gave a model.</exception>
    public static GaussianComponents Best(ShortRunsStart asked, int start, int parallel, Func<int, Fit<GaussianComponents>> run, CancellationToken cancellationToken)
    {
        try
        {
            return Restarts.Run(asked.Runs, parallel, r => run((start * asked.Runs) + r), [], cancellationToken).Best.Model;
        }
        catch (MixturaException none)
        {
            throw new DiscardedStartException(none.Message);
        }
    }
}

/// <summary>A run has settled when a step gains at most a share of what all its steps have gained.</summary>
internal sealed class ShortRunStop(double share) : IStopRule<GaussianComponents, Moments>
{
    private double first = double.NaN;

    public bool Settled(GaussianComponents previous, double previousEnergy, GaussianComponents model, Moments statistics)
    {
        first = double.IsNaN(first) ? previousEnergy : first;
        return previousEnergy - statistics.Energy <= share * (first - statistics.Energy);
    }
}
