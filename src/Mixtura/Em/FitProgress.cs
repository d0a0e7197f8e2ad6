namespace Mixtura;

/// <summary>Where a running fit stands; reported after every pass over the rows.</summary>
/// <param name="Restart">Which start is running, from 0.</param>
/// <param name="Restarts">How many starts there will be.</param>
/// <param name="Iteration">Steps taken from this start.</param>
/// <param name="MaxIterations">The limit on them.</param>
/// <param name="Objective">The free energy of the current model: inertia for k-means, negative log-likelihood for mixtures; lower is better.</param>
public readonly record struct FitProgress(int Restart, int Restarts, int Iteration, int MaxIterations, double Objective)
{
    /// <summary>Whether the starts are over and a search goes on from the best of them: then Iteration counts its steps, which have no limit where MaxIterations is 0.</summary>
    public bool IsSearch { get; init; }
}
