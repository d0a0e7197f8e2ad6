using DuckDB.NET.Data;
using Mixtura.IO.Sources;

namespace Mixtura.IO.Writing;

/// <summary>New columns as a table of the database, called <c>added</c>, with empty rows where the source's were dropped.</summary>
internal static class AddedColumns
{
    public const string From = "added";

    private const int BetweenChecks = 1 << 16;

    public static void Create(Database database, IReadOnlyList<OutputColumn> columns, long rows, IReadOnlyList<long>? kept, CancellationToken cancellationToken)
    {
        database.Execute($"CREATE TABLE {From} ({string.Join(", ", columns.Select((c, j) => $"{Reference(j)} {TypeOf(c)}"))})");
        var cells = columns.Select(Cells).ToArray();
        using var appender = database.Connection.CreateAppender(From);
        var next = 0;
        for (long row = 0; row < rows; row++)
        {
            if (row % BetweenChecks == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var into = appender.CreateRow();
            var present = kept is null || (next < kept.Count && kept[next] == row);
            foreach (var cell in cells)
            {
                if (present)
                {
                    cell(into, next);
                }
                else
                {
                    into.AppendNullValue();
                }
            }

            into.EndRow();
            next += present ? 1 : 0;
        }
    }

    public static string Reference(int column) => $"n{column}";

    public static string TypeOf(OutputColumn column) => column.Values switch
    {
        int[] => "INTEGER",
        long[] => "BIGINT",
        double[] => "DOUBLE",
        string[] => "VARCHAR",
        _ => throw new ArgumentException($"Column {column.Name} holds {column.Values.GetType().Name}: int[], long[], double[] and string[] can be written.", nameof(column)),
    };

    private static Action<IDuckDBAppenderRow, int> Cells(OutputColumn column) => column.Values switch
    {
        int[] values => (row, i) => row.AppendValue(values[i]),
        long[] values => (row, i) => row.AppendValue(values[i]),
        double[] values => (row, i) => row.AppendValue(values[i]),
        string[] values => (row, i) => row.AppendValue(values[i]),
        _ => throw new ArgumentException($"Column {column.Name} cannot be written.", nameof(column)),
    };
}
