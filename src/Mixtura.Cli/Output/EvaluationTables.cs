using System.Globalization;
using Mixtura.Measures;
using Spectre.Console;

namespace Mixtura.Cli.Output;

/// <summary>Measures for people: what each one says, and classes against clusters.</summary>
internal static class EvaluationTables
{
    private static readonly Dictionary<string, (string Title, string Reading)> Readings = new(StringComparer.Ordinal)
    {
        ["inertia"] = ("inertia", "sum of squared distances to the clusters' centroids; lower is better for the same K"),
        ["silhouette"] = ("silhouette", "-1 to 1: how much closer rows are to their own cluster than to the next"),
        [Evaluation.SilhouetteError] = ("its standard error", "the silhouette of all rows is within two of these 19 times in 20"),
        ["simplifiedSilhouette"] = ("simplified silhouette", "the same by distances to centroids; compare it with itself only"),
        ["calinskiHarabasz"] = ("Calinski-Harabasz", "between over within the clusters; larger is better"),
        ["daviesBouldin"] = ("Davies-Bouldin", "how much clusters resemble each other; lower is better"),
        ["meanLogLikelihood"] = ("log-likelihood a row", "larger is better, for the same data"),
        ["adjustedRand"] = ("adjusted Rand", "pairs of rows alike in both; 1 the same, 0 as by chance"),
        ["rand"] = ("Rand", "share of pairs alike in both"),
        ["mutualInformation"] = ("mutual information", "nats that a cluster tells about the class"),
        ["normalizedMutualInformation"] = ("normalized m. i.", "0 to 1"),
        ["adjustedMutualInformation"] = ("adjusted m. i.", "1 the same, 0 as by chance"),
        ["homogeneity"] = ("homogeneity", "1 when each cluster holds one class"),
        ["completeness"] = ("completeness", "1 when each class is in one cluster"),
        ["vMeasure"] = ("V-measure", "harmonic mean of these two"),
        ["fowlkesMallows"] = ("Fowlkes-Mallows", "0 to 1: pairs put together rightly"),
        ["accuracy"] = ("accuracy", "rows in the cluster that stands for their class"),
    };

    public static void Show(IAnsiConsole console, Evaluation evaluation)
    {
        console.MarkupLineInterpolated($"[bold]{evaluation.Clusters} clusters of {ModelTables.Whole(evaluation.Rows)} rows[/]");
        var table = new Table { Border = TableBorder.Rounded }.AddColumn("measure").AddColumn(new TableColumn("value").RightAligned()).AddColumn("reads as");
        foreach (var (name, value) in evaluation.Measures)
        {
            if (name is Evaluation.SilhouetteError && value is not > 0)
            {
                continue;
            }

            var (title, reading) = Readings[name];
            table.AddRow(title, value is { } number ? ModelTables.Short(number) : "undefined", reading);
        }

        console.Write(table);
        if (evaluation.Table is { } contingency)
        {
            console.WriteLine("rows by class and cluster; * marks the class that a cluster stands for");
            console.Write(Contingency(evaluation, contingency));
        }
    }

    private static Table Contingency(Evaluation evaluation, ContingencyTable contingency)
    {
        var classOf = BestMatching.Of(contingency);
        var table = new Table { Border = TableBorder.Rounded }.AddColumn("class");
        for (var k = 0; k < evaluation.Clusters; k++)
        {
            table.AddColumn(new TableColumn(k.ToString(CultureInfo.InvariantCulture)).RightAligned());
        }

        for (var c = 0; c < evaluation.Classes!.Count; c++)
        {
            var cells = Enumerable.Range(0, evaluation.Clusters).Select(k =>
                ModelTables.Whole(Evaluation.CountOf(contingency, c, k)) + (k < classOf.Length && classOf[k] == c ? "*" : " "));
            table.AddRow([Markup.Escape(evaluation.Classes[c]), .. cells]);
        }

        return table;
    }
}
