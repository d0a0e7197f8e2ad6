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
        code.AppendLine(CultureInfo.InvariantCulture, $"var options = new ModelSelectionOptions {{ Counts = [{string.Join(", ", options.Counts)}], Scaling = Scaling.{options.Scaling}, Seed = {options.Seed} }};");
        code.AppendLine("var selection = ModelSelection.Run(rows, options);");
        code.AppendLine(CultureInfo.InvariantCulture, $"// selection.Clusters is {selection.Clusters}; selection.Best is the model of this report.");
        code.AppendLine().AppendLine("// Such a model by itself:");
        code.Append(Model(selection.Best, options));
        return code.ToString();
    }

    private static string Model(ClusteringModel model, ModelSelectionOptions options) => model is GaussianMixtureModel mixture
        ? string.Create(CultureInfo.InvariantCulture, $"var model = GaussianMixture.Fit(rows, new GaussianMixtureOptions {{ Components = {mixture.Clusters}, Covariance = CovarianceStructure.{mixture.Covariance}, Scaling = Scaling.{options.Scaling}, Seed = {options.Seed} }});")
        : string.Create(CultureInfo.InvariantCulture, $"var model = KMeans.Fit(rows, new KMeansOptions {{ Clusters = {model.Clusters}, Scaling = Scaling.{options.Scaling}, Seed = {options.Seed} }});");
}
