using Mixtura.IO.Sources;

namespace Mixtura.IO;

/// <summary>Rows read from a file or a query: n rows kept, d features, and the columns with a meaning of their own.</summary>
public sealed class Table : IDisposable
{
    private readonly StandardInput? input;

    internal Table(Observations<double> rows, StandardInput? input)
    {
        Rows = rows;
        this.input = input;
    }

    /// <summary>n x d observations, features named as their columns, weighted if that was asked for; disposed with the table.</summary>
    public Observations<double> Rows { get; }

    /// <summary>
    /// With <see cref="MissingValues.Keep"/> the same rows as they are, NaN where a cell is missing; <see cref="Rows"/> then has means in their places. Null otherwise; disposed with the table.
    /// </summary>
    public IncompleteObservations<double>? IncompleteRows { get; internal init; }

    /// <summary>The d names of the features.</summary>
    public IReadOnlyList<string> Features => Rows.Features;

    /// <summary>The known classes of the n rows, where a label column was named.</summary>
    public ClassColumn? Classes { get; internal init; }

    /// <summary>The starting partition of the n rows, where such a column was named.</summary>
    public ClassColumn? StartLabels { get; internal init; }

    /// <summary>The known components of the n rows, code -1 where a cell is empty, where such a column was named.</summary>
    public ClassColumn? Known { get; internal init; }

    /// <summary>The number of rows of the source, with those that were dropped.</summary>
    public long SourceRows { get; internal init; }

    /// <summary>The source's row, from 0, of each of the n rows kept, rising; null when all were kept.</summary>
    public IReadOnlyList<long>? Kept { get; internal init; }

    /// <summary>Where standard input, which can be read only once, is kept to be read again.</summary>
    internal string? InputFile => input?.Path;

    /// <summary>Gives the rows' memory back.</summary>
    public void Dispose()
    {
        Rows.Dispose();
        IncompleteRows?.Dispose();
        input?.Dispose();
    }
}
