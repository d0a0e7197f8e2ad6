using System.Globalization;
using CsCheck;
using Mixtura.Datasets;
using Mixtura.Measures;
using Mixtura.Selection;
using Mixtura.Tests.Measures;

namespace Mixtura.Tests.Selection;

/// <summary>Profiles where arithmetic gives them, against plain twins, and their properties.</summary>
public class ClusterProfilesTests
{
    private static readonly ClusterProfileOptions Plain = new() { Resamples = 0 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Corners of two squares of side 2 about (1, 5) and (101, 5), each feature of variance 1 within both: 100 deviations apart in the first, none in the second.</summary>
    [Fact]
    public void Two_squares()
    {
        var rows = Squares();
        var profiles = ClusterProfiles.Of(KMeans.Fit(rows, 2), rows, new() { Resamples = 20 }, cancellationToken: Token);
        Assert.Empty(profiles.Warnings);
        var near = profiles.Clusters.Single(c => c.Center[0] < 50);
        Assert.Equal((4, 4.0, 0.5), (near.Rows, near.Weight, near.Share));
        Assert.Equal([1.0, 5.0], near.Center);
        Assert.Equal([new(0, "width", 1, 101, -100), new FeatureContrast(1, "height", 5, 5, 0)], near.Features);
        Assert.InRange(near.Silhouette!.Value, 0.97, 0.98);
        Assert.Equal((0, 4), (near.Silhouette.StandardError, near.Silhouette.Rows));
        Assert.Equal((1.0, 0.0), (near.Stability, near.Dissolution));

        // All corners are as far from the center: of equals the first. The next center is far behind: none is in doubt.
        Assert.Equal([0, 1, 2], near.Typical.Select(row => row.Row));
        Assert.All(near.Typical, row => Assert.Equal(-Math.Sqrt(2), row.Typicality, 1e-14));
        Assert.Empty(near.Doubtful);
    }

    [Fact]
    public void Effects_are_differences_of_means_in_pooled_deviations() =>
        PartitionedRows.Some.Sample(data =>
        {
            var rows = Observations.From(data.Values, data.Dimension);
            var partition = Partition.Of(rows, data.Labels);
            var contrasts = FeatureContrasts.Of(rows, partition, threads: 1, Token);
            for (var k = 0; k < partition.Clusters; k++)
            {
                foreach (var contrast in contrasts[k])
                {
                    double[] Values(bool own) => [.. Enumerable.Range(0, data.Labels.Length).Where(i => partition.Codes[i] == k == own).Select(i => data.Values[(i * data.Dimension) + contrast.Feature])];
                    var (own, others) = (Values(true), Values(false));
                    double Squares(double[] values) => values.Sum(v => (v - values.Average()) * (v - values.Average()));
                    var difference = own.Average() - others.Average();
                    var deviation = Math.Sqrt((Squares(own) + Squares(others)) / data.Labels.Length);
                    Assert.Equal(own.Average(), contrast.Mean, 1e-12);
                    Assert.Equal(others.Average(), contrast.OthersMean, 1e-12);
                    if (deviation > 1e-3)
                    {
                        Assert.Equal(difference / deviation, contrast.Effect, 1e-9 * Math.Max(1, Math.Abs(contrast.Effect)));
                    }
                }

                Assert.Equal(contrasts[k].Select(c => Math.Abs(c.Effect)).OrderDescending(), contrasts[k].Select(c => Math.Abs(c.Effect)));
                Assert.Equal(Enumerable.Range(0, data.Dimension), contrasts[k].Select(c => c.Feature).Order());
            }
        });

    /// <summary>Neither side varies in the first feature, and nothing at all in the second: a number comes out of both.</summary>
    [Fact]
    public void Features_without_spread_have_the_largest_effect_or_none()
    {
        var rows = Observations.From([0.0, 7, 0, 7, 3, 7, 3, 7], 2);
        var contrasts = FeatureContrasts.Of(rows, Partition.Of(rows, [0, 0, 1, 1]), threads: 1, Token);
        Assert.Equal([-1e12, 0], contrasts[0].Select(c => c.Effect));
        Assert.Equal([1e12, 0], contrasts[1].Select(c => c.Effect));
    }

    [Fact]
    public void A_weight_counts_as_that_many_rows()
    {
        var (once, _) = PartitionedRows.Many(80, 2, 3);
        var weights = Enumerable.Range(0, 80).Select(i => (double)(i % 3)).ToArray();
        var repeated = PartitionedRows.Repeated((once.Rows(0, 80).ToArray(), 2, new int[80]), weights);
        var model = KMeans.Fit(once, 3);
        var weighted = ClusterProfiles.Of(model, once.WithWeights(weights), Plain, cancellationToken: Token);
        var many = ClusterProfiles.Of(model, Observations.From(repeated.Values, 2), Plain, cancellationToken: Token);
        foreach (var (one, other) in weighted.Clusters.Zip(many.Clusters))
        {
            Assert.Equal((other.Weight, other.Share), (one.Weight, one.Share));
            Assert.Equal(other.Silhouette!.Value, one.Silhouette!.Value, 1e-12);
            Assert.Equal(other.Features.Select(f => f.Feature), one.Features.Select(f => f.Feature));
            Assert.All(one.Features.Zip(other.Features), pair => Assert.Equal(pair.Second.Effect, pair.First.Effect, 1e-10));
            Assert.All(one.Typical, row => Assert.True(weights[row.Row] > 0));
        }
    }

    [Fact]
    public void Rows_of_k_means_are_named_by_their_distances()
    {
        var rows = Generate.Blobs(seed: 3, rows: 300, clusters: 4, dimension: 3, deviation: 3).Rows;
        var model = KMeans.Fit(rows, 4);
        var (labels, distances) = (model.Predict(rows), model.Distances(rows));
        double Next(int i) => Enumerable.Range(0, 4).Where(k => k != labels[i]).Min(k => distances[i, k]);
        foreach (var cluster in ClusterProfiles.Of(model, rows, Plain with { NamedRows = 5 }, cancellationToken: Token).Clusters)
        {
            var own = Enumerable.Range(0, 300).Where(i => labels[i] == cluster.Cluster).ToArray();
            Assert.Equal(own.OrderBy(i => distances[i, labels[i]]).Take(5), cluster.Typical.Select(row => row.Row));
            Assert.Equal(own.OrderByDescending(i => distances[i, labels[i]] / Next(i)).Take(5), cluster.Doubtful.Select(row => row.Row));
            Assert.All(cluster.Doubtful, row => Assert.Equal(1 - (distances[row.Row, labels[row.Row]] / distances[row.Row, row.Next!.Value]), row.Margin, 1e-12));
            var each = Silhouette.OfEach(rows, labels, 0, Token);
            Assert.Equal(own.Average(i => each[i]), cluster.Silhouette!.Value, 1e-12);
        }
    }

    [Fact]
    public void Rows_of_mixtures_are_named_by_their_probabilities()
    {
        var rows = Generate.Blobs(seed: 3, rows: 300, clusters: 4, dimension: 3, deviation: 3).Rows;
        var model = GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 3, Covariance = CovarianceStructure.Diagonal, Noise = new UniformNoise() });
        var (labels, shares, densities) = (model.Predict(rows), model.Responsibilities(rows), model.LogDensities(rows));
        var profiles = ClusterProfiles.Of(model, rows, new() { Resamples = 3 }, cancellationToken: Token);
        Assert.Contains("noise", Assert.Single(profiles.Warnings), StringComparison.Ordinal);
        foreach (var cluster in profiles.Clusters)
        {
            var (k, own) = (cluster.Cluster, Enumerable.Range(0, 300).Where(i => labels[i] == cluster.Cluster).ToArray());
            double Joint(int i) => Math.Log(shares[i, k]) + densities[i];
            double Second(int i) => Enumerable.Range(0, 4).Where(l => l != k).Max(l => shares[i, l]);
            Assert.Equal(own.OrderByDescending(Joint).Take(3), cluster.Typical.Select(row => row.Row));
            Assert.All(cluster.Typical, row => Assert.Equal(Joint(row.Row), row.Typicality, 1e-11));
            Assert.Equal(own.Where(i => shares[i, k] - Second(i) < 0.9).OrderBy(i => shares[i, k] - Second(i)).Take(3), cluster.Doubtful.Select(row => row.Row));
            Assert.All(cluster.Doubtful, row => Assert.Equal(shares[row.Row, row.Next!.Value], Second(row.Row)));
            Assert.Null(cluster.Stability);
            Assert.Equal(own.Length, cluster.Rows);
        }
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        var rows = Generate.Blobs(seed: 5, rows: 400, clusters: 3, deviation: 4).Rows;
        ClusteringModel[] models = [KMeans.Fit(rows, new KMeansOptions { Clusters = 3, Scaling = Scaling.ZScore }), GaussianMixture.Fit(rows, 3), StudentMixture.Fit(rows, 3)];
        foreach (var model in models)
        {
            string By(int threads) => Told(ClusterProfiles.Of(model, rows, new() { Resamples = 3, SilhouetteRows = 20, Threads = threads, Seed = 6 }, cancellationToken: Token));
            var one = By(1);
            Assert.Equal(one, By(2));
            Assert.Equal(one, By(7));
        }
    }

    [Fact]
    public void Sampled_silhouettes_come_with_an_error_that_covers_the_truth()
    {
        var rows = Generate.Blobs(seed: 5, rows: 600, clusters: 3, deviation: 4).Rows;
        var model = KMeans.Fit(rows, 3);
        var exact = ClusterProfiles.Of(model, rows, Plain, cancellationToken: Token).Clusters;
        var covered = 0;
        for (ulong seed = 0; seed < 100; seed++)
        {
            var sampled = ClusterProfiles.Of(model, rows, Plain with { SilhouetteRows = 50, Seed = seed }, cancellationToken: Token).Clusters;
            Assert.All(sampled, cluster => Assert.Equal(50, cluster.Silhouette!.Rows));
            covered += sampled.Zip(exact).Count(pair => Math.Abs(pair.First.Silhouette!.Value - pair.Second.Silhouette!.Value) < 2 * pair.First.Silhouette.StandardError);
        }

        // 95 % of 300, standard deviation 3.7.
        Assert.InRange(covered, 270, 300);
    }

    [Fact]
    public void A_cluster_without_rows_and_a_model_of_one_have_what_there_is()
    {
        var model = KMeans.Fit(Squares(), 2);
        var near = Observations.From([0.0, 4, 2, 4, 0, 6], 2);
        var profiles = ClusterProfiles.Of(model, near, Plain, cancellationToken: Token);
        Assert.Contains("one cluster", Assert.Single(profiles.Warnings), StringComparison.Ordinal);
        var (full, empty) = (profiles.Clusters.Single(c => c.Rows == 3), profiles.Clusters.Single(c => c.Rows == 0));
        Assert.Equal((1.0, 0.0), (full.Share, empty.Share));
        Assert.Empty(full.Features.Concat(empty.Features));
        Assert.Equal((null, null), (full.Silhouette, empty.Silhouette));
        Assert.Empty(empty.Typical);
        var single = ClusterProfiles.Of(GaussianMixture.Fit(Squares(), 1), Squares(), Plain, cancellationToken: Token).Clusters.Single();
        Assert.All(single.Typical, row => Assert.Equal((null, 1.0), (row.Next, row.Margin)));
        Assert.Empty(single.Doubtful);
    }

    [Fact]
    public void A_refit_of_ones_own_serves_any_model()
    {
        var rows = Generate.Blobs(seed: 1, rows: 150, clusters: 3, deviation: 0.2).Rows;
        var model = GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 3, Noise = new UniformNoise() });
        var profiles = ClusterProfiles.Of(model, rows, new() { Resamples = 4 }, (drawn, seed) => KMeans.Fit(drawn, new KMeansOptions { Clusters = 3, Seed = seed, Threads = 1 }), cancellationToken: Token);
        Assert.All(profiles.Clusters, cluster => Assert.InRange(cluster.Stability!.Value, 0.9, 1));
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        var rows = Squares();
        var model = KMeans.Fit(rows, 2);
        Assert.Throws<ArgumentException>(() => ClusterProfiles.Of(model, Observations.From([1.0, 2], 1), cancellationToken: Token));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClusterProfiles.Of(model, rows, new() { Resamples = -1 }, cancellationToken: Token));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClusterProfiles.Of(model, rows, new() { NamedRows = -1 }, cancellationToken: Token));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClusterProfiles.Of(model, rows, new() { SilhouetteRows = 1 }, cancellationToken: Token));
        Assert.Throws<ArgumentException>(() => ClusterProfiles.Of(MixtureClassifier.Fit(rows, [0, 0, 0, 0, 1, 1, 1, 1]), rows, cancellationToken: Token));
        Assert.Throws<MixturaException>(() => ClusterProfiles.Of(model, Observations.From([1e200, 4, 1e200, 4], 2), Plain, cancellationToken: Token));
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => ClusterProfiles.Of(model, rows, cancellationToken: source.Token));
    }

    private static Observations<double> Squares() =>
        Observations.From([0.0, 4, 0, 6, 2, 4, 2, 6, 100, 4, 100, 6, 102, 4, 102, 6], 2).Named("width", "height");

    private static string Told(ClusterProfiles profiles) => string.Join('\n', profiles.Clusters.Select(c => string.Create(
        CultureInfo.InvariantCulture,
        $"{c.Rows} {c.Weight:r} {string.Join(' ', c.Features)} {c.Silhouette} {c.Stability:r} {c.Dissolution:r} {string.Join(' ', c.Typical)} {string.Join(' ', c.Doubtful)}")));
}
