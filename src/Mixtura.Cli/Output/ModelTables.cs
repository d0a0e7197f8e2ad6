using System.Collections.Immutable;
using System.Globalization;
using Mixtura.Cli.Options;
using Spectre.Console;

namespace Mixtura.Cli.Output;

/// <summary>A fitted model for people: what was found, how it went, and one line a cluster.</summary>
internal static class ModelTables
{
    /// <summary>More features than this do not fit on a line.</summary>
    private const int ShownFeatures = 8;

    public static void Show(IAnsiConsole console, ClusteringModel model)
    {
        if (model is MixtureClassifierModel classifier)
        {
            ClassifierTables.Show(console, classifier);
            return;
        }

        console.MarkupLineInterpolated($"[bold]{Headline(model)}[/]");
        var facts = Facts(model).ToList();
        var width = facts.Max(f => f.Name.Length);
        foreach (var (name, value) in facts)
        {
            console.MarkupLineInterpolated($"  [grey]{name.PadRight(width)}[/]  {value}");
        }

        console.Write(Clusters(model));
    }

    /// <summary>A number as people read it: six digits.</summary>
    public static string Short(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    public static string Whole(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Percent(double share) => share.ToString("P1", CultureInfo.InvariantCulture);

    private static string Headline(ClusteringModel model)
    {
        var what = model switch
        {
            KMeansModel { Temperature.Value: 0, FittedOn.Standardization.Scaling: Scaling.UnitLength } => $"Spherical k-means: {Count(model.Clusters, "cluster")}",
            KMeansModel { Temperature.Value: 0 } => $"k-means: {Count(model.Clusters, "cluster")}",
            KMeansModel soft => $"Soft k-means at temperature {Short(soft.Temperature.Value)}: {Count(model.Clusters, "cluster")}",
            GaussianMixtureModel mixture => $"Gaussian mixture: {Count(model.Clusters, "component")}{(mixture.HasNoise ? " and noise" : string.Empty)}, {StructureOf(mixture.Covariance)} covariance{(mixture.Factors is { } factors ? $" of {Count(factors, "factor")}" : string.Empty)}",
            StudentMixtureModel student => $"Mixture of t distributions: {Count(model.Clusters, "component")}, {StructureOf(student.Covariance)} scale matrices",
            _ => Count(model.Clusters, "cluster"),
        };
        return $"{what} in {Count(model.FittedOn.Rows, "row")} of {Count(model.Dimension, "feature")}";
    }

    private static string StructureOf(CovarianceStructure structure) => structure == CovarianceStructure.TiedSpherical ? "tied spherical (EII)" : MixtureWords.NameOf(structure);

    private static string Count(long number, string what) => $"{Whole(number)} {what}{(number == 1 ? string.Empty : "s")}";

    private static IEnumerable<(string Name, string Value)> Facts(ClusteringModel model)
    {
        var report = model.Report;
        if (model is MixtureModel mixture)
        {
            yield return ("log-likelihood", $"{Short(mixture.LogLikelihood)} ({Short(mixture.MeanLogLikelihood)} a row)");
            if ((model as GaussianMixtureModel)?.LowerBound is { } bound)
            {
                yield return ("lower bound", $"{Short(bound)} (of the evidence: larger is better)");
            }

            yield return ("parameters", Whole(mixture.Parameters));
            yield return ("BIC, AIC, ICL", $"{Short(mixture.Bic)}, {Short(mixture.Aic)}, {Short(mixture.Icl)} (larger is better)");
            if (model is StudentMixtureModel student)
            {
                yield return ("degrees of freedom", $"{string.Join(", ", student.DegreesOfFreedom.Select(Short))} (few: heavy tails)");
            }
        }
        else
        {
            yield return ("inertia", Short(((KMeansModel)model).Inertia));
        }

        if (!report.TrimmedRows.IsEmpty)
        {
            yield return ("trimmed", $"{Count(report.TrimmedRows.Length, "row")} of least density");
        }

        if (!model.FittedOn.Standardization.IsIdentity)
        {
            yield return ("scale", ModelJson.ScaleOf(model));
        }

        var starts = report.Restarts.Length == 1 ? "1 start" : $"the best of {report.Restarts.Length} starts";
        if (report.Search is { } search)
        {
            yield return ("search", $"{Count(search.Iterations, "step")}, {search.Improvements} of them for the better, after {starts}");
            starts = "the last descent";
        }

        yield return ("converged", $"{(report.Converged ? "yes" : "no")}, {Count(report.Iterations, "iteration")} of {starts}");
        yield return ("seed", report.Seed.ToString(CultureInfo.InvariantCulture));
        if (report.Seconds > 0)
        {
            yield return ("seconds", Short(report.Seconds));
        }
    }

    private static Table Clusters(ClusteringModel model)
    {
        var mixture = model as MixtureModel;
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn(mixture is null ? "cluster" : "component");
        table.AddColumn(new TableColumn("rows").RightAligned());
        table.AddColumn(new TableColumn(mixture is null ? "share" : "weight").RightAligned());
        var shown = Math.Min(model.Dimension, ShownFeatures);
        foreach (var feature in model.FittedOn.Features.Take(shown))
        {
            table.AddColumn(new TableColumn(Markup.Escape(feature)).RightAligned());
        }

        if (shown < model.Dimension)
        {
            table.AddColumn($"{model.Dimension - shown} more");
        }

        string[] formats = [.. Enumerable.Range(0, shown).Select(j => FormatOf(Enumerable.Range(0, model.Clusters).Max(k => Math.Abs(CenterOf(model, k)[j]))))];
        for (var k = 0; k < model.Clusters; k++)
        {
            var size = mixture?.Sizes[k] ?? ((KMeansModel)model).Sizes[k];
            IEnumerable<string> cells =
            [
                k.ToString(CultureInfo.InvariantCulture), Whole(size), Percent(mixture?.Weights[k] ?? (double)size / model.FittedOn.Rows),
                .. Center(model, k, formats), .. shown < model.Dimension ? ["..."] : Array.Empty<string>(),
            ];
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }

        if (model is GaussianMixtureModel { HasNoise: true } noisy)
        {
            table.AddRow("noise", Whole(noisy.Sizes[^1]), Percent(noisy.NoiseWeight));
        }

        return table;
    }

    private static ImmutableArray<double> CenterOf(ClusteringModel model, int k) =>
        (model as MixtureModel)?.Means[k] ?? ((KMeansModel)model).Centroids[k];

    /// <summary>A centroid; or a mean with its standard deviations, or its scales.</summary>
    private static IEnumerable<string> Center(ClusteringModel model, int k, string[] formats)
    {
        var center = CenterOf(model, k);
        var covariance = (model as MixtureModel)?.ScaleMatrixOf(k);
        return formats.Select((format, j) => center[j].ToString(format, CultureInfo.InvariantCulture)
            + (covariance is null ? string.Empty : $" ± {Math.Sqrt(covariance[j, j]).ToString("G3", CultureInfo.InvariantCulture)}"));
    }

    /// <summary>As many decimals for a whole column as show five digits of its largest number; powers of ten where that is very large or small.</summary>
    private static string FormatOf(double largest) =>
        largest is 0 ? "F0" : largest is >= 1e7 or < 1e-3 ? "E4" : $"F{Math.Clamp(4 - (int)Math.Floor(Math.Log10(largest)), 0, 7)}";
}
