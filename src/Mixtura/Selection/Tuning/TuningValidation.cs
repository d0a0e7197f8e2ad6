namespace Mixtura.Selection;

/// <summary>Which rows <see cref="Tuning"/> compares candidates on.</summary>
public enum TuningValidation
{
    /// <summary>Each row once: as many fits as folds, each scored on the fold that it has not seen (cross-validation). For few rows.</summary>
    Folds,

    /// <summary>One part of the rows, by one fit on the others. For many rows.</summary>
    Holdout,
}
