using CsCheck;
using Mixtura.Measures;

namespace Mixtura.Tests.Measures;

/// <summary>Against Rousseeuw's definition row by row. Sums run in another order over at most 40 distances: right to 1e-13.</summary>
public class SilhouetteTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Is_rousseeuws_definition() =>
        PartitionedRows.Some.Sample(data =>
        {
            var rows = Observations.From(data.Values, data.Dimension);
            var expected = Definition(data);
            var actual = Silhouette.OfEach(rows, data.Labels);
            for (var i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], actual[i], 1e-13);
            }

            Assert.Equal(expected.Average(), Silhouette.Of(rows, data.Labels), 1e-13);
        });

    [Fact]
    public void A_weight_counts_as_that_many_rows() =>
        PartitionedRows.Some.Sample(data =>
        {
            var weights = Enumerable.Range(0, data.Labels.Length).Select(i => (double)(i % 3)).ToArray();
            weights[0] = weights[^1] = 2;
            var weighted = Observations.From(data.Values, data.Dimension).WithWeights(weights);
            var repeated = PartitionedRows.Repeated(data, weights);
            if (repeated.Labels.Distinct().Count() > 1)
            {
                Assert.Equal(Silhouette.Of(Observations.From(repeated.Values, data.Dimension), repeated.Labels), Silhouette.Of(weighted, data.Labels), 1e-13);
            }
        });

    /// <summary>A row does not see its own part: then c a row cancels in a and in b.</summary>
    [Fact]
    public void Equal_weights_below_one_change_nothing() =>
        PartitionedRows.Some.Sample(data =>
        {
            var rows = Observations.From(data.Values, data.Dimension);
            var quarters = new double[data.Labels.Length];
            Array.Fill(quarters, 0.25);
            Assert.Equal(Silhouette.OfEach(rows, data.Labels), Silhouette.OfEach(rows.WithWeights(quarters), data.Labels));
        });

    /// <summary>3001 rows are dozens of tiles and of unequal clusters.</summary>
    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        var (rows, labels) = PartitionedRows.Many(3001, 3, 7);
        var one = Silhouette.OfEach(rows, labels, threads: 1, Token);
        Assert.Equal(one, Silhouette.OfEach(rows, labels, threads: 2, Token));
        Assert.Equal(one, Silhouette.OfEach(rows, labels, threads: 7, Token));
    }

    /// <summary>Multiples of 1/8 are the same numbers in float and double.</summary>
    [Fact]
    public void Float_rows_give_the_bits_of_double_rows()
    {
        var (rows, labels) = PartitionedRows.Many(500, 3, 4);
        var floats = Observations.From(rows.Rows(0, 500).ToArray().Select(x => (float)x).ToArray(), 3);
        Assert.Equal(Silhouette.OfEach(rows, labels, 0, Token), Silhouette.OfEach(floats, labels, 0, Token));
    }

    /// <summary>Distances are taken by differences: 2^40 away from the origin multiples of 1/8 lose nothing.</summary>
    [Fact]
    public void Where_the_rows_lie_does_not_matter()
    {
        var (rows, labels) = PartitionedRows.Many(300, 2, 3);
        var shifted = Observations.From(rows.Rows(0, 300).ToArray().Select(x => x + Math.ScaleB(1, 40)).ToArray(), 2);
        Assert.Equal(Silhouette.OfEach(rows, labels, 0, Token), Silhouette.OfEach(shifted, labels, 0, Token));
    }

    [Fact]
    public void Equal_rows_in_two_clusters_are_undecided() =>
        Assert.Equal([0, 0, 0, 0], Silhouette.OfEach(Observations.From([5.0, 5, 5, 5], 1), [0, 0, 1, 1], 0, Token));

    [Fact]
    public void A_sample_draws_every_row_equally_often()
    {
        // 10 of 30 rows in 18,000 draws: 6000 each, standard deviation sqrt(6000 x 2 / 3) = 63; 5 of them for the largest of 30.
        var times = new int[30];
        for (ulong seed = 0; seed < 18_000; seed++)
        {
            var sample = RowSample.Draw(30, 10, seed);
            Assert.Equal(10, sample.Distinct().Count());
            foreach (var row in sample)
            {
                times[row]++;
            }
        }

        Assert.All(times, count => Assert.InRange(count, 5685, 6315));
    }

    private static double[] Definition((double[] Values, int Dimension, int[] Labels) data)
    {
        var n = data.Labels.Length;
        double Distance(int i, int j) => Math.Sqrt(Enumerable.Range(0, data.Dimension)
            .Sum(f => Math.Pow(data.Values[(i * data.Dimension) + f] - data.Values[(j * data.Dimension) + f], 2)));
        return [.. Enumerable.Range(0, n).Select(i =>
        {
            var own = Enumerable.Range(0, n).Where(j => j != i && data.Labels[j] == data.Labels[i]).ToArray();
            if (own.Length == 0)
            {
                return 0;
            }

            var a = own.Average(j => Distance(i, j));
            var b = data.Labels.Distinct().Where(k => k != data.Labels[i])
                .Min(k => Enumerable.Range(0, n).Where(j => data.Labels[j] == k).Average(j => Distance(i, j)));
            return Math.Max(a, b) == 0 ? 0 : (b - a) / Math.Max(a, b);
        })];
    }
}
