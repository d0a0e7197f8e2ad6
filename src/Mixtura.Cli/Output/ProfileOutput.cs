using System.Globalization;
using System.Text.Json;
using Mixtura.Selection;
using Spectre.Console;
using Data = Mixtura.IO.Table;

namespace Mixtura.Cli.Output;

/// <summary>What clusters are like: as JSON, and as two tables, one with a line a cluster and one with the features that set each apart.</summary>
internal static class ProfileOutput
{
    /// <summary>Features told of each cluster.</summary>
    private const int ShownFeatures = 5;

    public static void Write(Utf8JsonWriter json, ClusterProfiles profiles, Data data)
    {
        json.WriteNumber("n", data.Rows.Count);
        json.WriteNumber("k", profiles.Clusters.Length);
        json.Array("clusters", profiles.Clusters, cluster =>
        {
            json.WriteStartObject();
            json.WriteNumber("cluster", cluster.Cluster);
            json.WriteNumber("rows", cluster.Rows);
            json.WriteNumber("weight", cluster.Weight);
            json.WriteNumber("share", cluster.Share);
            json.Numbers("center", cluster.Center);
            json.Array("features", cluster.Features, contrast => Write(json, contrast));
            json.NumberOrNull("silhouette", cluster.Silhouette?.Value);
            json.NumberOrNull("silhouetteError", cluster.Silhouette?.StandardError);
            json.NumberOrNull("stability", cluster.Stability);
            json.NumberOrNull("dissolution", cluster.Dissolution);
            json.Array("typical", cluster.Typical, row => Write(json, row, data));
            json.Array("doubtful", cluster.Doubtful, row => Write(json, row, data));
            json.WriteEndObject();
        });
        json.Strings("warnings", profiles.Warnings);
    }

    public static void Show(IAnsiConsole console, ClusterProfiles profiles, Data data)
    {
        console.MarkupLineInterpolated($"[bold]{profiles.Clusters.Length} clusters of {ModelTables.Whole(data.Rows.Count)} rows[/]");
        var table = new Table { Border = TableBorder.Rounded }.AddColumn("cluster");
        foreach (var name in new[] { "rows", "share", "silhouette", "stability" })
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        table.AddColumn("typical rows").AddColumn("doubtful rows (next cluster, margin)");
        foreach (var cluster in profiles.Clusters)
        {
            table.AddRow(
                cluster.Cluster.ToString(CultureInfo.InvariantCulture),
                ModelTables.Whole(cluster.Rows),
                ModelTables.Percent(cluster.Share),
                cluster.Silhouette is { } silhouette ? $"{Two(silhouette.Value)}{(silhouette.StandardError > 0 ? $" ± {silhouette.StandardError.ToString("G1", CultureInfo.InvariantCulture)}" : string.Empty)}" : "-",
                cluster.Stability is { } stability ? Two(stability) : "-",
                string.Join(", ", cluster.Typical.Select(row => Place(row, data))),
                string.Join(", ", cluster.Doubtful.Select(row => $"{Place(row, data)} ({Next(row, profiles.Clusters.Length)}, {Two(row.Margin)})")));
        }

        console.Write(table);
        console.WriteLine("rows are numbered from 1; a margin of 0 is a tie; stability: 0.75 and more is found again, 0.5 and less is not");
        console.Write(Features(profiles));
    }

    private static Table Features(ClusterProfiles profiles)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumn("cluster").AddColumn("set apart by");
        foreach (var name in new[] { "mean", "other rows", "standard deviations apart" })
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        foreach (var cluster in profiles.Clusters)
        {
            foreach (var contrast in cluster.Features.Take(ShownFeatures))
            {
                table.AddRow(
                    cluster.Cluster.ToString(CultureInfo.InvariantCulture),
                    Markup.Escape(contrast.Name),
                    ModelTables.Short(contrast.Mean),
                    ModelTables.Short(contrast.OthersMean),
                    contrast.Effect.ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture));
            }
        }

        return table;
    }

    private static void Write(Utf8JsonWriter json, FeatureContrast contrast)
    {
        json.WriteStartObject();
        json.WriteString("feature", contrast.Name);
        json.WriteNumber("mean", contrast.Mean);
        json.WriteNumber("othersMean", contrast.OthersMean);
        json.WriteNumber("effect", contrast.Effect);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ProfiledRow row, Data data)
    {
        json.WriteStartObject();
        json.WriteNumber("row", TableRows.NumberOf(row.Row, data));
        json.WriteNumber("margin", row.Margin);
        json.WriteNumber("typicality", row.Typicality);
        if (row.Next is { } next)
        {
            json.WriteNumber("next", next);
        }
        else
        {
            json.WriteNull("next");
        }

        json.WriteEndObject();
    }

    private static string Place(ProfiledRow row, Data data) => TableRows.NumberOf(row.Row, data).ToString(CultureInfo.InvariantCulture);

    private static string Next(ProfiledRow row, int clusters) => row.Next == clusters ? "noise" : row.Next?.ToString(CultureInfo.InvariantCulture) ?? "none";

    private static string Two(double value) => value.ToString("F2", CultureInfo.InvariantCulture);
}
