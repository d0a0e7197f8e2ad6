using System.Globalization;
using System.Text.Json;
using Mixtura.IO;
using Mixtura.Measures;

namespace Mixtura.Cli.Output;

/// <summary>The measures of a model's clusters on rows, in the units of these rows; null where a measure is not defined.</summary>
internal sealed record Evaluation
{
    /// <summary>The measure that is the error of another one: 0 where that is exact.</summary>
    public const string SilhouetteError = "silhouetteError";

    /// <summary>Up to so many rows all pairs are taken: a second or so.</summary>
    public const int MostExactRows = 50_000;

    /// <summary>Of more rows so many are: they leave an error of some thousandths.</summary>
    public const int SampledRows = 5_000;

    public required long Rows { get; init; }

    public required int Clusters { get; init; }

    /// <summary>Measures by the names that scripts know, those without classes first.</summary>
    public required IReadOnlyList<(string Name, double? Value)> Measures { get; init; }

    /// <summary>The names of the true classes; null without a class column.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>Classes x clusters; null without a class column.</summary>
    public ContingencyTable? Table { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public static Evaluation Of(
        ClusteringModel model, Observations<double> rows, ClassColumn? classes, int? sample, ulong seed, int threads, CancellationToken cancellationToken)
    {
        var labels = model.Predict(rows, threads);
        var byCentroids = CentroidMeasures.Of(rows, labels, threads, cancellationToken);
        List<string> warnings = [.. byCentroids.Warnings];
        var silhouette = SilhouetteOf(rows, labels, sample, seed, threads, warnings, cancellationToken);
        List<(string Name, double? Value)> measures =
        [
            ("inertia", byCentroids.Inertia),
            ("silhouette", silhouette?.Value),
            (SilhouetteError, silhouette?.StandardError),
            ("simplifiedSilhouette", byCentroids.SimplifiedSilhouette),
            ("calinskiHarabasz", byCentroids.CalinskiHarabasz),
            ("daviesBouldin", byCentroids.DaviesBouldin),
        ];
        if (model is MixtureModel mixture)
        {
            measures.Add(("meanLogLikelihood", MeanLogLikelihood(mixture, rows, threads)));
        }

        var table = classes is null ? null : ContingencyTable.Of(classes.Codes, labels);
        return new()
        {
            Rows = rows.Count,
            Clusters = model.Clusters,
            Measures = table is null ? measures : [.. measures, .. External(table)],
            Classes = classes?.Values,
            Table = table,
            Warnings = [.. warnings.Distinct(StringComparer.Ordinal)],
        };
    }

    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteNumber("n", Rows);
        json.WriteNumber("k", Clusters);
        foreach (var (name, value) in Measures)
        {
            json.NumberOrNull(name, value);
        }

        if (Table is { } table)
        {
            json.WriteStartObject("contingency");
            json.Strings("classes", Classes!);
            json.Array("clusters", Enumerable.Range(0, Clusters), json.WriteNumberValue);
            json.Array("counts", Enumerable.Range(0, Classes!.Count), c => json.Array(
                Enumerable.Range(0, Clusters), k => json.WriteNumberValue(CountOf(table, c, k))));
            json.WriteEndObject();
        }

        json.Strings("warnings", Warnings);
    }

    /// <summary>The rows of a class in a cluster: the last classes and clusters may be empty, and then the table does not know them.</summary>
    public static long CountOf(ContingencyTable table, int trueClass, int cluster) =>
        trueClass < table.Classes && cluster < table.Clusters ? table[trueClass, cluster] : 0;

    /// <summary>Exact where pairs of rows are few enough or as many are asked for, else an estimate; null where it is not defined.</summary>
    private static SilhouetteEstimate? SilhouetteOf(
        Observations<double> rows, int[] labels, int? sample, ulong seed, int threads, List<string> warnings, CancellationToken cancellationToken)
    {
        var size = sample ?? (rows.Count > MostExactRows ? SampledRows : labels.Length);
        try
        {
            var silhouette = Silhouette.Estimate(rows, labels, size, seed, threads, cancellationToken);
            if (silhouette.Rows < rows.Count)
            {
                warnings.Add($"The silhouette is estimated from {silhouette.Rows} of {rows.Count} rows, give or take {(2 * silhouette.StandardError).ToString("G2", CultureInfo.InvariantCulture)}; --sample {rows.Count} would be exact.");
            }

            return silhouette;
        }
        catch (MixturaException fault)
        {
            warnings.Add(fault.Message);
            return null;
        }
    }

    private static IEnumerable<(string Name, double? Value)> External(ContingencyTable table) =>
    [
        ("adjustedRand", AdjustedRand.Of(table)),
        ("rand", Rand.Of(table)),
        ("mutualInformation", MutualInformation.Of(table)),
        ("normalizedMutualInformation", NormalizedMutualInformation.Of(table)),
        ("adjustedMutualInformation", AdjustedMutualInformation.Of(table)),
        ("homogeneity", Homogeneity.Of(table)),
        ("completeness", Completeness.Of(table)),
        ("vMeasure", VMeasure.Of(table)),
        ("fowlkesMallows", FowlkesMallows.Of(table)),
        ("accuracy", Accuracy.Of(table)),
    ];

    private static double MeanLogLikelihood(MixtureModel mixture, Observations<double> rows, int threads)
    {
        var densities = mixture.LogDensities(rows, threads);
        double sum = 0, weight = 0;
        for (var i = 0; i < densities.Length; i++)
        {
            sum += rows.Weight(i) * densities[i];
            weight += rows.Weight(i);
        }

        return sum / weight;
    }
}
