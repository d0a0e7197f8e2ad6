namespace Mixtura.IO;

/// <summary>Which columns of a table mean what.</summary>
public sealed record TableOptions
{
    /// <summary>The features, in this order. Default: null, which is all numeric columns without another meaning, in the table's order.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The column of known classes, of any type; it is no feature. Default: null, none.</summary>
    public string? Label { get; init; }

    /// <summary>The column of weights, finite and not negative: 2 means the same as the row twice. Default: null, each row weighs 1.</summary>
    public string? Weights { get; init; }

    /// <summary>The column that holds a starting partition, of any type; it is no feature. Default: null, none.</summary>
    public string? StartLabels { get; init; }

    /// <summary>The column of components that some rows are known to come from, of any type, empty in the others; it is no feature. Default: null, none.</summary>
    public string? Known { get; init; }

    /// <summary>What becomes of empty cells and NaN. Default: <see cref="MissingValues.Refuse"/>.</summary>
    public MissingValues Missing { get; init; } = MissingValues.Refuse;
}
