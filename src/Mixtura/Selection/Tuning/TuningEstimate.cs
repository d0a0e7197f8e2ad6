using System.Globalization;

namespace Mixtura.Selection;

/// <summary>A score on rows that a fit has not seen, and how far it may be off.</summary>
/// <param name="Score">The score.</param>
/// <param name="StandardError">Its standard error: from how folds differ, or by a jackknife over the rows where there is one part.</param>
public readonly record struct TuningEstimate(double Score, double StandardError)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Score:g4} ± {StandardError:g2}");
}
