using System.Text.Json;
using Mixtura.Measures;

namespace Mixtura.Tests.Measures;

/// <summary>
/// Against scikit-learn's results for the same labels. Its sums run in another order over up to 300 rows, which moves the last of 16
/// digits: 1e-10 (relative where a measure is large) leaves room for that and for nothing else.
/// </summary>
public class ConformanceTests
{
    private const double Tolerance = 1e-10;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, int> Cases => new()
    {
        { "iris", 2 }, { "iris", 3 }, { "iris", 5 },
        { "wine", 2 }, { "wine", 3 }, { "wine", 6 },
        { "two_gaussians", 2 }, { "two_gaussians", 3 }, { "two_gaussians", 4 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Internal_measures(string dataset, int k)
    {
        var (rows, _, labels, expected) = Load(dataset, k);
        Agree(expected, "silhouette", Silhouette.Of(rows, labels, cancellationToken: Token));
        Agree(expected, "calinski_harabasz", CalinskiHarabasz.Of(rows, labels, cancellationToken: Token));
        Agree(expected, "davies_bouldin", DaviesBouldin.Of(rows, labels, cancellationToken: Token));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void External_measures(string dataset, int k)
    {
        var (_, classes, labels, expected) = Load(dataset, k);
        var table = ContingencyTable.Of(classes, labels);
        Agree(expected, "rand", Rand.Of(table));
        Agree(expected, "adjusted_rand", AdjustedRand.Of(table));
        Agree(expected, "mutual_info", MutualInformation.Of(table));
        Agree(expected, "normalized_mutual_info", NormalizedMutualInformation.Of(table));
        Agree(expected, "adjusted_mutual_info", AdjustedMutualInformation.Of(table));
        Agree(expected, "homogeneity", Homogeneity.Of(table));
        Agree(expected, "completeness", Completeness.Of(table));
        Agree(expected, "v_measure", VMeasure.Of(table));
        Agree(expected, "fowlkes_mallows", FowlkesMallows.Of(table));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Contingency_tables(string dataset, int k)
    {
        var (_, classes, labels, expected) = Load(dataset, k);
        var table = ContingencyTable.Of(classes, labels);
        var counts = expected.GetProperty("contingency").EnumerateArray().Select(ReferenceFiles.Integers).ToArray();
        Assert.Equal(counts.Length, table.Classes);
        for (var c = 0; c < counts.Length; c++)
        {
            Assert.Equal(counts[c].Length, table.Clusters);
            for (var cluster = 0; cluster < counts[c].Length; cluster++)
            {
                Assert.Equal(counts[c][cluster], table[c, cluster]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Inertia_of_weighted_and_unweighted_fits(string dataset, int k)
    {
        var rows = ReferenceFiles.Csv($"sklearn/{dataset}.csv").Rows;
        foreach (var fit in Entries(dataset, "kmeans", k))
        {
            // The files weigh row i with 1 + (i mod 5).
            var weighted = fit.GetProperty("weighted").GetBoolean();
            var weights = Enumerable.Range(0, (int)rows.Count).Select(i => 1.0 + (i % 5)).ToArray();
            Agree(fit, "inertia", Inertia.Of(weighted ? rows.WithWeights(weights) : rows, fit.GetProperty("labels").Integers(), cancellationToken: Token));
        }
    }

    private static (Observations<double> Rows, int[] Classes, int[] Labels, JsonElement Expected) Load(string dataset, int k)
    {
        var data = ReferenceFiles.Csv($"sklearn/{dataset}.csv");
        var fit = Entries(dataset, "kmeans", k).First(entry => !entry.GetProperty("weighted").GetBoolean());
        return (data.Rows, data.Labels, fit.GetProperty("labels").Integers(), Entries(dataset, "metrics", k).Single());
    }

    private static IEnumerable<JsonElement> Entries(string dataset, string kind, int k) =>
        ReferenceFiles.Json($"sklearn/{dataset}.sklearn.json").GetProperty(kind).EnumerateArray().Where(entry => entry.GetProperty("k").GetInt32() == k);

    private static void Agree(JsonElement expected, string name, double actual)
    {
        var value = expected.GetProperty(name).GetDouble();
        Assert.True(Math.Abs(actual - value) <= Tolerance * Math.Max(1, Math.Abs(value)), $"{name}: {actual:R} where scikit-learn has {value:R}");
    }
}
