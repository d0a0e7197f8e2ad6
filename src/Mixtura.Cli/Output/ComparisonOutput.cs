using System.Globalization;
using System.Text.Json;
using Mixtura.Cli.Options;
using Mixtura.Selection;
using Spectre.Console;
using Table = Mixtura.IO.Table;

namespace Mixtura.Cli.Output;

/// <summary>A comparison of k-means with a mixture, for people and as JSON.</summary>
internal static class ComparisonOutput
{
    /// <summary>More rows than these nobody reads.</summary>
    private const int ShownRows = 10;

    public static void WriteJson(Utf8JsonWriter json, ModelComparisonResult result, Table table)
    {
        json.WriteNumber("k", result.KMeans.Clusters);
        json.WriteString("advice", result.KMeansIsEnough ? "kmeans" : "mixture");
        json.WriteString("reason", result.Reason);
        json.WriteString("covariance", MixtureWords.NameOf(result.Mixture.Covariance));
        json.WriteNumber("agreement", result.Agreement);
        json.WriteNumber("adjustedRand", result.AdjustedRand);
        json.WriteNumber("bic", result.Bic);
        json.WriteNumber("roundBic", result.RoundBic);
        json.WriteNumber("elongation", result.Elongation);
        json.WriteNumber("widthRatio", result.WidthRatio);
        json.WriteNumber("weightRatio", result.WeightRatio);
        json.Array("componentOf", result.ComponentOf, json.WriteNumberValue);
        json.WriteNumber("doubt", result.Doubt);

        json.Array("doubtful", result.Doubtful, row => json.WriteNumberValue(TableRows.NumberOf(row, table)));
        json.Array("disagreeing", result.Disagreeing, row => json.WriteNumberValue(TableRows.NumberOf(row, table)));
    }

    public static void Show(IAnsiConsole console, ModelComparisonResult result, Table table)
    {
        console.MarkupLineInterpolated($"[bold]{(result.KMeansIsEnough ? "k-means is enough" : "Take a mixture")}: {ModelTables.Whole(table.Rows.Count)} rows, {result.KMeans.Clusters} clusters[/]");
        console.MarkupLineInterpolated($"{result.Reason}");
        console.WriteLine();
        var grid = new Spectre.Console.Table { Border = TableBorder.Rounded }.AddColumn("").AddColumn(new TableColumn("k-means").RightAligned()).AddColumn(new TableColumn("mixture").RightAligned());
        grid.AddRow("inertia, mean log-likelihood", ModelTables.Short(result.KMeans.Inertia), ModelTables.Short(result.Mixture.MeanLogLikelihood));
        grid.AddRow("covariances", "round, one size", MixtureWords.NameOf(result.Mixture.Covariance));
        grid.AddRow("BIC", ModelTables.Short(result.RoundBic), ModelTables.Short(result.Bic));
        foreach (var k in Enumerable.Range(0, result.KMeans.Clusters).OrderBy(k => result.ComponentOf[k]))
        {
            grid.AddRow(
                string.Create(CultureInfo.InvariantCulture, $"rows of {result.ComponentOf[k]}"), ModelTables.Whole(result.KMeans.Sizes[k]), ModelTables.Whole(result.Mixture.Sizes[result.ComponentOf[k]]));
        }

        console.Write(grid);
        console.MarkupLineInterpolated($"[grey]adjusted Rand index of both[/] {ModelTables.Short(result.AdjustedRand)}");
        Rows(console, "in doubt", result.Doubtful, table);
        Rows(console, "in different clusters", result.Disagreeing, table);
    }

    private static void Rows(IAnsiConsole console, string what, IReadOnlyList<int> rows, Table table)
    {
        if (rows.Count > 0)
        {
            var shown = rows.Take(ShownRows).Select(row => TableRows.NumberOf(row, table).ToString(CultureInfo.InvariantCulture));
            console.MarkupLineInterpolated($"[grey]rows {what}:[/] {ModelTables.Whole(rows.Count)} ({string.Join(", ", shown)}{(rows.Count > ShownRows ? ", ..." : string.Empty)})");
        }
    }
}
