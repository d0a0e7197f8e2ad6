using System.Globalization;
using Mixtura.Plots;
using Mixtura.Selection;

namespace Mixtura.Reports;

/// <summary>The figures of a report, as SVG within the page.</summary>
internal static class ReportFigures
{
    /// <summary>More rows make a figure heavy and no clearer.</summary>
    private const int DrawnRows = 3000;

    private const string Svg = "image/svg+xml";

    public static void Clusters(Html html, ClusteringReport report)
    {
        var hard = report.Selection.Partitions.FirstOrDefault(c => c.Clusters == report.Selection.Clusters)?.Model;
        if (report.Selection is { Clusters: 1, Best: not GaussianMixtureModel })
        {
            return;
        }

        html.Raw("<section aria-labelledby=\"figures\">").Heading(2, "What it looks like", "figures").Raw("<div class=\"figures\">");
        var options = new FigureOptions { MostRows = DrawnRows };
        if (report.Selection.Best is GaussianMixtureModel mixture)
        {
            var elsewhere = report.Comparison?.Disagreeing ?? [];
            var ringed = elsewhere.IsEmpty ? "" : string.Create(CultureInfo.InvariantCulture, $" Ringed: the {elsewhere.Length} rows that k-means puts in another cluster.");
            html.Figure(
                FigureImage.Svg(report.Rows, mixture, options, elsewhere),
                Svg,
                Alternative(report, "the mixture's ellipses at one, two and three standard deviations; the background fades where no component is sure"),
                $"The mixture. Where the background is white it says maybe.{ringed}");
        }

        if (hard is not null && report.Selection.Clusters > 1)
        {
            html.Figure(FigureImage.Svg(report.Rows, report.Comparison is { } comparison ? hard.Renumbered(comparison.ComponentOf) : hard, options), Svg, Alternative(report, "the centroids of k-means and the cells around them"), "k-means: every row belongs to its nearest center; there is no maybe.");
        }

        html.Raw("</div></section>");
    }

    public static void Criteria(Html html, ModelSelectionResult selection)
    {
        html.Raw("<div class=\"figures\">");
        var options = new FigureOptions { Height = 520 };
        if (!selection.Mixtures.IsEmpty)
        {
            html.Figure(FigureImage.Bic(selection, options with { Title = "BIC of mixtures" }), Svg, "Curves of BIC over the number of components, one for each covariance structure; the table below has the numbers.", "BIC of each structure; the ring is what is recommended.");
        }

        if (selection.Partitions.Count(c => c.Model is not null) > 1 && selection.JudgesKMeans)
        {
            html.Figure(FigureImage.Criteria(selection, options with { Title = "Criteria of k-means" }), Svg, "Curves of silhouette, prediction strength, stability and gap of k-means over the number of clusters; the table below has the numbers.", "Criteria of k-means: larger is better.");
        }

        html.Raw("</div>");
    }

    public static void Silhouettes(Html html, ClusteringReport report)
    {
        if (report.Silhouettes is not { } silhouettes)
        {
            return;
        }

        html.Raw("<div class=\"figures one\">").Figure(
            FigureImage.Silhouettes(silhouettes.Values, silhouettes.Labels, new FigureOptions { Height = 520 }),
            Svg,
            "A bar for each row, cluster by cluster and sorted: how much closer it is to its own cluster than to the next.",
            "Silhouettes: long bars are rows amid their cluster, those below 0 are nearer to another one.").Raw("</div>");
    }

    private static string Alternative(ClusteringReport report, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"The rows, coloured by cluster ({string.Join(", ", report.Profiles.Clusters.Select(c => $"cluster {c.Cluster}: {c.Rows} rows"))}), with {what}.");
}
