using System.Text.Json;
using Mixtura.Cli.Options;

namespace Mixtura.Cli.Output;

/// <summary>A classifier as the JSON object that scripts rely on, in the units of the data; with its cross-validation, where there was one.</summary>
internal static class ClassifierJson
{
    public static void Write(Utf8JsonWriter json, MixtureClassifierModel model, ClassifierValidation? validation = null)
    {
        json.WriteString("task", "classifier");
        json.WriteString("kind", KindOf(model));
        json.WriteNumber("n", model.FittedOn.Rows);
        json.WriteNumber("d", model.Dimension);
        json.WriteNumber("k", model.Clusters);
        json.Strings("features", model.FittedOn.Features);
        json.WriteString("scale", ModelJson.ScaleOf(model));
        json.WriteNumber("seed", model.Report.Seed);
        json.WriteBoolean("converged", model.Report.Converged);
        if (model.Report.Seconds > 0)
        {
            json.WriteNumber("seconds", model.Report.Seconds);
        }

        json.WriteNumber("logLikelihood", model.LogLikelihood);
        json.WriteNumber("parameters", model.Parameters);
        json.WriteNumber("bic", model.Bic);
        json.WriteNumber("trainingError", model.TrainingError);
        json.Array("classes", model.Classes, one => Class(json, one));
        if (validation is not null)
        {
            json.WriteStartObject("crossValidation");
            json.WriteNumber("folds", validation.Models.Length);
            json.WriteNumber("errorRate", validation.ErrorRate);
            json.WriteNumber("standardError", validation.StandardError);
            json.WriteNumber("brierScore", validation.BrierScore);
            json.Numbers("foldErrors", validation.FoldErrors);
            var confusion = validation.Confusion();
            json.Array("confusion", Enumerable.Range(0, model.Clusters), g => json.Array(Enumerable.Range(0, model.Clusters).Select(h => confusion[g, h]), json.WriteNumberValue));
            json.WriteEndObject();
        }

        json.Strings("warnings", model.Report.Warnings);
    }

    public static string KindOf(MixtureClassifierModel model) => model.Kind == ClassifierKind.Edda ? "edda" : "mclustda";

    private static void Class(Utf8JsonWriter json, ClassDensity one)
    {
        json.WriteStartObject();
        json.WriteString("name", one.Name);
        json.WriteNumber("rows", one.Rows);
        json.WriteNumber("prior", one.Prior);
        json.WriteString("covariance", MixtureWords.NameOf(one.Covariance));
        json.WriteNumber("components", one.Components);
        json.Numbers("weights", one.Density.Weights);
        json.Array("means", one.Density.Means, mean => json.Numbers(mean));
        json.Array("covariances", Enumerable.Range(0, one.Components).Select(one.Density.CovarianceOf), matrix => json.Matrix(matrix));
        json.WriteEndObject();
    }
}
