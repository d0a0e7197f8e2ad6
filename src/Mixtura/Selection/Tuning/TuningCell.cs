using System.Collections.Immutable;

namespace Mixtura.Selection;

/// <summary>One candidate, and how good it is.</summary>
/// <param name="Candidate">What was tried.</param>
/// <param name="Validation">Its score on held-out rows, over folds their mean by weight; null where a fit failed.</param>
/// <param name="Parts">Its score on each fold, or on the one part that was held out; empty where a fit failed.</param>
/// <param name="TrainingRows">How many rows it was last trained on, in the first fold: all there, or in a search by halving fewer where it was left behind.</param>
/// <param name="Parameters">The free parameters of its fit, of k-means K d; 0 where a fit failed.</param>
/// <param name="Converged">Whether each of its fits ended by itself.</param>
/// <param name="Fault">Why a fit failed, in a sentence; null where none did.</param>
public sealed record TuningCell(
    TuningCandidate Candidate, TuningEstimate? Validation, ImmutableArray<double> Parts, int TrainingRows, int Parameters, bool Converged, string? Fault);
