using System.Text.Json;
using Mixtura.Cli.Options;
using Mixtura.Selection;

namespace Mixtura.Cli.Output;

/// <summary>A selection as the JSON object that scripts rely on: the table, the best entry of it, and the reason.</summary>
internal static class SelectionJson
{
    public static void Write(Utf8JsonWriter json, ModelSelectionResult result)
    {
        json.WriteNumber("k", result.Clusters);
        json.WriteString("reason", result.Reason);
        json.WriteNumber("comparedRows", result.ComparedRows);
        json.WriteStartObject("best");
        if (result.Mixture is { } mixture)
        {
            Mixture(json, mixture);
        }
        else
        {
            Partition(json, result.Partition!);
        }

        json.WriteEndObject();
        json.WriteStartObject("choices");
        foreach (var choice in result.Choices)
        {
            json.WriteNumber(Name(choice.Criterion), choice.Clusters);
        }

        json.WriteEndObject();
        json.WriteStartArray("table");
        foreach (var cell in result.Mixtures)
        {
            json.WriteStartObject();
            Mixture(json, cell);
            json.WriteEndObject();
        }

        foreach (var cell in result.JudgesKMeans ? result.Partitions : [])
        {
            json.WriteStartObject();
            Partition(json, cell);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.Array("oneCluster", result.OneCluster, fit =>
        {
            json.WriteStartObject();
            json.WriteString("shape", Camel(fit.Shape.ToString()));
            json.WriteNumber("logLikelihood", fit.LogLikelihood);
            json.WriteNumber("parameters", fit.Parameters);
            json.WriteNumber("bic", fit.Bic);
            json.WriteEndObject();
        });
        json.Strings("warnings", result.Warnings);
    }

    /// <summary>calinskiHarabasz and so on.</summary>
    public static string Name(SelectionCriterion criterion) => Camel(criterion.ToString());

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static void Mixture(Utf8JsonWriter json, MixtureCell cell)
    {
        json.WriteString("family", "mixture");
        json.WriteNumber("k", cell.Components);
        json.WriteString("covariance", MixtureWords.NameOf(cell.Covariance));
        json.NumberOrNull("bic", cell.Bic);
        json.NumberOrNull("icl", cell.Icl);
        json.NumberOrNull("aic", cell.Aic);
        json.NumberOrNull("logLikelihood", cell.Model?.LogLikelihood);
        json.NumberOrNull("parameters", cell.Model?.Parameters);
        json.WriteBoolean("converged", cell.Converged);
        if (cell.Fault is { } fault)
        {
            json.WriteString("fault", fault);
        }
    }

    private static void Partition(Utf8JsonWriter json, KMeansCell cell)
    {
        json.WriteString("family", "kmeans");
        json.WriteNumber("k", cell.Clusters);
        json.NumberOrNull("inertia", cell.Model?.Inertia);
        json.NumberOrNull("silhouette", cell.Silhouette);
        json.NumberOrNull("calinskiHarabasz", cell.CalinskiHarabasz);
        json.NumberOrNull("daviesBouldin", cell.DaviesBouldin);
        json.NumberOrNull("gap", cell.Gap?.Gap);
        json.NumberOrNull("gapError", cell.Gap?.Error);
        json.NumberOrNull("predictionStrength", cell.PredictionStrength);
        json.NumberOrNull("stability", cell.Stability);
        json.WriteBoolean("converged", cell.Model?.Report.Converged ?? false);
    }
}
