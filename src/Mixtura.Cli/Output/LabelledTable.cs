using Mixtura.IO;

namespace Mixtura.Cli.Output;

/// <summary>Generated rows as a table: the features, and the true class as letters, which nobody takes for a feature.</summary>
internal static class LabelledTable
{
    public const string ClassColumn = "class";

    /// <summary>The names of the features; x and y of two that have none.</summary>
    public static IReadOnlyList<string> Features(Observations<double> rows) => rows.Features is ["x0", "x1"] ? ["x", "y"] : rows.Features;

    public static void Write(string path, LabelledObservations data, CancellationToken cancellationToken)
    {
        var names = Features(data.Rows);
        var columns = names.Select((name, j) => new OutputColumn(name, Column(data.Rows, j)));
        OutputColumn classes = new(ClassColumn, data.Labels.Select(ClassName).ToArray());
        TableWriter.Write(path, [.. columns, classes], cancellationToken);
    }

    /// <summary>A, B, ... Z, AA, AB, ...</summary>
    public static string ClassName(int label) => (label < 26 ? string.Empty : ClassName((label / 26) - 1)) + (char)('A' + (label % 26));

    private static double[] Column(Observations<double> rows, int feature)
    {
        var values = new double[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = rows[i][feature];
        }

        return values;
    }
}
