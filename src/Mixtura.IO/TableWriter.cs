using Mixtura.IO.Sources;
using Mixtura.IO.Writing;

namespace Mixtura.IO;

/// <summary>
/// Writes tables: CSV, TSV, JSON, JSON lines or Parquet by the file's extension. A file appears whole or not at all: a fault or a
/// cancellation leaves an older one untouched. Numbers in text have all the digits that give the same bits back.
/// </summary>
public static class TableWriter
{
    /// <summary>Writes columns, O(n) in each.</summary>
    /// <param name="path">Where; an older file is replaced.</param>
    /// <param name="columns">Columns of n values each, in order. Null texts become empty cells; infinities become null in JSON, which has no word for them.</param>
    /// <param name="ct">Stops the writing.</param>
    /// <exception cref="ArgumentException">There is no column, names repeat, lengths differ, a type cannot be written, or a value is NaN.</exception>
    /// <exception cref="MixturaException">The extension names no format, or the file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static void Write(string path, IReadOnlyList<OutputColumn> columns, CancellationToken ct = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var count = Check(columns);
        TableFile.CheckFolder(path);
        Explained($"{path} cannot be written", () =>
        {
            using var database = new Database(query: false, ct);
            AddedColumns.Create(database, columns, count, kept: null, ct);
            TableFile.Write(database, path, Written(columns), AddedColumns.From, _ => { }, ct);
        }, ct);
    }

    /// <summary>
    /// Writes all columns of a source, its rows in order, with new columns behind them; these are empty in rows that were dropped. A column
    /// of the source that has the name of a new one is written as <c>name_source</c>. Text goes from CSV to CSV letter by letter.
    /// </summary>
    /// <param name="source">What <paramref name="table"/> was read from, as given to <see cref="TableReader.Read(string, TableOptions, IProgress{long}?, CancellationToken)"/>.</param>
    /// <param name="options">What it was read with.</param>
    /// <param name="table">The table: which rows were kept.</param>
    /// <param name="columns">Columns of one value for each row kept.</param>
    /// <param name="path">Where; an older file is replaced, also the source itself.</param>
    /// <param name="ct">Stops the writing.</param>
    /// <exception cref="ArgumentException">There is no column, names repeat, lengths differ from the table's, a type cannot be written, or a value is NaN.</exception>
    /// <exception cref="MixturaException">The source cannot be read or has changed, the extension names no format, or the file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static void Append(string source, TableOptions options, Table table, IReadOnlyList<OutputColumn> columns, string path, CancellationToken ct = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(source);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(table);
        if (Check(columns) is var count && count != table.Rows.Count)
        {
            throw new ArgumentException($"The columns have {count} values for {table.Rows.Count} rows.", nameof(columns));
        }

        TableFile.CheckFolder(path);
        Explained($"{path} cannot be written from {TableReader.NameOf(source)}", () =>
        {
            using var database = new Database(query: QuerySource.IsQuery(source), ct);
            var relation = SourceOpening.Open(database, source, table.InputFile);
            AddedColumns.Create(database, columns, table.SourceRows, table.Kept, ct);
            var written = SourceCopy.Columns(database, relation, columns, FileFormats.OfWritten(path)).Concat(Written(columns));
            TableFile.Write(database, path, written, $"{relation.From()} POSITIONAL JOIN {AddedColumns.From}", rows => CheckUnchanged(relation, table, rows), ct);
        }, ct);
    }

    private static IEnumerable<WrittenColumn> Written(IReadOnlyList<OutputColumn> columns) =>
        columns.Select((c, j) => new WrittenColumn(c.Name, AddedColumns.Reference(j), c.Values is double[]));

    private static void CheckUnchanged(Relation relation, Table table, long rows)
    {
        if (rows != table.SourceRows)
        {
            throw new MixturaException($"{relation.Name} had {table.SourceRows} rows when it was read and has {rows} now: read it again.");
        }
    }

    private static void Explained(string failure, Action work, CancellationToken ct)
    {
        try
        {
            _ = DatabaseFault.Explained<object?>(failure, () =>
            {
                work();
                return null;
            }, ct);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new MixturaException($"{failure}: {fault.Message}", fault);
        }
    }

    /// <summary>The number of values that each column has.</summary>
    private static int Check(IReadOnlyList<OutputColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0)
        {
            throw new ArgumentException("There is no column to write.", nameof(columns));
        }

        if (columns.GroupBy(c => c.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"Two columns are called {twice.Key}.", nameof(columns));
        }

        foreach (var column in columns)
        {
            _ = AddedColumns.TypeOf(column);
            if (column.Values.Length != columns[0].Values.Length)
            {
                throw new ArgumentException($"Column {column.Name} has {column.Values.Length} values where {columns[0].Name} has {columns[0].Values.Length}.", nameof(columns));
            }

            if (column.Values is double[] values && Array.FindIndex(values, double.IsNaN) is var row and >= 0)
            {
                throw new ArgumentException($"Column {column.Name} is NaN in row {row}.", nameof(columns));
            }
        }

        return columns[0].Values.Length;
    }
}
