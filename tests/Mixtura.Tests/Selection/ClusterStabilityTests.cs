using Mixtura.Datasets;
using Mixtura.Kernels;
using Mixtura.Selection;
using Mixtura.Tests.Measures;

namespace Mixtura.Tests.Selection;

/// <summary>Against Jaccard similarities of sets of rows, and where the answer is known.</summary>
public class ClusterStabilityTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Is_the_mean_of_the_best_jaccard_similarities(bool isWeighted)
    {
        var (rows, labels) = PartitionedRows.Many(120, 2, 5);
        double Weight(int row) => isWeighted ? row % 3 : 1;
        rows = isWeighted ? rows.WithWeights(Enumerable.Range(0, 120).Select(Weight).ToArray()) : rows;
        var actual = ClusterStability.Of(rows, labels, Refit, resamples: 9, seed: 4, cancellationToken: Token);
        Assert.Equal((9, 0), (actual.Resamples, actual.Discarded));
        var expected = Enumerable.Range(0, 9).Select(b =>
        {
            var random = new RandomStream(4, RandomPurpose.Stability, (ulong)b);
            var drawn = Resample.Draw(120, random);
            var found = Refit(drawn.Take(rows), random.NextBits()).Predict(drawn.Take(rows));
            return Enumerable.Range(0, 4).Select(k =>
            {
                var one = drawn.Rows.Where(i => labels[i] == k).ToHashSet();
                return one.Sum(Weight) == 0 ? null : (double?)Enumerable.Range(0, 3).Max(l =>
                {
                    var other = drawn.Rows.Where((_, at) => found[at] == l).ToHashSet();
                    return one.Intersect(other).Sum(Weight) / one.Union(other).Sum(Weight);
                });
            }).ToArray();
        }).ToArray();
        for (var k = 0; k < 4; k++)
        {
            // Of a cluster that no drawn row is of nothing can be said; sums of at most 120 numbers in another order.
            var best = expected.Select(each => each[k]).OfType<double>().ToArray();
            Assert.Equal(best.Length == 0, actual.Similarities[k] is null);
            Assert.Equal(best.DefaultIfEmpty().Average(), actual.Similarities[k] ?? 0, 1e-14);
            Assert.Equal(best.Select(b => b <= 0.5 ? 1.0 : 0).DefaultIfEmpty().Average(), actual.Dissolutions[k] ?? 0, 1e-14);
        }
    }

    [Fact]
    public void Clusters_far_apart_are_always_found_again_and_pieces_of_one_cloud_are_not()
    {
        var apart = Generate.Blobs(seed: 1, rows: 120, clusters: 3, deviation: 0.1);
        static KMeansModel Best(Observations<double> rows, ulong seed) => KMeans.Fit(rows, new KMeansOptions { Clusters = 3, Seed = seed, Threads = 1 });
        var stable = ClusterStability.Of(apart.Rows, apart.Labels, Best, seed: 1, cancellationToken: Token);
        Assert.Equal([1.0, 1.0, 1.0], stable.Similarities);
        Assert.Equal([0.0, 0.0, 0.0], stable.Dissolutions);
        var cloud = Generate.Blobs(seed: 1, rows: 100, clusters: 1, dimension: 6).Rows;
        var cut = ClusterStability.Of(cloud, KMeans.Fit(cloud, 3).Predict(cloud), Refit, seed: 1, cancellationToken: Token);
        Assert.All(cut.Similarities, similarity => Assert.InRange(similarity!.Value, 0, 0.75));
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        var (rows, labels) = PartitionedRows.Many(150, 3, 4);
        ClusterStability By(int threads) => ClusterStability.Of(rows, labels, Refit, resamples: 12, seed: 7, threads, cancellationToken: Token);
        var one = By(1);
        Assert.All([2, 7], threads => Assert.Equal([.. one.Similarities, .. one.Dissolutions], [.. By(threads).Similarities, .. By(threads).Dissolutions]));
    }

    [Fact]
    public void A_label_without_rows_has_none()
    {
        var rows = Observations.From([0.0, 1, 2, 100, 101, 102], 1);
        var stability = ClusterStability.Of(rows, [1, 1, 1, 3, 3, 3], (drawn, seed) => KMeans.Fit(drawn, new KMeansOptions { Clusters = 2, Seed = seed, Threads = 1 }), seed: 2, cancellationToken: Token);
        Assert.Equal([null, true, null, true], stability.Similarities.Select(similarity => similarity is { } found ? found > 0.8 : (bool?)null));
    }

    [Fact]
    public void Resamples_without_a_model_are_left_out()
    {
        var (rows, labels) = PartitionedRows.Many(60, 2, 3);
        ClusteringModel Sometimes(Observations<double> drawn, ulong seed) => seed % 3 == 0 ? throw new MixturaException("none") : Refit(drawn, seed);
        var some = ClusterStability.Of(rows, labels, Sometimes, resamples: 30, seed: 1, cancellationToken: Token);
        Assert.InRange(some.Discarded, 1, 29);
        Assert.Equal(30, some.Resamples + some.Discarded);
        Assert.Contains("None of 4", Assert.Throws<MixturaException>(() => ClusterStability.Of(rows, labels, (_, _) => throw new MixturaException("none"), resamples: 4, cancellationToken: Token)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_is_told_of_each_resample_and_a_cancelled_run_ends()
    {
        var (rows, labels) = PartitionedRows.Many(60, 2, 3);
        var told = new List<FitProgress>();
        ClusterStability.Of(rows, labels, Refit, resamples: 5, threads: 1, progress: new Told(told.Add), cancellationToken: Token);
        Assert.Equal([0, 1, 2, 3, 4], told.Select(progress => progress.Restart));
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => ClusterStability.Of(rows, labels, Refit, cancellationToken: source.Token));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        var (rows, labels) = PartitionedRows.Many(60, 2, 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => ClusterStability.Of(rows, labels, Refit, resamples: 0, cancellationToken: Token));
        Assert.Throws<ArgumentException>(() => ClusterStability.Of(rows, labels.AsSpan(1), Refit, cancellationToken: Token));
        Assert.Throws<ArgumentNullException>(() => ClusterStability.Of(rows, labels, null!, cancellationToken: Token));
    }

    /// <summary>A row is drawn Binomial(n, 1 / n) times: 1 on average over 400 resamples, standard deviation 0.05.</summary>
    [Fact]
    public void Resamples_draw_every_row_equally_often()
    {
        var times = new int[40];
        for (ulong b = 0; b < 400; b++)
        {
            var drawn = Resample.Draw(40, new RandomStream(3, RandomPurpose.Stability, b));
            Assert.Equal(40, drawn.Times.Sum());
            Assert.All(drawn.Times, count => Assert.True(count > 0));
            for (var at = 0; at < drawn.Rows.Length; at++)
            {
                times[drawn.Rows[at]] += drawn.Times[at];
            }
        }

        Assert.All(times, count => Assert.InRange(count / 400.0, 0.8, 1.2));
    }

    private static KMeansModel Refit(Observations<double> rows, ulong seed) =>
        KMeans.Fit(rows, new KMeansOptions { Clusters = 3, Restarts = 1, Seeding = Seeding.PlusPlus, Seed = seed, Threads = 1 });

    private sealed class Told(Action<FitProgress> action) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => action(value);
    }
}
