using System.Text.Json;
using Mixtura.Cli.Options;

namespace Mixtura.Cli.Output;

/// <summary>A fitted model as the JSON object that scripts rely on: centroids, means and covariances in the units of the data.</summary>
internal static class ModelJson
{
    public static void Write(Utf8JsonWriter json, ClusteringModel model)
    {
        if (model is MixtureClassifierModel classifier)
        {
            ClassifierJson.Write(json, classifier);
            return;
        }

        var report = model.Report;
        json.WriteString("task", TaskOf(model));
        json.WriteNumber("n", model.FittedOn.Rows);
        json.WriteNumber("d", model.Dimension);
        json.WriteNumber("k", model.Clusters);
        json.Strings("features", model.FittedOn.Features);
        json.WriteString("scale", ScaleOf(model));
        json.WriteNumber("seed", report.Seed);
        json.WriteNumber("restarts", report.Restarts.Length);
        if (report.Search is { } search)
        {
            json.WriteNumber("searchIterations", search.Iterations);
            json.WriteNumber("searchImprovements", search.Improvements);
        }

        if (!report.TrimmedRows.IsEmpty)
        {
            json.WriteNumber("trimmed", report.TrimmedRows.Length);
        }

        json.WriteNumber("iterations", report.Iterations);
        json.WriteBoolean("converged", report.Converged);
        json.WriteString("stopped", StoppedOf(report));
        if (report.Seconds > 0)
        {
            // A model read from a file does not know how long its fit took.
            json.WriteNumber("seconds", report.Seconds);
        }

        if (model is GaussianMixtureModel mixture)
        {
            Mixture(json, mixture);
        }
        else if (model is StudentMixtureModel student)
        {
            Student(json, student);
        }
        else
        {
            KMeans(json, (KMeansModel)model);
        }

        json.Strings("warnings", report.Warnings);
    }

    public static string ScaleOf(ClusteringModel model) => FitWords.NameOf(model.FittedOn.Standardization.Scaling);

    private static string TaskOf(ClusteringModel model) => model switch
    {
        KMeansModel => "kmeans",
        StudentMixtureModel => "student",
        _ => "mixture",
    };

    private static string StoppedOf(FitReport report) => report.Reason switch
    {
        StopReason.IterationLimit => "iterationLimit",
        StopReason.NoImprovement => "noImprovement",
        _ => "converged",
    };

    private static void KMeans(Utf8JsonWriter json, KMeansModel model)
    {
        json.WriteNumber("temperature", model.Temperature.Value);
        json.WriteNumber("inertia", model.Inertia);
        json.Array("centroids", model.Centroids, centroid => json.Numbers(centroid));
        json.Array("sizes", model.Sizes, json.WriteNumberValue);
        json.Numbers("clusterWeights", model.ClusterWeights);
    }

    private static void Mixture(Utf8JsonWriter json, GaussianMixtureModel model)
    {
        json.WriteNumber("logLikelihood", model.LogLikelihood);
        json.WriteNumber("meanLogLikelihood", model.MeanLogLikelihood);
        if (model.LowerBound is { } bound)
        {
            json.WriteNumber("lowerBound", bound);
        }

        json.WriteNumber("parameters", model.Parameters);
        json.WriteNumber("bic", model.Bic);
        json.WriteNumber("aic", model.Aic);
        json.WriteNumber("icl", model.Icl);
        json.Numbers("weights", model.Weights);
        if (model.HasNoise)
        {
            json.WriteNumber("noiseWeight", model.NoiseWeight);
        }

        json.Array("means", model.Means, mean => json.Numbers(mean));
        json.WriteString("covariance", MixtureWords.NameOf(model.Covariance));
        if (model.Factors is { } factors)
        {
            json.WriteNumber("factors", factors);
        }

        json.WritePropertyName("covariances");
        Covariances(json, model.Covariance, model.FittedOn, [.. Enumerable.Range(0, model.Clusters).Select(model.CovarianceOf)]);
        json.Array("sizes", model.Sizes, json.WriteNumberValue);
    }

    private static void Student(Utf8JsonWriter json, StudentMixtureModel model)
    {
        json.WriteNumber("logLikelihood", model.LogLikelihood);
        json.WriteNumber("meanLogLikelihood", model.MeanLogLikelihood);
        json.WriteNumber("parameters", model.Parameters);
        json.WriteNumber("bic", model.Bic);
        json.WriteNumber("aic", model.Aic);
        json.WriteNumber("icl", model.Icl);
        json.Numbers("weights", model.Weights);
        json.Numbers("degreesOfFreedom", model.DegreesOfFreedom);
        json.Array("means", model.Means, mean => json.Numbers(mean));
        json.WriteString("covariance", MixtureWords.NameOf(model.Covariance));
        json.WritePropertyName("scaleMatrices");
        Covariances(json, model.Covariance, model.FittedOn, [.. Enumerable.Range(0, model.Clusters).Select(model.ScaleMatrixOf)]);
        json.Array("sizes", model.Sizes, json.WriteNumberValue);
    }

    /// <summary>
    /// In the natural shapes: tied d x d, spherical K, other diagonal ones K x d, all others K x d x d. A spherical covariance of features that were scaled
    /// apart is no single number in the units of the data: then it takes the shape of a diagonal one.
    /// </summary>
    private static void Covariances(Utf8JsonWriter json, CovarianceStructure structure, FittedOn fittedOn, double[][,] matrices)
    {
        switch (structure)
        {
            case CovarianceStructure.Tied:
                json.Matrix(matrices[0]);
                break;
            case CovarianceStructure.Spherical or CovarianceStructure.TiedSpherical when fittedOn.Standardization.IsIdentity:
                json.Numbers(matrices.Select(matrix => matrix[0, 0]));
                break;
            case CovarianceStructure.Spherical or CovarianceStructure.TiedSpherical or CovarianceStructure.Diagonal or CovarianceStructure.EEI or CovarianceStructure.VEI or CovarianceStructure.EVI:
                json.Array(matrices, matrix => json.Numbers(Diagonal(matrix)));
                break;
            default:
                json.Array(matrices, matrix => json.Matrix(matrix));
                break;
        }
    }

    private static IEnumerable<double> Diagonal(double[,] matrix) => Enumerable.Range(0, matrix.GetLength(0)).Select(j => matrix[j, j]);
}
