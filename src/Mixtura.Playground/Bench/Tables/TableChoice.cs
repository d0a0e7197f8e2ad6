using System.Collections.Immutable;
using System.Globalization;
using Mixtura.Geometry;

namespace Mixtura.Playground.Bench.Tables;

/// <summary>What of a table goes on the bench.</summary>
internal sealed record TableChoice
{
    private const int MostClasses = 40;

    /// <summary>The column across; with <see cref="Principal"/> it says nothing.</summary>
    public int X { get; init; }

    /// <summary>The column up.</summary>
    public int Y { get; init; }

    /// <summary>Whether the two directions are taken along which all numeric columns vary most.</summary>
    public bool Principal { get; init; }

    /// <summary>Whether columns are brought to mean 0 and standard deviation 1 first.</summary>
    public bool Standardise { get; init; }

    /// <summary>The column of classes, or -1.</summary>
    public int Class { get; init; } = -1;

    /// <summary>Whether rows with a cell that is no number are left out; otherwise the first of them is told.</summary>
    public bool SkipFaulty { get; init; }

    /// <summary>The first two numeric columns, and as class the last other one that has few different values.</summary>
    public static TableChoice First(CsvTable table)
    {
        var numeric = table.NumericColumns;
        return numeric.Length < 2
            ? throw new MixturaException($"The bench draws two columns of numbers, and of the columns {string.Join(", ", table.Names)} {(numeric.Length == 0 ? "none holds" : $"only {table.Names[numeric[0]]} holds")} numbers (2.5, with a point).")
            : new() { X = numeric[0], Y = numeric[1], Class = Enumerable.Range(0, table.Names.Length).LastOrDefault(c => !numeric.Contains(c) && table.Rows.Select(r => r[c]).Distinct(StringComparer.Ordinal).Take(MostClasses + 1).Count() is > 1 and <= MostClasses, -1) };
    }

    /// <summary>The points. O(n d) for two columns, the cost of <see cref="PrincipalAxes"/> besides for all.</summary>
    /// <exception cref="MixturaException">A cell is no number, a column is constant, or there are too many classes; says where.</exception>
    public Drawing Of(CsvTable table)
    {
        int[] columns = Principal ? [.. table.NumericColumns.Except([Class])] : [X, Y];
        if (columns.Distinct().Count() < 2)
        {
            throw new MixturaException("Two different columns are needed: one across and one up.");
        }

        var rows = Enumerable.Range(0, table.Rows.Length).Where(i => !SkipFaulty || columns.All(c => CsvTable.Number(table.Rows[i][c]) is not null)).ToArray();
        if (rows.Length == 0)
        {
            throw new MixturaException("No row has numbers in all of these columns.");
        }

        var values = columns.Select(c => Scaled(rows.Select(i => Cell(table, i, c)).ToArray(), table.Names[c])).ToArray();
        var points = Principal ? Project(values) : [.. values[0].Zip(values[1], (x, y) => new PlanePoint(x, y))];
        string Named(int column) => Standardise ? $"{table.Names[column]} standardised" : table.Names[column];
        var (classes, names) = Classes(table, rows);
        return Drawing.Own(points, Principal ? ("PC1", "PC2") : (Named(X), Named(Y)), classes, names);
    }

    private static double Cell(CsvTable table, int row, int column)
    {
        var cell = table.Rows[row][column];
        return CsvTable.Number(cell) ?? throw new MixturaException(
            $"Row {row + 1} (line {table.Lines[row]}), column {table.Names[column]}: {(cell.Length == 0 ? "the cell is empty" : $"'{cell}' is no number{(cell.Contains(',', StringComparison.Ordinal) ? "; numbers are written with a point, 2.5" : "")}")}. Mend it, or leave such rows out.");
    }

    private double[] Scaled(double[] values, string name)
    {
        if (!Standardise)
        {
            return values;
        }

        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        return deviation > 0 ? [.. values.Select(v => (v - mean) / deviation)] : throw new MixturaException($"Column {name} holds {values[0].ToString(CultureInfo.InvariantCulture)} in every row and cannot be standardised.");
    }

    private static ImmutableArray<PlanePoint> Project(double[][] columns)
    {
        var rows = Enumerable.Range(0, columns[0].Length).Select(i => columns.Select(c => c[i]).ToArray()).ToArray();
        var axes = PrincipalAxes.Of(Observations.From(rows));
        double Along(double[] row, int axis) => row.Select((x, j) => (x - axes.Mean[j]) * axes.Directions[axis][j]).Sum();
        return [.. rows.Select(r => new PlanePoint(Along(r, 0), Along(r, 1)))];
    }

    private (ImmutableArray<int> Classes, ImmutableArray<string> Names) Classes(CsvTable table, int[] rows)
    {
        if (Class < 0)
        {
            return ([], []);
        }

        string[] words = [.. rows.Select(i => table.Rows[i][Class])];
        ImmutableArray<string> names = [.. words.Where(w => w.Length > 0).Distinct(StringComparer.Ordinal)];
        return names.Length <= MostClasses
            ? ([.. words.Select(w => names.IndexOf(w))], names)
            : throw new MixturaException($"Column {table.Names[Class]} has {names.Length} different values, too many for classes: at most {MostClasses} are shown.");
    }
}
