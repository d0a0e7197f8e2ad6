using CsCheck;

namespace Mixtura.Tests.Mixtures;

/// <summary>The free energy's table: k-means, soft k-means, EM and classification EM are one thing at several temperatures.</summary>
public class BridgeTests
{
    [Fact]
    public void As_the_temperature_falls_to_0_the_result_is_bitwise_that_of_kmeans() => Gen.Select(SmallData.Rows, Gen.Int[2, 5], Gen.ULong).Sample((rows, k, seed) =>
    {
        var options = new KMeansOptions { Clusters = k, Seed = seed, Restarts = 1 };
        var hard = KMeans.Fit(rows.Observe(), options);
        var cold = KMeans.Fit(rows.Observe(), options with { Temperature = new(1e-12) });
        Assert.Equal(hard.Centroids.SelectMany(c => c), cold.Centroids.SelectMany(c => c));
        Assert.Equal(hard.Inertia, cold.Inertia);
        Assert.Equal(hard.Sizes, cold.Sizes);
    }, iter: 100);

    /// <summary>Soft k-means at T = 2 s^2 and EM with equal weights and a fixed variance s^2 take the same steps; 1e-12 is their rounding.</summary>
    [Fact]
    public void Centroids_at_2_s2_are_the_spherical_mixture() => Gen.Select(SmallData.Rows, Gen.Double[0.5, 3]).Sample((rows, s2) =>
    {
        var soft = KMeans.Fit(rows.Observe(), new KMeansOptions { Clusters = 3, Temperature = Temperature.OfVariance(s2), Seeding = Seeding.FromCentroids(rows[..3]), MaxIterations = 1, Tolerance = 0 });
        var step = GaussianMixture.Fit(rows.Observe(), new GaussianMixtureOptions
        {
            Components = 3, Covariance = CovarianceStructure.TiedSpherical, EqualWeights = true, Start = MixtureStart.FromMeans(rows[..3], s2), MaxIterations = 1, Tolerance = 0,
        });
        AssertClose.OfLargest(soft.Centroids.SelectMany(c => c), step.Means.SelectMany(m => m), 1e-12);
    }, iter: 100);

    [Fact]
    public void Soft_assignment_at_2_s2_is_the_posterior_of_the_bridged_mixture() => SmallData.Rows.Sample(rows =>
    {
        var data = rows.Observe();
        var hard = KMeans.Fit(data, 3);
        var mixture = hard.ToMixture(data);
        var s2 = hard.Inertia / (rows.Length * rows[0].Length);
        AssertClose.Relative(s2, mixture.CovarianceOf(0)[0, 0], 1e-14);
        AssertClose.OfLargest(hard.Responsibilities(data, Temperature.OfVariance(s2)).Cast<double>(), mixture.Responsibilities(data).Cast<double>(), 1e-10);
        Assert.Equal(1 + (3 * rows[0].Length), mixture.Parameters);
        AssertClose.Relative(data.Count * mixture.LogDensities(data).Average(), mixture.LogLikelihood, 1e-12);

        var back = mixture.ToKMeans(data);
        Assert.Equal(hard.Centroids.SelectMany(c => c), back.Centroids.SelectMany(c => c));
        Assert.Equal(hard.Inertia, back.Inertia);
        Assert.Equal(hard.Sizes, back.Sizes);
    }, iter: 60);

    /// <summary>With equal weights and one spherical variance, classification EM moves its means as k-means does (Celeux and Govaert 1992).</summary>
    [Fact]
    public void Classification_EM_with_one_variance_is_kmeans() => SmallData.Rows.Sample(rows =>
    {
        var hard = KMeans.Fit(rows.Observe(), new KMeansOptions { Clusters = 3, Seeding = Seeding.FromCentroids(rows[..3]), Tolerance = 0 });
        if (!hard.Report.Warnings.IsEmpty)
        {
            // A cluster lost its rows: k-means refills it, a mixture discards the start.
            return;
        }

        var classified = GaussianMixture.Fit(rows.Observe(), new GaussianMixtureOptions
        {
            Components = 3, Covariance = CovarianceStructure.TiedSpherical, EqualWeights = true, Temperature = Temperature.Zero, Start = MixtureStart.FromMeans(rows[..3], 1), Tolerance = 0,
        });
        AssertClose.OfLargest(hard.Centroids.SelectMany(c => c), classified.Means.SelectMany(m => m), 1e-13);
    }, iter: 60);

    [Fact]
    public void Classification_EM_never_raises_its_energy() => SmallData.Rows.Sample(rows =>
    {
        var options = new GaussianMixtureOptions { Components = 2, Covariance = CovarianceStructure.Spherical, Temperature = Temperature.Zero, Restarts = 1, Regularization = Regularization.None };
        if (Collapse.OrModel(() => GaussianMixture.Fit(rows.Observe(), options)) is not { } model)
        {
            return;
        }

        for (var i = 1; i < model.Report.Trace.Length; i++)
        {
            Assert.True(model.Report.Trace[i] <= model.Report.Trace[i - 1] + (1e-12 * Math.Abs(model.Report.Trace[0])));
        }
    }, iter: 60);

    /// <summary>At a high temperature every row belongs to all alike, so that all centroids are the mean.</summary>
    [Fact]
    public void At_a_high_temperature_there_is_one_centroid()
    {
        var rows = SmallData.Clumps(60, 2, 1);
        var model = KMeans.Fit(rows.Observe(), new KMeansOptions { Clusters = 3, Temperature = new(1e6), Tolerance = 1e-14 });
        var mean = Enumerable.Range(0, 2).Select(j => rows.Average(r => r[j])).ToArray();
        AssertClose.OfLargest(Enumerable.Repeat(mean, 3).SelectMany(m => m), model.Centroids.SelectMany(c => c), 1e-5);
    }
}
