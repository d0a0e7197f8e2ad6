using CsCheck;
using Mixtura.Measures;

namespace Mixtura.Tests.Measures;

/// <summary>The simplified silhouette against its definition over at most 40 rows, and all measures by centroids together against each by itself.</summary>
public class CentroidMeasuresTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Simplified_is_its_definition() =>
        PartitionedRows.Some.Sample(data => Assert.Equal(Definition(data), Silhouette.Simplified(Observations.From(data.Values, data.Dimension), data.Labels), 1e-12));

    /// <summary>-1 and 1 about 0, 9 and 11 about 10: each row is 1 from its centroid, and 9 or 11 from the other.</summary>
    [Fact]
    public void Two_pairs_on_a_line() =>
        Assert.Equal(((8.0 / 9) + (10.0 / 11)) / 2, Silhouette.Simplified(Observations.From([-1.0, 1, 9, 11], 1), [0, 0, 1, 1], 0, Token), 1e-15);

    /// <summary>As in the silhouette: a row alone is on its centroid, and says nothing. The other two are 1 from 0, and 6 and 4 from 5.</summary>
    [Fact]
    public void A_row_alone_in_its_cluster_counts_as_0() =>
        Assert.Equal(((5.0 / 6) + (3.0 / 4)) / 3, Silhouette.Simplified(Observations.From([-1.0, 1, 5], 1), [0, 0, 7], 0, Token), 1e-15);

    [Fact]
    public void A_weight_counts_as_that_many_rows() =>
        PartitionedRows.Some.Sample(data =>
        {
            var weights = Enumerable.Range(0, data.Labels.Length).Select(i => (double)(i % 3)).ToArray();
            weights[0] = weights[^1] = 2;
            var weighted = Observations.From(data.Values, data.Dimension).WithWeights(weights);
            var repeated = PartitionedRows.Repeated(data, weights);
            Assert.Equal(Silhouette.Simplified(Observations.From(repeated.Values, data.Dimension), repeated.Labels), Silhouette.Simplified(weighted, data.Labels), 1e-12);
        });

    /// <summary>From the same sums: the same bits. 20,001 rows are several blocks.</summary>
    [Fact]
    public void Together_they_are_what_each_is_by_itself_on_any_number_of_threads()
    {
        var (rows, labels) = PartitionedRows.Many(20_001, 3, 7);
        foreach (var threads in new[] { 1, 2, 7 })
        {
            var all = CentroidMeasures.Of(rows, labels, threads, Token);
            Assert.Equal(Inertia.Of(rows, labels, 1, Token), all.Inertia);
            Assert.Equal(CalinskiHarabasz.Of(rows, labels, 1, Token), all.CalinskiHarabasz);
            Assert.Equal(DaviesBouldin.Of(rows, labels, 1, Token), all.DaviesBouldin);
            Assert.Equal(Silhouette.Simplified(rows, labels, 1, Token), all.SimplifiedSilhouette);
            Assert.Empty(all.Warnings);
        }
    }

    [Fact]
    public void What_is_not_defined_is_null_and_says_why()
    {
        var one = CentroidMeasures.Of(Observations.From([1.0, 2, 3], 1), [4, 4, 4], 0, Token);
        Assert.Equal(2, one.Inertia);
        Assert.Equal((null, null, null), (one.CalinskiHarabasz, one.DaviesBouldin, one.SimplifiedSilhouette));
        Assert.Equal(3, one.Warnings.Length);
        Assert.All(one.Warnings, warning => Assert.Contains("one cluster", warning, StringComparison.Ordinal));
        var huge = CentroidMeasures.Of(Observations.From([-1e200, 1e200, 2e200, 3e200], 1), [0, 0, 1, 1], 0, Token);
        Assert.Equal((null, null, null, null), (huge.Inertia, huge.CalinskiHarabasz, huge.DaviesBouldin, huge.SimplifiedSilhouette));
        Assert.Throws<ArgumentException>(() => CentroidMeasures.Of(Observations.From([1.0, 2], 1), [0], 0, Token));
    }

    private static double Definition((double[] Values, int Dimension, int[] Labels) data)
    {
        var rows = data.Values.Chunk(data.Dimension).ToArray();
        var clusters = data.Labels.Distinct().ToDictionary(k => k, k =>
        {
            var members = rows.Where((_, i) => data.Labels[i] == k).ToArray();
            return (members.Length, Mean: Enumerable.Range(0, data.Dimension).Select(j => members.Average(row => row[j])).ToArray());
        });
        double Distance(double[] x, double[] y) => Math.Sqrt(x.Zip(y).Sum(pair => (pair.First - pair.Second) * (pair.First - pair.Second)));
        return rows.Select((row, i) =>
        {
            var own = Distance(row, clusters[data.Labels[i]].Mean);
            var next = clusters.Where(c => c.Key != data.Labels[i]).Min(c => Distance(row, c.Value.Mean));
            return clusters[data.Labels[i]].Length == 1 || Math.Max(own, next) == 0 ? 0 : (next - own) / Math.Max(own, next);
        }).Average();
    }
}
