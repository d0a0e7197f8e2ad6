using System.Globalization;
using System.Reflection;
using Mixtura.Measures;
using Mixtura.Selection;

namespace Mixtura.Reports;

/// <summary>The page of a report, section by section.</summary>
internal static class ReportPage
{
    public static string Html(ClusteringReport report)
    {
        var html = new Html();
        html.Raw("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"/><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
        html.Raw($"<title>{Reports.Html.Text(report.Options.Title)}</title><style>{Style()}</style></head><body>");
        html.Raw($"<header><h1>{Reports.Html.Text(report.Options.Title)}</h1><p>{Reports.Html.Whole(report.Rows.Count)} rows of {report.Rows.Dimension} features{(report.Rows.IsWeighted ? ", weighted" : "")}</p></header><main>");
        Short(html, report);
        ReportFigures.Clusters(html, report);
        Choice(html, report);
        ProfileSection.Write(html, report);
        Classes(html, report);
        Data(html, report);
        Reproduce(html, report);
        return html.Raw($"</main><footer><p>Made by mixtura {Version()}. The same rows, options and seed give the same report.</p></footer></body></html>").ToString();
    }

    private static void Short(Html html, ClusteringReport report)
    {
        html.Raw("<section aria-labelledby=\"short\">").Heading(2, "In short", "short").Paragraph(report.Selection.Reason);
        if (report.Comparison is { } comparison)
        {
            html.Paragraph(comparison.Reason);
        }

        string[] warnings = [.. report.Selection.Warnings, .. report.Selection.Best.Report.Warnings, .. report.Profiles.Warnings];
        if (warnings.Length > 0)
        {
            html.Heading(3, "Warnings", "warnings").List(warnings.Distinct(StringComparer.Ordinal), "warnings");
        }

        html.Raw("</section>");
    }

    private static void Choice(Html html, ClusteringReport report)
    {
        var selection = report.Selection;
        html.Raw("<section aria-labelledby=\"choice\">").Heading(2, "How many clusters", "choice");
        html.Table(
            "What each criterion would choose",
            ["criterion", "clusters", "covariances"],
            selection.Choices.Select(c => (IReadOnlyList<string>)[SelectionWords.Of(c.Criterion), c.Clusters.ToString(CultureInfo.InvariantCulture), c.Covariance is { } structure ? SelectionWords.Of(structure) : ""]));
        ReportFigures.Criteria(html, selection);
        if (!selection.Mixtures.IsEmpty)
        {
            Mixtures(html, selection);
        }

        if (selection.JudgesKMeans)
        {
            html.Table(
                "Criteria of k-means for each number of clusters",
                ["clusters", "inertia", "silhouette", "Calinski-Harabasz", "Davies-Bouldin", "gap", "prediction strength", "stability"],
                selection.Partitions.Select(c => (IReadOnlyList<string>)
                [
                    c.Clusters.ToString(CultureInfo.InvariantCulture), c.Model is { } model ? Reports.Html.Short(model.Inertia) : "", Reports.Html.Fixed(c.Silhouette, "F3"), Reports.Html.Fixed(c.CalinskiHarabasz, "F1"),
                    Reports.Html.Fixed(c.DaviesBouldin, "F3"), Reports.Html.Fixed(c.Gap?.Gap, "F3"), Reports.Html.Fixed(c.PredictionStrength, "F2"), Reports.Html.Fixed(c.Stability, "F2"),
                ]));
        }

        html.Raw("</section>");
    }

    private static void Mixtures(Html html, ModelSelectionResult selection)
    {
        int[] counts = [.. selection.Mixtures.Select(c => c.Components).Distinct()];
        CovarianceStructure[] structures = [.. selection.Mixtures.OrderByDescending(c => c.Components).Select(c => c.Covariance).Distinct()];
        MixtureCell? At(int row, int column) => selection.Mixtures.FirstOrDefault(c => c.Covariance == structures[row] && c.Components == counts[column - 1]);
        html.Table(
            "BIC of mixtures by covariance structure and number of components; larger is better, - is no candidate, empty was left alone",
            ["structure", .. counts.Select(k => k.ToString(CultureInfo.InvariantCulture))],
            structures.Select((s, row) => (IReadOnlyList<string>)[SelectionWords.Of(s), .. counts.Select((_, column) => At(row, column + 1) is { } cell ? cell.Bic is { } bic ? Reports.Html.Fixed(bic, "F1") : "-" : "")]),
            (row, column) => ReferenceEquals(At(row, column), selection.Mixture));
    }

    private static void Classes(Html html, ClusteringReport report)
    {
        if (report.Contingency is not { } table)
        {
            return;
        }

        string Name(int c) => report.Options.ClassNames is { } names && c < names.Count ? names[c] : c.ToString(CultureInfo.InvariantCulture);
        html.Raw("<section aria-labelledby=\"classes\">").Heading(2, "Against the known classes", "classes");
        html.Table(
            "Rows of each class in each cluster",
            ["class", .. Enumerable.Range(0, table.Clusters).Select(k => $"cluster {k}"), "rows"],
            Enumerable.Range(0, table.Classes).Where(c => table.ClassSizes[c] > 0).Select(c => (IReadOnlyList<string>)
                [Name(c), .. Enumerable.Range(0, table.Clusters).Select(k => Reports.Html.Whole(table[c, k])), Reports.Html.Whole(table.ClassSizes[c])]));
        html.Table(
            "How much clusters and classes agree; 1 is the same partition",
            ["measure", "value"],
            [
                ["adjusted Rand index", Reports.Html.Fixed(AdjustedRand.Of(table), "F3")], ["adjusted mutual information", Reports.Html.Fixed(AdjustedMutualInformation.Of(table), "F3")],
                ["V-measure", Reports.Html.Fixed(VMeasure.Of(table), "F3")], ["accuracy under the best matching", Reports.Html.Fixed(Accuracy.Of(table), "F3")],
            ]);
        html.Raw("</section>");
    }

    private static void Data(Html html, ClusteringReport report)
    {
        var (rows, d) = (report.Rows, report.Rows.Dimension);
        html.Raw("<section aria-labelledby=\"data\">").Heading(2, "The data", "data");
        html.Table(
            "Features",
            ["feature", "mean", "standard deviation", "least", "largest"],
            FeatureTable.Of(rows).Select((f, j) => (IReadOnlyList<string>)[rows.Features[j], Reports.Html.Short(f.Mean), Reports.Html.Short(f.Deviation), Reports.Html.Short(f.Least), Reports.Html.Short(f.Most)]));
        html.Raw("</section>");
    }

    private static void Reproduce(Html html, ClusteringReport report)
    {
        html.Raw("<section aria-labelledby=\"again\">").Heading(2, "Make it again", "again");
        if (report.Options.Command is { } command)
        {
            html.Code(command, "Command");
        }

        html.Code(ReportCode.Of(report), "C# code").Raw("</section>");
    }

    private static string Style()
    {
        using var reader = new StreamReader(typeof(ReportPage).Assembly.GetManifestResourceStream("report.css")!);
        return reader.ReadToEnd();
    }

    private static string Version() => typeof(ClusteringReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
}
