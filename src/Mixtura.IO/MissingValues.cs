namespace Mixtura.IO;

/// <summary>What becomes of rows with an empty cell or a NaN in a feature. Text and infinities are refused whatever is chosen.</summary>
public enum MissingValues
{
    /// <summary>The table is refused; the message names the row and the column.</summary>
    Refuse,

    /// <summary>The row is left out; <see cref="Table.Kept"/> says which rows stayed.</summary>
    DropRows,

    /// <summary>The cell gets the mean of its column's other cells, weighted where rows are.</summary>
    UseMean,

    /// <summary>The cell stays missing in <see cref="Table.IncompleteRows"/>, for mixtures, which take such rows as they are.</summary>
    Keep,
}
