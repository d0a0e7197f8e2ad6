using System.Globalization;
using System.Text;
using Mixtura.Selection;

namespace Mixtura.Reports;

/// <summary>C# that makes a report's selection again, and the recommended model by itself.</summary>
internal static class ReportCode
{
    public static string Of(ClusteringReport report)
    {
        var (selection, options) = (report.Selection, report.Options.Selection);
        var code = new StringBuilder();
        code.AppendLine("using Mixtura;").AppendLine("using Mixtura.Selection;").AppendLine();
        code.AppendLine(report.Options.ReadingCode);
        code.AppendLine(CultureInfo.InvariantCulture, $"var options = new ModelSelectionOptions {{ {string.Join(", ", Differing(options))} }};");
        code.AppendLine("var selection = ModelSelection.Run(rows, options);");
        code.AppendLine(CultureInfo.InvariantCulture, $"// selection.Clusters is {selection.Clusters}; selection.Best is the model of this report.");
        code.AppendLine().AppendLine("// Such a model by itself:");
        code.Append(Model(selection.Best, options));
        return code.ToString();
    }

    /// <summary>What differs from the defaults.</summary>
    private static IEnumerable<string> Differing(ModelSelectionOptions options)
    {
        var usual = new ModelSelectionOptions();
        string? If<TValue>(TValue value, TValue otherwise, string text) => EqualityComparer<TValue>.Default.Equals(value, otherwise) ? null : text;
        string?[] parts =
        [
            $"Counts = [{string.Join(", ", options.Counts)}]",
            options.Structures.SequenceEqual(usual.Structures) ? null : $"Structures = [{string.Join(", ", options.Structures.Select(s => $"CovarianceStructure.{s}"))}]",
            options.Criteria.SequenceEqual(usual.Criteria) ? null : $"Criteria = [{string.Join(", ", options.Criteria.Select(c => $"SelectionCriterion.{c}"))}]",
            If(options.Restarts, usual.Restarts, $"Restarts = {options.Restarts}"),
            If(options.StopsEarly, usual.StopsEarly, "StopsEarly = false"),
            If(options.Regularization, usual.Regularization, Regularization(options.Regularization)),
            If(options.Scaling, usual.Scaling, $"Scaling = Scaling.{options.Scaling}"),
            If(options.Tolerance, usual.Tolerance, Text($"Tolerance = {options.Tolerance:r}")),
            If(options.MaxIterations, usual.MaxIterations, $"MaxIterations = {options.MaxIterations}"),
            If(options.References, usual.References, $"References = {options.References}"),
            If(options.Halvings, usual.Halvings, $"Halvings = {options.Halvings}"),
            If(options.Resamples, usual.Resamples, $"Resamples = {options.Resamples}"),
            If(options.MostRows, usual.MostRows, $"MostRows = {options.MostRows}"),
            If(options.MostMixtureRows, usual.MostMixtureRows, $"MostMixtureRows = {options.MostMixtureRows}"),
            If(options.Seed, usual.Seed, $"Seed = {options.Seed}"),
        ];
        return parts.OfType<string>();
    }

    private static string Regularization(Regularization regularization) => regularization switch
    {
        { IsShrinkage: true } => "Regularization = Regularization.Shrinkage()",
        { IsRelative: true } => Text($"Regularization = Regularization.Relative({regularization.Value:r})"),
        _ => Text($"Regularization = Regularization.Absolute({regularization.Value:r})"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Model(ClusteringModel model, ModelSelectionOptions options) => model is GaussianMixtureModel mixture
        ? string.Create(CultureInfo.InvariantCulture, $"var model = GaussianMixture.Fit(rows, new GaussianMixtureOptions {{ Components = {mixture.Clusters}, Covariance = CovarianceStructure.{mixture.Covariance}, Scaling = Scaling.{options.Scaling}, Seed = {options.Seed} }});")
        : string.Create(CultureInfo.InvariantCulture, $"var model = KMeans.Fit(rows, new KMeansOptions {{ Clusters = {model.Clusters}, Scaling = Scaling.{options.Scaling}, Seed = {options.Seed} }});");
}
