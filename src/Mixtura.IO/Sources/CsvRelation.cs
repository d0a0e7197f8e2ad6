using System.Globalization;
using DuckDB.NET.Data;

namespace Mixtura.IO.Sources;

/// <summary>
/// A file of comma-, tab- or otherwise separated text. How it is written is found once, from its beginning; from then on all is said to the
/// database, which so never has to guess types: a column is read as text, or as numbers where that is hoped for.
/// </summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Columns">Its columns; the types are those that its first rows suggest.</param>
/// <param name="Path">The file.</param>
/// <param name="Format">The options of read_csv that say how it is written.</param>
internal sealed record CsvRelation(string Name, IReadOnlyList<SourceColumn> Columns, string Path, string Format) : Relation(Name, Columns)
{
    public static CsvRelation Sniff(Database database, string name, string path, string? delimiter)
    {
        var found = Sniff(database, path, delimiter);

        // Rows of unequal lengths make the sniffer see one wide column; told the delimiter, reading names the row that is wrong.
        if (found.Columns is [{ } only] && delimiter is null && only.Name.IndexOfAny([',', ';', '\t', '|']) is var place and >= 0)
        {
            var cut = only.Name[place];
            var names = only.Name.Split(cut);
            found = found with { Delimiter = cut.ToString(), Columns = [.. names.Select((n, j) => new SourceColumn(j, n.Trim(), "VARCHAR"))] };
        }

        return new(name, found.Columns, path, found.Format);
    }

    protected override string Rows(IReadOnlyCollection<SourceColumn> numbers)
    {
        var types = Columns.Select(c => $"{Sql.Text(Key(c))}: '{(numbers.Contains(c) ? "DOUBLE" : "VARCHAR")}'");
        return $"read_csv({Sql.Path(Path)}, auto_detect = false, {Format}, columns = {{{string.Join(", ", types)}}})";
    }

    // The keys must differ and not be empty; names are taken from the relation's own columns anyway.
    private static string Key(SourceColumn column) => $"{column.Index} {column.Name}";

    private static Dialect Sniff(Database database, string path, string? delimiter)
    {
        var given = delimiter is null ? string.Empty : $", delim = {Sql.Text(delimiter)}";
        using var rows = database.Query(
            $"SELECT Delimiter, Quote, Escape, Comment, SkipRows, HasHeader, len(Columns), list_transform(Columns, c -> c.name), list_transform(Columns, c -> c.type) FROM sniff_csv({Sql.Path(path)}{given})");
        rows.Read();
        var names = rows.Reader.GetFieldValue<List<string>>(7);
        var types = rows.Reader.GetFieldValue<List<string>>(8);
        return new(
            rows.Reader.GetString(0),
            Character(rows.Reader, 1) ?? "\"",
            Character(rows.Reader, 2) ?? "\"",
            Character(rows.Reader, 3),
            Convert.ToInt64(rows.Reader.GetValue(4), CultureInfo.InvariantCulture),
            rows.Reader.GetBoolean(5),
            [.. names.Select((n, j) => new SourceColumn(j, n, types[j]))]);
    }

    private static string? Character(DuckDBDataReader reader, int column) => reader.GetString(column) is { Length: 1 } c ? c : null;

    private sealed record Dialect(string Delimiter, string Quote, string Escape, string? Comment, long Skip, bool Header, IReadOnlyList<SourceColumn> Columns)
    {
        public string Format =>
            $"delim = {Sql.Text(Delimiter)}, quote = {Sql.Text(Quote)}, escape = {Sql.Text(Escape)}, skip = {Skip}, header = {(Header ? "true" : "false")}"
            + (Comment is null ? string.Empty : $", comment = {Sql.Text(Comment)}");
    }
}
