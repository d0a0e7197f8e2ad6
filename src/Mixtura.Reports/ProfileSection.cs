using System.Globalization;
using Mixtura.Selection;

namespace Mixtura.Reports;

/// <summary>What each cluster is like: its size, how separate and stable it is, what sets it apart, and its most typical and most doubtful rows.</summary>
internal static class ProfileSection
{
    /// <summary>Features told of each cluster.</summary>
    private const int ShownFeatures = 5;

    public static void Write(Html html, ClusteringReport report)
    {
        var clusters = report.Profiles.Clusters;
        html.Raw("<section aria-labelledby=\"profile\">").Heading(2, clusters.Length == 1 ? "The cluster" : "The clusters", "profile");
        html.Table(
            "Clusters: their sizes, how separate they are (silhouette), how well they are found again (stability), and rows to look at",
            ["cluster", "rows", "share", "silhouette", "stability", "typical rows", "doubtful rows (next cluster)"],
            clusters.Select(c => (IReadOnlyList<string>)
            [
                c.Cluster.ToString(CultureInfo.InvariantCulture), Html.Whole(c.Rows), c.Share.ToString("P1", CultureInfo.InvariantCulture), Html.Fixed(c.Silhouette?.Value, "F2"), Html.Fixed(c.Stability, "F2"),
                string.Join(", ", c.Typical.Select(r => Number(report, r))), string.Join(", ", c.Doubtful.Select(r => $"{Number(report, r)} ({r.Next?.ToString(CultureInfo.InvariantCulture)})")),
            ]));
        html.Table(
            "Centers, in the units of the data",
            ["cluster", .. report.Rows.Features],
            clusters.Select(c => (IReadOnlyList<string>)[c.Cluster.ToString(CultureInfo.InvariantCulture), .. c.Center.Select(Html.Short)]));
        if (clusters.Length > 1)
        {
            html.Table(
                "What sets each cluster apart: its mean, that of all other rows, and by how many standard deviations they differ",
                ["cluster", "feature", "mean", "other rows", "standard deviations apart"],
                clusters.SelectMany(c => c.Features.Take(ShownFeatures).Select(f => (IReadOnlyList<string>)
                    [c.Cluster.ToString(CultureInfo.InvariantCulture), f.Name, Html.Short(f.Mean), Html.Short(f.OthersMean), f.Effect.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture)])));
            ReportFigures.Silhouettes(html, report);
        }

        html.Raw("</section>");
    }

    private static string Number(ClusteringReport report, ProfiledRow row) => (report.Options.RowNumbers?[row.Row] ?? row.Row + 1).ToString(CultureInfo.InvariantCulture);
}
