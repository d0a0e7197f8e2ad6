using CsCheck;
using Mixtura.Tests.Reference;

namespace Mixtura.Tests.Clusters;

public class SphericalKMeansTests
{
    /// <summary>Rows of at least two features, so that there are directions enough.</summary>
    private static readonly Gen<double[][]> Rows = SmallData.Rows.Where(rows => rows[0].Length >= 2);

    [Fact]
    public void Fit_is_the_textbooks() => Gen.Select(Rows, Gen.Int[1, 5]).Sample((rows, k) =>
    {
        var weights = rows.Select((_, i) => 1.0 + (i % 3)).ToArray();
        if (TextbookSpherical.Fit(rows, weights, rows[..k]) is not var (centroids, labels, objective))
        {
            return;
        }

        var options = new KMeansOptions { Clusters = k, Seeding = Seeding.FromCentroids(rows[..k]), Tolerance = 0 };
        var model = SphericalKMeans.Fit(rows.Observe().WithWeights(weights), options);
        Assert.Equal(labels, model.Predict(rows.Observe()));
        AssertClose.OfLargest(centroids.SelectMany(c => c), model.Centroids.SelectMany(c => c), 1e-12);

        // |x - c|^2 = 2 (1 - cos) for unit lengths.
        AssertClose.Relative(1 + (2 * objective), 1 + model.Inertia, 1e-12);
    }, iter: 200);

    /// <summary>Lengths do not count: rows made longer by any factor are the same rows.</summary>
    [Fact]
    public void Only_directions_count() => Gen.Select(Rows, Gen.Int[1, 4]).Sample((rows, k) =>
    {
        var longer = rows.Select((r, i) => r.Select(x => x * Math.ScaleB(1, (i % 9) - 4)).ToArray()).ToArray();
        var model = SphericalKMeans.Fit(rows.Observe(), k);
        var other = SphericalKMeans.Fit(longer.Observe(), k);

        // Powers of two are exact.
        Assert.Equal(model.Scaled.Means, other.Scaled.Means);
        Assert.Equal(model.Predict(rows.Observe()), model.Predict(longer.Observe()));
        Assert.Equal(model.Predict(rows[0]), model.Predict(longer[0]));
    }, iter: 60);

    [Fact]
    public void Integer_weights_mean_repeated_rows() => Rows.Sample(rows =>
    {
        var options = new KMeansOptions { Clusters = 3, Seeding = Seeding.FromCentroids(rows[..3]), Tolerance = 0 };
        var repeated = SphericalKMeans.Fit(rows.SelectMany((r, i) => Enumerable.Repeat(r, 1 + (i % 3))).ToArray().Observe(), options);
        var weighted = SphericalKMeans.Fit(rows.Observe().WithWeights(rows.Select((_, i) => 1.0 + (i % 3)).ToArray()), options);
        if (repeated.Report.Warnings.IsEmpty)
        {
            AssertClose.Relative(repeated.Inertia, weighted.Inertia, 1e-11);
        }
    }, iter: 60);

    /// <summary>Whatever fits, on rows of unit length its centroids have unit length, and it travels.</summary>
    [Fact]
    public void Every_kind_of_k_means_can_be_spherical() => Gen.Select(Rows, Gen.Int[2, 4]).Sample((rows, k) =>
    {
        var data = rows.Observe();
        KMeansModel[] models =
        [
            Mixtura.KMeans.Fit(data, new KMeansOptions { Clusters = k, Scaling = Scaling.UnitLength, Temperature = new(0.5), Restarts = 2 }),
            Mixtura.KMeans.Fit(data, new KMeansOptions { Clusters = k, Scaling = Scaling.UnitLength, Seeding = Seeding.FromLabels([.. rows.Select((_, i) => i % k)]) }),
            MiniBatchKMeans.Fit(data, new MiniBatchKMeansOptions { Clusters = k, Scaling = Scaling.UnitLength, BatchSize = 10, MaxPasses = 3 }),
            BisectingKMeans.Fit(data, new BisectingKMeansOptions { Clusters = k, Scaling = Scaling.UnitLength, Restarts = 2, Refine = true }),
            BalancedKMeans.Fit(data, new BalancedKMeansOptions { Clusters = k, Scaling = Scaling.UnitLength, Restarts = 2, MinSize = 2 }).Model,
            SphericalKMeans.Fit(data, k).Update(data, keep: 0.5),
        ];
        Assert.All(models, model =>
        {
            Assert.All(model.Centroids, c => Assert.Equal(1, c.Sum(x => x * x), 1e-12));
            var back = (KMeansModel)ModelFile.FromJson(ModelFile.ToJson(model));
            Assert.Equal(ModelFile.ToJson(model), ModelFile.ToJson(back));
            Assert.Equal(model.Predict(data), back.Predict(data));
            Assert.Equal(model.Distances(rows[0]), back.Distances(rows[0]));
        });
    }, iter: 30);

