using CsCheck;
using Mixtura.Tests.Reference;

namespace Mixtura.Tests.Clusters;

public class FrozenCentroidsTests
{
    [Fact]
    public void Frozen_centroids_never_move() => Gen.Select(SmallData.Rows, Gen.Int[1, 3], Gen.Int[0, 3], Gen.ULong, Gen.Double[0, 2]).Sample((rows, frozen, moving, seed, temperature) =>
    {
        var given = rows[^frozen..].Select(r => r.Select(x => x + 0.37).ToArray()).ToArray();
        var options = new KMeansOptions
        {
            Clusters = frozen + moving, FrozenCentroids = given, Seed = seed, Restarts = 3, Temperature = new(seed % 2 == 0 ? 0 : temperature),
            Seeding = (seed % 3) switch { 0 => Seeding.RandomRows, 1 => Seeding.PlusPlus, _ => Seeding.GreedyPlusPlus },
        };
        var model = Mixtura.KMeans.Fit(rows.Observe(), options);
        Assert.Equal(given.SelectMany(c => c), model.Centroids.Take(frozen).SelectMany(c => c));
        Assert.All(model.Report.Trace.Zip(model.Report.Trace.Skip(1)), step => Assert.True(step.Second <= step.First + (1e-12 * Math.Abs(model.Report.Trace[0]))));
    }, iter: 200);

    /// <summary>The textbook's steps, in which the first centroids take no part.</summary>
    [Fact]
    public void The_others_are_the_textbooks() => Gen.Select(SmallData.Rows, Gen.Int[1, 2], Gen.Int[1, 3]).Sample((rows, frozen, moving) =>
    {
        var given = rows[^frozen..].Select(r => r.Select(x => x + 0.37).ToArray()).ToArray();
        var start = rows[..moving];
        if (TextbookKMeans.Fit(rows, [.. rows.Select(_ => 1.0)], [.. given, .. start], frozen) is not var (centroids, labels, inertia))
        {
            return;
        }

        var model = Mixtura.KMeans.Fit(rows.Observe(), new KMeansOptions { Clusters = frozen + moving, FrozenCentroids = given, Seeding = Seeding.FromCentroids(start), Tolerance = 0 });
        Assert.Equal(labels, model.Predict(rows.Observe()));
        AssertClose.Relative(inertia, model.Inertia, 1e-12);
        AssertClose.OfLargest(centroids.SelectMany(c => c), model.Centroids.SelectMany(c => c), 1e-13);
    }, iter: 150);

    /// <summary>Two far clumps, one of them known: the other is where k-means++ looks, but with probability below 1e-6.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_others_are_drawn_far_from_them(bool greedy) => Gen.ULong.Sample(seed =>
    {
        var rows = SmallData.Clumps(60, 2, 9).Select((r, i) => new[] { r[0] + (i % 2 * 1e6), r[1] }).ToArray();
        var model = Mixtura.KMeans.Fit(rows.Observe(), new KMeansOptions
        {
            Clusters = 2, FrozenCentroids = [[1e6, 0]], Seed = seed, Restarts = 1, MaxIterations = 0, Seeding = greedy ? Seeding.GreedyPlusPlus : Seeding.PlusPlus,
        });
        Assert.True(model.Centroids[1][0] < 5e5);
    }, iter: 50);

    [Fact]
    public void All_may_be_frozen()
    {
        var rows = SmallData.Clumps(40, 2, 5);
        var model = Mixtura.KMeans.Fit(rows.Observe(), new KMeansOptions { Clusters = 3, FrozenCentroids = rows[..3] });
        Assert.Equal(rows[..3].SelectMany(r => r), model.Centroids.SelectMany(c => c));
        Assert.True(model.Report.Converged);
        AssertClose.Relative(rows.Sum(x => TextbookKMeans.Square(x, rows[TextbookKMeans.Nearest(x, rows[..3])])), model.Inertia, 1e-12);
    }

    /// <summary>A known group may have no row today; no other row is moved there for that, and the fit still ends.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1e-4)]
    public void A_frozen_centroid_may_have_no_rows(double tolerance)
    {
        var rows = SmallData.Clumps(40, 2, 5).Observe();
        var options = new KMeansOptions { Clusters = 3, FrozenCentroids = [[1e6, 1e6]], Tolerance = tolerance };
        var model = Mixtura.KMeans.Fit(rows, options);
        Assert.Equal(0, model.Sizes[0]);
        Assert.True(model.Report.Converged);
        Assert.Empty(model.Report.Warnings);

        // The other two are k-means of two clusters.
        AssertClose.Relative(Mixtura.KMeans.Fit(rows, new KMeansOptions { Clusters = 2, Tolerance = tolerance }).Inertia, model.Inertia, 1e-12);
    }

    [Fact]
    public void They_are_given_in_the_units_of_the_rows() => Gen.Enum<Scaling>().Sample(scaling =>
    {
        var rows = SmallData.Clumps(60, 3, 2).Select(r => new[] { r[0], 1000 * r[1], r[2] + 7 }).ToArray();
        double[] given = scaling == Scaling.UnitLength ? [0.6, 0, 0.8] : [1, 2000, 8];
        var model = Mixtura.KMeans.Fit(rows.Observe(), new KMeansOptions { Clusters = 3, FrozenCentroids = [given], Scaling = scaling });
        AssertClose.OfLargest(given, model.Centroids[0], 1e-14);
    }, iter: 20);

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var rows = SmallData.Clumps(20, 2, 0).Observe();
        void Refused<TException>(KMeansOptions options)
            where TException : Exception => Assert.ThrowsAny<TException>(() => Mixtura.KMeans.Fit(rows, options));
        Refused<ArgumentException>(new() { Clusters = 1, FrozenCentroids = [[0, 0], [1, 1]] });
        Refused<ArgumentException>(new() { Clusters = 2, FrozenCentroids = [[0, 0, 0]] });
        Refused<MixturaException>(new() { Clusters = 2, FrozenCentroids = [[0, double.NaN]] });
        Refused<ArgumentException>(new() { Clusters = 2, FrozenCentroids = [[0, 0]], Seeding = Seeding.FromLabels(new int[20]) });
        Refused<ArgumentException>(new() { Clusters = 2, FrozenCentroids = [[0, 0]], Seeding = Seeding.FromCentroids([[0, 0], [1, 1]]) });
    }
}
