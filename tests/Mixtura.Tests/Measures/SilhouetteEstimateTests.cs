using Mixtura.Measures;

namespace Mixtura.Tests.Measures;

/// <summary>Estimates against the mean of all silhouettes, and their stated errors against the errors that many samples really have.</summary>
public class SilhouetteEstimateTests
{
    private const int Samples = 400;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void All_rows_are_exact()
    {
        var (rows, labels) = PartitionedRows.Many(200, 2, 3);
        var estimate = Silhouette.Estimate(rows, labels, 200, seed: 3, cancellationToken: Token);
        Assert.Equal(new(Silhouette.Of(rows, labels, cancellationToken: Token), 0, 200), estimate);
        Assert.Equal(estimate, Silhouette.Estimate(rows, labels, int.MaxValue, seed: 4, cancellationToken: Token));
    }

    [Fact]
    public void A_sample_is_the_mean_of_its_rows_exact_silhouettes()
    {
        var (rows, labels) = PartitionedRows.Many(700, 3, 4);
        var each = Silhouette.OfEach(rows, labels, cancellationToken: Token);
        var sample = RowSample.Draw(700, 90, 5).Select(i => each[i]).ToArray();
        var mean = sample.Average();
        var deviation = Math.Sqrt(sample.Sum(s => (s - mean) * (s - mean)) / 89);
        var estimate = Silhouette.Estimate(rows, labels, 90, seed: 5, cancellationToken: Token);
        Assert.Equal(mean, estimate.Value, 1e-14);
        Assert.Equal(deviation / Math.Sqrt(90) * Math.Sqrt(1 - (90 / 700.0)), estimate.StandardError, 1e-14);
    }

    /// <summary>
    /// 400 samples of a quarter of the rows: 95.4 % are to lie within two errors, give or take 1 % (standard deviation); the square errors
    /// are to be those stated, give or take 7 %; the mean error is to be 0, give or take a twentieth of one.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_error_is_what_it_says(bool isWeighted)
    {
        var (rows, labels) = PartitionedRows.Many(400, 2, 3);
        if (isWeighted)
        {
            rows = rows.WithWeights(Enumerable.Range(0, 400).Select(i => 1.0 + (i % 4)).ToArray());
        }

        var exact = Silhouette.Of(rows, labels, cancellationToken: Token);
        var estimates = Enumerable.Range(0, Samples).Select(seed => Silhouette.Estimate(rows, labels, 100, (ulong)seed, cancellationToken: Token)).ToArray();
        var scaled = estimates.Select(e => (e.Value - exact) / e.StandardError).ToArray();
        Assert.InRange(scaled.Count(z => Math.Abs(z) < 2) / (double)Samples, 0.925, 0.985);
        Assert.InRange(scaled.Average(z => z * z), 0.75, 1.25);
        Assert.InRange(scaled.Average(), -0.2, 0.2);
        Assert.Equal(Samples, estimates.Distinct().Count());
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        var (rows, labels) = PartitionedRows.Many(3001, 3, 7);
        SilhouetteEstimate By(int threads) => Silhouette.Estimate(rows, labels, 1001, seed: 9, threads, Token);
        Assert.Equal(By(1), By(2));
        Assert.Equal(By(1), By(7));
    }

    /// <summary>A sample may miss a cluster altogether: its rows still meet it.</summary>
    [Fact]
    public void Two_rows_are_enough()
    {
        var (rows, labels) = PartitionedRows.Many(300, 2, 5);
        Assert.All(Enumerable.Range(0, 50), seed => Assert.InRange(Silhouette.Estimate(rows, labels, 2, (ulong)seed, cancellationToken: Token).Value, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Silhouette.Estimate(rows, labels, 1, cancellationToken: Token));
    }

    [Fact]
    public void A_sample_without_weight_says_so()
    {
        var weights = new double[100];
        weights[0] = weights[1] = weights[2] = 1;
        var rows = PartitionedRows.Many(100, 2, 2).Rows.WithWeights(weights);
        var labels = Enumerable.Range(0, 100).Select(i => i == 1 ? 1 : 0).ToArray();
        Assert.Contains("larger sample", Assert.Throws<MixturaException>(() => Silhouette.Estimate(rows, labels, 2, cancellationToken: Token)).Message, StringComparison.Ordinal);
    }
}