    [Fact]
    public void Rows_of_float_are_first_class()
    {
        var rows = SmallData.Clumps(60, 5, 3);
        var single = SphericalKMeans.Fit(rows.ObserveSingle(), 4);
        Assert.All(single.Centroids, c => Assert.Equal(1, c.Sum(x => x * x), 1e-12));
        AssertClose.Relative(SphericalKMeans.Fit(rows.Observe(), 4).Inertia, single.Inertia, 1e-5);
    }

    /// <summary>East and west cancel: any direction is as good, so the start stays, and nothing is NaN.</summary>
    [Fact]
    public void Opposite_rows_leave_the_centroid_where_it_is()
    {
        var model = SphericalKMeans.Fit(Observations.From([2.0, 0, -3, 0], 2), new KMeansOptions { Clusters = 1, Seeding = Seeding.FromCentroids([[0, 5]]) });
        Assert.Equal([0.0, 1], model.Centroids[0]);
        Assert.Equal(4, model.Inertia);
    }

    [Fact]
    public void A_row_without_direction_is_named()
    {
        double[] values = [1, 2, 0, 0, 3, 1];
        var fault = Assert.Throws<MixturaException>(() => SphericalKMeans.Fit(Observations.From(values, 2), 2));
        Assert.Contains("Row 1 is 0 throughout", fault.Message, StringComparison.Ordinal);
        var model = SphericalKMeans.Fit(Observations.From([1.0, 2, 3, 1], 2), 2);
        Assert.Contains("Row 0", Assert.Throws<MixturaException>(() => model.Predict([0.0, 0])).Message, StringComparison.Ordinal);
        fault = Assert.Throws<MixturaException>(() => SphericalKMeans.Fit(Observations.From([1.0, 2, 3, 1], 2), new KMeansOptions { Clusters = 2, Seeding = Seeding.FromCentroids([[1, 0], [0, 0]]) }));
        Assert.Contains("point 1", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>Lengths from 1e-160 to 1e160, whose squares are 0 or infinite: a row is divided by its largest value first.</summary>
    [Fact]
    public void Lengths_do_not_overflow()
    {
        var model = SphericalKMeans.Fit(Observations.From([1.0, 0, 0, 1], 2), 2);
        var labels = model.Predict(Observations.From([3e160, 1e160, 1e-160, 3e-160], 2));
        Assert.Equal(model.Predict(Observations.From([3.0, 1, 1, 3], 2)), labels);
    }

    [Fact]
    public void Fewer_directions_than_clusters_are_counted()
    {
        var fault = Assert.Throws<MixturaException>(() => SphericalKMeans.Fit(Observations.From([1.0, 1, 2, 2, 3, 3, 1, 2], 2), 3));
        Assert.Contains("only 2 distinct directions", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_it_does_not_fit_it_is_refused()
    {
        var rows = SmallData.Clumps(30, 3, 1).Observe();
        Assert.ThrowsAny<ArgumentException>(() => SphericalKMeans.Fit(rows, new KMeansOptions { Clusters = 2, Scaling = Scaling.ZScore }));
        Assert.ThrowsAny<ArgumentException>(() => GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 2, Scaling = Scaling.UnitLength }));
        var model = SphericalKMeans.Fit(rows, 2);
        Assert.Throws<MixturaException>(() => model.ToMixture(rows));
        var json = ModelFile.ToJson(model).Replace($"{model.Centroids[0][0]:r}", "0.125", StringComparison.Ordinal);
        Assert.Contains("unit length", Assert.Throws<MixturaException>(() => ModelFile.FromJson(json)).Message, StringComparison.Ordinal);
    }
}
