using System.Text.Json;
using Mixtura.Cli.Options;
using Mixtura.Selection;

namespace Mixtura.Cli.Output;

/// <summary>What tune found, as the JSON object that scripts rely on.</summary>
internal static class TuningJson
{
    public static void Write(Utf8JsonWriter json, TuningResult result, Observations<double> rows, IReadOnlyList<string> classes, string score)
    {
        json.WriteNumber("n", rows.Count);
        json.WriteNumber("d", rows.Dimension);
        json.Strings("classes", classes);
        json.WriteString("score", score);
        json.Array("table", result.Table, cell => Cell(json, cell));
        json.WritePropertyName("best");
        Cell(json, result.Best);
        Estimate(json, "validation", result.Validation);
        Estimate(json, "test", result.Test);
        Estimate(json, "baseline", result.Baseline);
        Estimate(json, "gain", result.Gain);
        json.WriteNumber("testRows", result.TestRows.Length);
        json.WriteBoolean("beatsBaseline", result.BeatsBaseline);
        json.WriteString("reason", result.Reason);
        json.Array("frequencies", result.Classifier.Frequencies, cluster => json.Numbers(cluster));
        json.Strings("warnings", TuningTables.Warnings(result));
    }

    /// <summary>A number, and beside it its standard error; both null where there is none.</summary>
    private static void Estimate(Utf8JsonWriter json, string name, TuningEstimate? estimate)
    {
        json.NumberOrNull(name, estimate?.Score);
        json.NumberOrNull($"{name}StandardError", estimate?.StandardError);
    }

    private static void Cell(Utf8JsonWriter json, TuningCell cell)
    {
        var candidate = cell.Candidate;
        json.WriteStartObject();
        json.WriteString("candidate", candidate.ToString());
        json.WriteString("family", candidate.KMeans is null ? "mixture" : "kmeans");
        json.WriteNumber("k", candidate.Clusters);
        json.Strings("features", candidate.Features);
        json.WriteString("scale", FitWords.NameOf(candidate.Scaling));
        if (candidate.KMeans is { } hard)
        {
            json.WriteString("seeding", FitWords.Seedings.First(s => s.Seeding == hard.Seeding).Word);
            json.NumberOrNull("restarts", hard.Restarts);
            json.WriteNumber("tolerance", hard.Tolerance);
            json.WriteNumber("maxIterations", hard.MaxIterations);
        }
        else if (candidate.Mixture is { } soft)
        {
            json.WriteString("covariance", MixtureWords.NameOf(soft.Covariance));
            json.WriteString("seeding", FitWords.Starts.First(s => s.Start == soft.Start).Word);
            json.NumberOrNull("restarts", soft.Restarts);
            json.WriteString("regularization", RegularizationOption.NameOf(soft.Regularization));
        }

        Estimate(json, "score", cell.Validation);
        json.Numbers("parts", cell.Parts);
        json.WriteNumber("trainingRows", cell.TrainingRows);
        json.WriteNumber("parameters", cell.Parameters);
        json.WriteBoolean("converged", cell.Converged);
        if (cell.Fault is { } fault)
        {
            json.WriteString("fault", fault);
        }

        json.WriteEndObject();
    }
}
