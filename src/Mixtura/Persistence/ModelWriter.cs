using System.Text;
using System.Text.Json;

namespace Mixtura;

/// <summary>A model as JSON. Numbers are the shortest that read back to the same bits.</summary>
internal static class ModelWriter
{
    public static string Write(ClusteringModel model)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("format", ModelNames.Format);
            json.WriteNumber("version", ModelNames.Version);
            json.WriteString("task", TaskOf(model));
            FittedOn(json, model.FittedOn);
            switch (model)
            {
                case KMeansModel kmeans:
                    KMeans(json, kmeans);
                    break;
                case StudentMixtureModel student:
                    Student(json, student);
                    break;
                case MixtureClassifierModel classifier:
                    Classifier(json, classifier);
                    break;
                default:
                    Mixture(json, (GaussianMixtureModel)model);
                    break;
            }

            Report(json, model.Report);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(memory.ToArray());
    }

    private static string TaskOf(ClusteringModel model) => model switch
    {
        KMeansModel => ModelNames.KMeans,
        StudentMixtureModel => ModelNames.Student,
        MixtureClassifierModel => ModelNames.Classifier,
        _ => ModelNames.Mixture,
    };

    private static void FittedOn(Utf8JsonWriter json, FittedOn fittedOn)
    {
        json.WriteNumber("rows", fittedOn.Rows);
        json.WriteNumber("weight", fittedOn.Weight);
        json.WriteStartArray("features");
        foreach (var feature in fittedOn.Features)
        {
            json.WriteStringValue(feature);
        }

        json.WriteEndArray();
        json.WriteStartObject("scaling");
        json.WriteString("kind", ModelNames.Of(ModelNames.Scalings, fittedOn.Standardization.Scaling));
        Numbers(json, "offset", fittedOn.Standardization.Offset.AsSpan());
        Numbers(json, "scale", fittedOn.Standardization.Scale.AsSpan());
        json.WriteEndObject();
    }

    private static void KMeans(Utf8JsonWriter json, KMeansModel model)
    {
        json.WriteNumber("temperature", model.Temperature.Value);
        json.WriteNumber("inertia", model.Inertia);
        Counts(json, model.Sizes.AsSpan());
        Numbers(json, "clusterWeights", model.ClusterWeights.AsSpan());
        Rows(json, "centroids", model.Scaled.Means, model.Dimension);
    }

    private static void Mixture(Utf8JsonWriter json, GaussianMixtureModel model)
    {
        json.WriteString("covariance", model.Factors is null ? ModelNames.Of(ModelNames.Structures, model.Covariance) : ModelNames.Factors);
        json.WriteBoolean("equalWeights", model.EqualWeights);
        json.WriteBoolean("isBayesian", model.IsBayesian);
        json.WriteNumber("logLikelihood", model.ScaledLogLikelihood);
        json.WriteNumber("certainty", model.Certainty);
        Counts(json, model.Sizes.AsSpan());
        Components(json, model.Scaled);
        json.WriteNumber("standsFor", model.StandsFor);
        json.WriteNumber("noiseWeight", model.NoiseWeight);
        Numbers(json, "noiseLeast", model.Scaled.Noise?.Least ?? []);
        Numbers(json, "noiseMost", model.Scaled.Noise?.Most ?? []);
    }

    private static void Student(Utf8JsonWriter json, StudentMixtureModel model)
    {
        json.WriteString("covariance", ModelNames.Of(ModelNames.Structures, model.Covariance));
        json.WriteString("tails", ModelNames.Of(ModelNames.Tails, model.Tails.Kind));
        json.WriteBoolean("equalWeights", model.EqualWeights);
        json.WriteNumber("logLikelihood", model.ScaledLogLikelihood);
        json.WriteNumber("certainty", model.Certainty);
        Counts(json, model.Sizes.AsSpan());
        Numbers(json, "weights", model.Scaled.Centers.Weights);
        Numbers(json, "degreesOfFreedom", model.Scaled.Degrees);
        Rows(json, "means", model.Scaled.Centers.Means, model.Dimension);
        Numbers(json, "scaleMatrices", model.Scaled.Centers.Covariances);
    }

    private static void Components(Utf8JsonWriter json, GaussianComponents components)
    {
        Numbers(json, "weights", components.Weights);
        Rows(json, "means", components.Means, components.Dimension);
        Numbers(json, "covariances", components.Covariances);
    }

    private static void Classifier(Utf8JsonWriter json, MixtureClassifierModel model)
    {
        json.WriteString("kind", ModelNames.Of(ModelNames.Kinds, model.Kind));
        json.WriteNumber("logLikelihood", model.ScaledLogLikelihood);
        json.WriteNumber("trainingError", model.TrainingError);
        json.WriteStartArray("classes");
        foreach (var one in model.Classes)
        {
            json.WriteStartObject();
            json.WriteString("name", one.Name);
            json.WriteNumber("rows", one.Rows);
            json.WriteNumber("prior", one.Prior);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("mixtures");
        foreach (var mixture in model.Mixtures)
        {
            json.WriteStartObject();
            json.WriteString("covariance", ModelNames.Of(ModelNames.Structures, mixture.Structure));
            Components(json, mixture);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Report(Utf8JsonWriter json, FitReport report)
    {
        json.WriteStartObject("report");
        json.WriteNumber("seed", report.Seed);
        json.WriteString("reason", ModelNames.Of(ModelNames.Reasons, report.Reason));
        Numbers(json, "trace", report.Trace.AsSpan());
        json.WriteStartArray("restarts");
        foreach (var restart in report.Restarts)
        {
            json.WriteStartObject();
            json.WriteNumber("objective", restart.Objective);
            json.WriteNumber("iterations", restart.Iterations);
            json.WriteString("reason", ModelNames.Of(ModelNames.Reasons, restart.Reason));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("warnings");
        foreach (var warning in report.Warnings)
        {
            json.WriteStringValue(warning);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Rows(Utf8JsonWriter json, string name, ReadOnlySpan<double> values, int dimension)
    {
        json.WriteStartArray(name);
        for (var i = 0; i < values.Length; i += dimension)
        {
            json.WriteStartArray();
            foreach (var value in values.Slice(i, dimension))
            {
                json.WriteNumberValue(value);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void Numbers(Utf8JsonWriter json, string name, ReadOnlySpan<double> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    private static void Counts(Utf8JsonWriter json, ReadOnlySpan<long> values)
    {
        json.WriteStartArray("sizes");
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}
