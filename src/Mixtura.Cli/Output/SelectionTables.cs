using System.Globalization;
using Mixtura.Cli.Options;
using Mixtura.Selection;
using Spectre.Console;

namespace Mixtura.Cli.Output;

/// <summary>A selection for people: the recommendation, BIC of each structure and number of components, and the criteria of k-means.</summary>
internal static class SelectionTables
{
    public static void Show(IAnsiConsole console, ModelSelectionResult result, long rows, int dimension)
    {
        console.MarkupLineInterpolated($"[bold]{result.Clusters} cluster{(result.Clusters == 1 ? string.Empty : "s")} in {ModelTables.Whole(rows)} rows of {dimension} features[/]");
        console.MarkupLineInterpolated($"{result.Reason}");
        if (!result.Mixtures.IsEmpty)
        {
            console.WriteLine();
            console.MarkupLine("BIC of mixtures (larger is better; - is no candidate, empty was left alone)");
            console.Write(Mixtures(result));
        }

        if (result.JudgesKMeans)
        {
            console.WriteLine();
            console.MarkupLine("k-means");
            console.Write(Partitions(result));
        }

        console.MarkupLineInterpolated($"[grey]The criteria would choose:[/] {string.Join(", ", result.Choices.Select(Words))}");
    }

    private static string Words(CriterionChoice choice) => string.Create(
        CultureInfo.InvariantCulture, $"{SelectionJson.Name(choice.Criterion)} {choice.Clusters}{(choice.Covariance is { } structure ? $" {MixtureWords.NameOf(structure)}" : string.Empty)}");

    private static Table Mixtures(ModelSelectionResult result)
    {
        CovarianceStructure[] structures = [.. result.Mixtures.OrderByDescending(c => c.Components).Select(c => c.Covariance).Distinct()];
        var table = new Table { Border = TableBorder.Rounded }.AddColumn("structure");
        int[] counts = [.. result.Mixtures.Select(c => c.Components).Distinct()];
        foreach (var count in counts)
        {
            table.AddColumn(new TableColumn(count.ToString(CultureInfo.InvariantCulture)).RightAligned());
        }

        foreach (var structure in structures)
        {
            table.AddRow([MixtureWords.NameOf(structure), .. counts.Select(k => Bic(result.Mixtures.FirstOrDefault(c => c.Components == k && c.Covariance == structure), result.Mixture))]);
        }

        return table;
    }

    private static string Bic(MixtureCell? cell, MixtureCell? best) => cell switch
    {
        null => string.Empty,
        { Bic: { } bic } => (ReferenceEquals(cell, best) ? $"[bold]{Number(bic, "F1")}[/]" : Number(bic, "F1")) + (cell.Converged ? string.Empty : "?"),
        _ => "-",
    };

    private static Table Partitions(ModelSelectionResult result)
    {
        var columns = new (string Title, Func<KMeansCell, string> Value)[]
        {
            ("inertia", c => c.Model is { } model ? ModelTables.Short(model.Inertia) : "-"),
            ("silhouette", c => Number(c.Silhouette, "F3")),
            ("Calinski-Harabasz", c => Number(c.CalinskiHarabasz, "F1")),
            ("Davies-Bouldin", c => Number(c.DaviesBouldin, "F3")),
            ("gap", c => c.Gap is { } gap ? string.Create(CultureInfo.InvariantCulture, $"{gap.Gap:F3} +- {gap.Error:F3}") : string.Empty),
            ("prediction strength", c => Number(c.PredictionStrength, "F2")),
            ("stability", c => Number(c.Stability, "F2")),
        };
        var table = new Table { Border = TableBorder.Rounded }.AddColumn(new TableColumn("k").RightAligned());
        foreach (var (title, _) in columns)
        {
            table.AddColumn(new TableColumn(title).RightAligned());
        }

        foreach (var cell in result.Partitions)
        {
            table.AddRow([cell.Clusters.ToString(CultureInfo.InvariantCulture), .. columns.Select(c => c.Value(cell))]);
        }

        return table;
    }

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? string.Empty;
}
