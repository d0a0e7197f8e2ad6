using CsCheck;
using Mixtura.Measures;

namespace Mixtura.Tests.Measures;

/// <summary>Inertia, Calinski-Harabasz and Davies-Bouldin against their formulas over at most 40 rows: right to 1e-12 of their value.</summary>
public class DispersionMeasuresTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Inertia_is_half_the_mean_squared_distance_between_rows_of_a_cluster() =>
        PartitionedRows.Some.Sample(data => Near(Within(data), Inertia.Of(Rows(data), data.Labels)));

    /// <summary>The total dispersion about the mean is the inertia of a single cluster, and B = total - W.</summary>
    [Fact]
    public void Calinski_harabasz_is_the_ratio_of_dispersions() =>
        PartitionedRows.Some.Sample(data =>
        {
            int n = data.Labels.Length, k = data.Labels.Distinct().Count();
            var within = Within(data);
            var between = Within((data.Values, data.Dimension, new int[n])) - within;
            Near(within == 0 ? 1 : between / (k - 1) / (within / (n - k)), CalinskiHarabasz.Of(Rows(data), data.Labels), 1e-10);
        });

    [Fact]
    public void Davies_bouldin_is_its_definition() =>
        PartitionedRows.Some.Sample(data =>
        {
            var clusters = data.Labels.Distinct().ToArray();
            var means = clusters.Select(k => Mean(data, k)).ToArray();
            var spreads = clusters.Select((k, at) => Members(data, k).Average(i => Distance(Row(data, i), means[at]))).ToArray();
            var expected = Enumerable.Range(0, clusters.Length).Average(k => Enumerable.Range(0, clusters.Length)
                .Where(l => l != k && Distance(means[k], means[l]) > 1e-9)
                .Select(l => (spreads[k] + spreads[l]) / Distance(means[k], means[l]))
                .DefaultIfEmpty(0).Max());

            // Means that almost meet: the distance they are divided by has the rounding of the means, so the error grows with the ratio.
            Near(expected, DaviesBouldin.Of(Rows(data), data.Labels), 1e-12 * Math.Max(1, expected));
        });

    [Fact]
    public void A_weight_counts_as_that_many_rows() =>
        PartitionedRows.Some.Sample(data =>
        {
            var weights = Enumerable.Range(0, data.Labels.Length).Select(i => (double)(i % 3)).ToArray();
            weights[0] = weights[^1] = 2;
            var weighted = Rows(data).WithWeights(weights);
            var repeated = PartitionedRows.Repeated(data, weights);
            var rows = Observations.From(repeated.Values, data.Dimension);
            Near(Inertia.Of(rows, repeated.Labels), Inertia.Of(weighted, data.Labels));
            Near(CalinskiHarabasz.Of(rows, repeated.Labels), CalinskiHarabasz.Of(weighted, data.Labels), 1e-10);
            Near(DaviesBouldin.Of(rows, repeated.Labels), DaviesBouldin.Of(weighted, data.Labels));
        });

    /// <summary>20,001 rows are several blocks.</summary>
    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        var (rows, labels) = PartitionedRows.Many(20_001, 3, 7);
        double[] Measures(int threads) =>
            [Inertia.Of(rows, labels, threads, Token), CalinskiHarabasz.Of(rows, labels, threads, Token), DaviesBouldin.Of(rows, labels, threads, Token)];
        Assert.Equal(Measures(1), Measures(2));
        Assert.Equal(Measures(1), Measures(7));
    }

    /// <summary>Multiples of 1/8 stay exact at 2^30 from the origin, where squares taken about it would lose all digits; means round at 2^-22.</summary>
    [Fact]
    public void Where_the_rows_lie_does_not_matter()
    {
        var (rows, labels) = PartitionedRows.Many(300, 2, 3);
        var shifted = Observations.From(rows.Rows(0, 300).ToArray().Select(x => x + Math.ScaleB(1, 30)).ToArray(), 2);
        Near(Inertia.Of(rows, labels, 0, Token), Inertia.Of(shifted, labels, 0, Token), 1e-10);
        Near(CalinskiHarabasz.Of(rows, labels, 0, Token), CalinskiHarabasz.Of(shifted, labels, 0, Token), 1e-6);
        Near(DaviesBouldin.Of(rows, labels, 0, Token), DaviesBouldin.Of(shifted, labels, 0, Token), 1e-6);
    }

    [Fact]
    public void Degenerate_partitions_are_scikit_learns()
    {
        // Rows on their centroids: the ratio is 1 and nothing resembles anything; the same centroid twice: nothing to compare.
        var apart = Observations.From([1.0, 1, 4, 4], 1);
        Assert.Equal(1, CalinskiHarabasz.Of(apart, [0, 0, 1, 1], 0, Token));
        Assert.Equal(0, DaviesBouldin.Of(apart, [0, 0, 1, 1], 0, Token));
        Assert.Equal(0, DaviesBouldin.Of(Observations.From([-1.0, 1, -2, 2], 1), [0, 0, 1, 1], 0, Token));
        Assert.Equal(0, CalinskiHarabasz.Of(Observations.From([-1.0, 1, -2, 2], 1), [0, 0, 1, 1], 0, Token));
    }

    [Fact]
    public void What_is_not_defined_is_refused()
    {
        var rows = Observations.From([1.0, 2, 3], 1);
        Assert.Contains("one cluster", Assert.Throws<MixturaException>(() => DaviesBouldin.Of(rows, [4, 4, 4], 0, Token)).Message, StringComparison.Ordinal);
        Assert.Contains("cluster of its own", Assert.Throws<MixturaException>(() => CalinskiHarabasz.Of(rows, [0, 1, 2], 0, Token)).Message, StringComparison.Ordinal);
        Assert.Throws<MixturaException>(() => Silhouette.Of(rows, [0, 0, 0], 0, Token));
        Assert.Throws<ArgumentException>(() => Inertia.Of(rows, [0, 0], 0, Token));
        Assert.Throws<ArgumentException>(() => Inertia.Of(rows, [0, 0, -1], 0, Token));
    }

    /// <summary>Differences near 1e200 have no square: the sentence says what to do, and no NaN comes out.</summary>
    [Fact]
    public void Squares_that_overflow_are_refused()
    {
        var rows = Observations.From([-1e200, 1e200, 2e200, 3e200], 1);
        Assert.Throws<MixturaException>(() => Inertia.Of(rows, [0, 0, 1, 1], 0, Token));
        Assert.Throws<MixturaException>(() => CalinskiHarabasz.Of(rows, [0, 0, 1, 1], 0, Token));
        Assert.Throws<MixturaException>(() => DaviesBouldin.Of(rows, [0, 0, 1, 1], 0, Token));
        Assert.Throws<MixturaException>(() => Silhouette.Of(rows, [0, 0, 1, 1], 0, Token));
    }

    private static void Near(double expected, double actual, double relative = 1e-12) => Assert.Equal(expected, actual, relative * Math.Max(1, Math.Abs(expected)));

    private static Observations<double> Rows((double[] Values, int Dimension, int[] Labels) data) => Observations.From(data.Values, data.Dimension);

    private static double[] Row((double[] Values, int Dimension, int[] Labels) data, int i) => data.Values[(i * data.Dimension)..((i + 1) * data.Dimension)];

    private static int[] Members((double[] Values, int Dimension, int[] Labels) data, int k) =>
        [.. Enumerable.Range(0, data.Labels.Length).Where(i => data.Labels[i] == k)];

    private static double[] Mean((double[] Values, int Dimension, int[] Labels) data, int k) =>
        [.. Enumerable.Range(0, data.Dimension).Select(j => Members(data, k).Average(i => Row(data, i)[j]))];

    private static double Distance(double[] x, double[] y) => Math.Sqrt(x.Zip(y).Sum(pair => (pair.First - pair.Second) * (pair.First - pair.Second)));

    /// <summary>Without any centroid: sum over clusters of sum over i, j of |x_i - x_j|^2 / (2 N).</summary>
    private static double Within((double[] Values, int Dimension, int[] Labels) data) => data.Labels.Distinct().Sum(k =>
    {
        var members = Members(data, k);
        return members.Sum(i => members.Sum(j => Math.Pow(Distance(Row(data, i), Row(data, j)), 2))) / (2.0 * members.Length);
    });
}
