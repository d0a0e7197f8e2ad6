using System.Text.Json;
using Mixtura.IO;
using Mixtura.Measures;

namespace Mixtura.Cli.Output;

/// <summary>The measures of a model's clusters on rows, in the units of these rows; null where a measure is not defined.</summary>
internal sealed record Evaluation
{
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
        ClusteringModel model, Observations<double> rows, ClassColumn? classes, int sample, ulong seed, int threads, CancellationToken cancellationToken)
    {
        var labels = model.Predict(rows, threads);
        var warnings = new List<string>();
        double? Internal(Func<double> measure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return measure();
            }
            catch (MixturaException fault)
            {
                warnings.Add(fault.Message);
                return null;
            }
        }

        if (rows.Count > sample)
        {
            warnings.Add($"The silhouette is estimated from {sample} of {rows.Count} rows; --sample {rows.Count} would be exact.");
        }

        List<(string Name, double? Value)> measures =
        [
            ("inertia", Internal(() => Inertia.Of(rows, labels, threads, cancellationToken))),
            ("silhouette", Internal(() => Silhouette.OfSample(rows, labels, sample, seed, threads, cancellationToken))),
            ("calinskiHarabasz", Internal(() => CalinskiHarabasz.Of(rows, labels, threads, cancellationToken))),
            ("daviesBouldin", Internal(() => DaviesBouldin.Of(rows, labels, threads, cancellationToken))),
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
            Warnings = warnings,
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
