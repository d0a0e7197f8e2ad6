using Mixtura.IO.Sources;

namespace Mixtura.IO.Writing;

/// <summary>All columns of a source as they are written again beside new ones: with which values and under which names.</summary>
internal static class SourceCopy
{
    /// <summary>The columns as SQL, in order. A name that a new column takes gets "_source" behind it, so that both stay.</summary>
    public static IEnumerable<WrittenColumn> Columns(Database database, Relation relation, IReadOnlyList<OutputColumn> added, FileFormat format)
    {
        var taken = new HashSet<string>(added.Select(c => c.Name), StringComparer.OrdinalIgnoreCase);
        var types = relation is CsvRelation && format is not (FileFormat.Csv or FileFormat.Tsv) ? TypesOfText(database, relation) : null;
        foreach (var column in relation.Columns)
        {
            var name = column.Name;
            for (var i = 1; !taken.Add(name); i++)
            {
                name = i == 1 ? $"{column.Name}_source" : $"{column.Name}_source{i}";
            }

            var type = types?[column.Index] ?? column.Type;
            yield return new(name, types is null ? column.Reference : $"CAST({column.Reference} AS {type})", IsFloating: type is "DOUBLE" or "FLOAT");
        }
    }

    /// <summary>
    /// The types under which text is written to a file that has types: whole numbers and numbers where every cell is one, truth values and
    /// dates as its first rows suggest if no cell says otherwise, else text. A cast that would round or lose a cell is never chosen.
    /// </summary>
    private static string[] TypesOfText(Database database, Relation relation)
    {
        var counts = relation.Columns.Select(c =>
            $"count({c.Reference}), count(CASE WHEN regexp_full_match({c.Reference}, '[+-]?[0-9]+') THEN TRY_CAST({c.Reference} AS BIGINT) END), "
            + $"count(TRY_CAST({c.Reference} AS DOUBLE)), count(TRY_CAST({c.Reference} AS {Guess(c)}))");
        using var row = database.Query($"SELECT {string.Join(", ", counts)} FROM {relation.From()}");
        row.Read();
        return [.. relation.Columns.Select((c, j) =>
        {
            var all = row.Reader.GetInt64(4 * j);
            return c switch
            {
                { IsNumeric: true } when row.Reader.GetInt64((4 * j) + 1) == all => "BIGINT",
                { IsNumeric: true } when row.Reader.GetInt64((4 * j) + 2) == all => "DOUBLE",
                { IsNumeric: false } when row.Reader.GetInt64((4 * j) + 3) == all => Guess(c),
                _ => "VARCHAR",
            };
        })];
    }

    private static string Guess(SourceColumn column) => column.Type is "BOOLEAN" or "DATE" ? column.Type : "VARCHAR";
}

/// <summary>A column as it is written: its name, its SQL, and whether infinities may stand in it.</summary>
internal sealed record WrittenColumn(string Name, string Sql, bool IsFloating);
