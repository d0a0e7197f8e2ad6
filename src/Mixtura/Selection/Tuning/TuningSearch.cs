namespace Mixtura.Selection;

/// <summary>Which candidates <see cref="Tuning"/> tries on how many rows.</summary>
public enum TuningSearch
{
    /// <summary>All candidates, on all training rows.</summary>
    Grid,

    /// <summary>
    /// All candidates on a small sample of the training rows, the better third of them on three times as many, and so on up to all rows (successive halving). Takes a fraction of the time; a candidate
    /// that needs many rows to be good may be lost on the way.
    /// </summary>
    Halving,
}
