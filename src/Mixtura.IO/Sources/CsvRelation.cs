using DuckDB.NET.Data;

namespace Mixtura.IO.Sources;

/// <summary>
/// A file of comma-, tab- or otherwise separated text. Left to guess, the database skips first lines, changes delimiters and types until a
/// file fits somehow; so it is told: the first line decides the delimiter and the number of columns, and each column is read as text, or as
/// numbers where that is hoped for.
/// </summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Columns">Its columns; the types are those that its first rows suggest.</param>
/// <param name="Path">The file.</param>
/// <param name="Format">The options of read_csv that say how it is written.</param>
internal sealed record CsvRelation(string Name, IReadOnlyList<SourceColumn> Columns, string Path, string Format) : Relation(Name, Columns)
{
    private const int LongestFirstLine = 1 << 20;

    /// <summary>Opens a file with its own delimiter: tab, semicolon, comma or bar, the first of these that its first line holds.</summary>
    public static CsvRelation Open(Database database, string name, string path)
    {
        var line = FirstLine(path);
        return Open(database, name, path, line, "\t;,|".FirstOrDefault(line.Contains, ','));
    }

    /// <summary>Opens a file whose columns are separated by tabs.</summary>
    public static CsvRelation OpenTabbed(Database database, string name, string path) => Open(database, name, path, FirstLine(path), '\t');

    protected override string Rows(IReadOnlyCollection<SourceColumn> numbers)
    {
        var types = Columns.Select(c => $"{Sql.Text(c.Reference)}: '{(numbers.Contains(c) ? "DOUBLE" : "VARCHAR")}'");
        return $"read_csv({Sql.Path(Path)}, auto_detect = false, {Format}, columns = {{{string.Join(", ", types)}}})";
    }

    private static CsvRelation Open(Database database, string name, string path, string firstLine, char delimiter)
    {
        var format = $"delim = {Sql.Text(delimiter.ToString())}, quote = '\"', escape = '\"', skip = 0, comment = ''";
        try
        {
            using var rows = database.Query($"SELECT HasHeader, [c.name for c in Columns], [c.type for c in Columns] FROM sniff_csv({Sql.Path(path)}, {format})");
            rows.Read();
            var names = rows.Reader.GetFieldValue<List<string>>(1);
            var types = rows.Reader.GetFieldValue<List<string>>(2);
            var header = rows.Reader.GetBoolean(0) ? "true" : "false";
            return new(name, [.. names.Select((n, j) => new SourceColumn(j, n, types[j]))], path, $"{format}, header = {header}");
        }
        catch (DuckDBException)
        {
            // Rows that do not fit the first line: reading will name the one that is wrong.
            var names = firstLine.Split(delimiter).Select(cell => cell.Trim().Trim('"'));
            return new(name, [.. names.Select((n, j) => new SourceColumn(j, n, "VARCHAR"))], path, $"{format}, header = true");
        }
    }

    private static string FirstLine(string path)
    {
        using var reader = new StreamReader(path);
        var buffer = new char[LongestFirstLine];
        var text = buffer.AsSpan(0, reader.ReadBlock(buffer)).TrimStart("\r\n");
        return (text.IndexOfAny('\r', '\n') is var end and >= 0 ? text[..end] : text).ToString();
    }
}
