using DuckDB.NET.Data;
using Mixtura.IO.Reading;
using Mixtura.IO.Sources;

namespace Mixtura.IO;

/// <summary>Reads tables: CSV, TSV, JSON and Parquet files, standard input, and SQL over files, by DuckDB inside the process.</summary>
public static class TableReader
{
    /// <summary>Reads the rows of a source, in its order, in one pass and O(n d) memory; nothing is written to the source or beside it.</summary>
    /// <param name="source">
    /// A file (.csv, .tsv, .json, .jsonl, .ndjson, .parquet), <c>-</c> for CSV on standard input, or a query such as
    /// <c>SELECT a, b FROM 'x.parquet' WHERE a &gt; 0</c>. Queries run on one thread, so that their rows always come in the same order.
    /// </param>
    /// <param name="options">Which columns mean what.</param>
    /// <param name="rowsRead">Told the number of rows read, now and then and at the end.</param>
    /// <param name="ct">Stops the reading.</param>
    /// <returns>n x d rows with named features, and what else was asked for; dispose it.</returns>
    /// <exception cref="MixturaException">
    /// The source cannot be read, has no rows, lacks a column, or holds a cell that cannot be used: the message names the row (from 1, without
    /// the line of names), the column and the value.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Table Read(string source, TableOptions options, IProgress<long>? rowsRead = null, CancellationToken ct = default) =>
        Read(source, options, Console.OpenStandardInput, rowsRead, ct);

    internal static Table Read(string source, TableOptions options, Func<Stream> standardInput, IProgress<long>? rowsRead, CancellationToken ct)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(source);
        ArgumentNullException.ThrowIfNull(options);
        var input = source is StandardInput.Source ? StandardInput.Keep(standardInput(), ct) : null;
        try
        {
            return DatabaseFault.Explained($"{NameOf(source)} cannot be read", () => Read(source, options, input, rowsRead, ct), ct);
        }
        catch
        {
            input?.Dispose();
            throw;
        }
    }

    /// <summary>What messages call a source.</summary>
    internal static string NameOf(string source) =>
        source is StandardInput.Source ? "standard input" : !File.Exists(source) && QuerySource.IsQuery(source) ? "the query" : source;

    private static Table Read(string source, TableOptions options, StandardInput? input, IProgress<long>? rowsRead, CancellationToken ct)
    {
        using var database = new Database(query: QuerySource.IsQuery(source), ct);
        var relation = SourceOpening.Open(database, source, input?.Path);
        var roles = ColumnRoles.Of(relation, options, database);
        var (reading, bad) = Read(database, relation, roles, options.Missing, rowsRead, ct);
        return bad is null ? reading.ToTable(relation, input) : throw bad.Explain(relation, database);
    }

    /// <summary>Text is read as numbers at once, about twice as fast as by way of text; where that breaks off, by way of text, which knows the cell.</summary>
    private static (RowReading Reading, BadCell? Bad) Read(
        Database database, Relation relation, ColumnRoles roles, MissingValues missing, IProgress<long>? rowsRead, CancellationToken ct)
    {
        try
        {
            return Pass(relation.From(roles.Numbers));
        }
        catch (DuckDBException) when (relation is CsvRelation && !ct.IsCancellationRequested)
        {
            return Pass(relation.From());
        }

        (RowReading, BadCell?) Pass(string from)
        {
            var reading = new RowReading(roles, missing);
            using var cursor = database.Query($"SELECT {RowReading.Select(roles)} FROM {from}");
            return (reading, reading.Run(cursor, rowsRead, ct));
        }
    }
}
