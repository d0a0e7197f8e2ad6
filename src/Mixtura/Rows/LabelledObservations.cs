namespace Mixtura;

/// <summary>Rows whose true cluster is known: what generators make.</summary>
/// <param name="Rows">n x d observations.</param>
/// <param name="Labels">n labels, from 0.</param>
public sealed record LabelledObservations(Observations<double> Rows, int[] Labels);
