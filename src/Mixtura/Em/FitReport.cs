using System.Collections.Immutable;

namespace Mixtura;

/// <summary>Why a fit stopped.</summary>
public enum StopReason
{
    /// <summary>The last step changed less than the tolerance.</summary>
    Converged,

    /// <summary>The limit on iterations was reached first; the model is the best so far.</summary>
    IterationLimit,

    /// <summary>The smoothed objective of mini-batches had stopped falling.</summary>
    NoImprovement,
}

/// <summary>How one start ended.</summary>
/// <param name="Objective">The free energy of its final model; lower is better.</param>
/// <param name="Iterations">Steps taken.</param>
/// <param name="Reason">Why it stopped.</param>
public sealed record RestartReport(double Objective, int Iterations, StopReason Reason);

/// <summary>What a search did after the starts of a fit.</summary>
/// <param name="Iterations">Its steps: breaths of a breathing search, children of a genetic one, moves of one by splits and merges.</param>
/// <param name="Improvements">How many of them lowered the objective of what they came from.</param>
public sealed record SearchReport(int Iterations, int Improvements);

/// <summary>A fit's story: hangs on every fitted model.</summary>
public sealed record FitReport
{
    /// <summary>
    /// The free energy of each model on the way, the start first and the returned model last: it never rises. Where a search found better
    /// than the starts, it is the way from what the search found. For mini-batches estimates, which may rise; the last is exact.
    /// </summary>
    public required ImmutableArray<double> Trace { get; init; }

    /// <summary>Why the kept start stopped.</summary>
    public required StopReason Reason { get; init; }

    /// <summary>Every start, in order; without a search the kept one is the lowest, the first of equals.</summary>
    public required ImmutableArray<RestartReport> Restarts { get; init; }

    /// <summary>What a search did after the starts; null where there was none, and in a model read from a file.</summary>
    public SearchReport? Search { get; init; }

    /// <summary>Whether the trace is of the posterior, with minus the logarithm of a <c>ConjugatePrior</c>, and not of the likelihood alone; false in a model read from a file.</summary>
    public bool HasPrior { get; init; }

    /// <summary>The seed of all random choices.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Seconds from call to return.</summary>
    public required double Seconds { get; init; }

    /// <summary>What a reader of the result should know: a restart that was discarded, an empty cluster refilled.</summary>
    public required ImmutableArray<string> Warnings { get; init; }

    /// <summary>Steps taken by the kept start.</summary>
    public int Iterations => Trace.Length - 1;

    /// <summary>Whether the kept start ended by itself and not at its limit.</summary>
    public bool Converged => Reason != StopReason.IterationLimit;
}
