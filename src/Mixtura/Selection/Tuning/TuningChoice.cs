namespace Mixtura.Selection;

/// <summary>Which candidate <see cref="Tuning"/> takes.</summary>
public enum TuningChoice
{
    /// <summary>The one of the best validation score; of equals that of fewest free parameters, of these the first.</summary>
    Best,

    /// <summary>
    /// The one of fewest free parameters among those at most one standard error of the best one's score below it, of equals the better (L. Breiman, J. H. Friedman, R. A. Olshen and C. J. Stone 1984).
    /// </summary>
    SimplestWithinOneError,
}
