using Mixtura.IO;

namespace Mixtura.Cli.Output;

/// <summary>Generated rows as a table: the features, and the true class as letters, which nobody takes for a feature.</summary>
internal static class LabelledTable
{
    public const string ClassColumn = "class";

    public static IReadOnlyList<string> Features(int dimension) =>
        dimension == 2 ? ["x", "y"] : [.. Enumerable.Range(0, dimension).Select(j => $"x{j}")];

    public static void Write(string path, LabelledObservations data, CancellationToken cancellationToken)
    {
        var names = Features(data.Rows.Dimension);
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
