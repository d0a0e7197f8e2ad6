using CsCheck;
using Mixtura.Tests.Reference;

namespace Mixtura.Tests.Clusters;

public class BisectingKMeansTests
{
    private static readonly Gen<BisectingSplit> Splits = Gen.Enum<BisectingSplit>();

    /// <summary>One split is k-means with two clusters: the same starts, the same bits.</summary>
    [Fact]
    public void Two_clusters_are_two_means() => Gen.Select(SmallData.Rows, Splits, Gen.ULong).Sample((rows, split, seed) =>
    {
        var plain = Mixtura.KMeans.Fit(rows.Observe(), new KMeansOptions { Clusters = 2, Seed = seed, Scaling = Scaling.ZScore, Search = Search.None });
        var bisected = BisectingKMeans.Fit(rows.Observe(), new BisectingKMeansOptions { Clusters = 2, Seed = seed, Split = split, Scaling = Scaling.ZScore });
        Assert.Equal(plain.Scaled.Means, bisected.Scaled.Means);
        Assert.Equal(plain.Inertia, bisected.Inertia);
        Assert.Equal(plain.Sizes, bisected.Sizes);
    }, iter: 60);

    /// <summary>The textbook's steps, with the library's 2-means for each split.</summary>
    [Fact]
    public void Fit_is_the_textbooks() => Gen.Select(SmallData.Rows, Gen.Int[1, 6]).Sample((rows, k) =>
    {
        // Well apart, so that every start of a split ends at the same place.
        var far = rows.Select((r, i) => r.Select((x, j) => (0.01 * x) + Place(i % 7, j)).ToArray()).ToArray();
        var model = BisectingKMeans.Fit(far.Observe(), k);
        var clusters = TextbookBisection.Fit(far, k, members => Mixtura.KMeans.Fit(members.Observe(), 2).Predict(members.Observe()));
        AssertClose.OfLargest(clusters.Select(TextbookBisection.Mean).OrderBy(m => m[0]).SelectMany(m => m), model.Centroids.OrderBy(c => c[0]).SelectMany(c => c), 1e-10);
    }, iter: 60);

    [Theory]
    [InlineData(BisectingSplit.LargestInertia)]
    [InlineData(BisectingSplit.LargestSize)]
    public void The_choice_decides_what_is_split(BisectingSplit split)
    {
        // Six rows at two near places and two rows farther from each other: the many are split by size, the two by inertia.
        double[][] rows = [[0], [0], [0], [0.5], [0.5], [0.5], [100], [101]];
        var model = BisectingKMeans.Fit(rows.Observe(), new BisectingKMeansOptions { Clusters = 3, Split = split });
        double[] expected = split == BisectingSplit.LargestSize ? [0, 0.5, 100.5] : [0.25, 100, 101];
        Assert.Equal(expected, model.Centroids.Select(c => c[0]).Order());
    }

    [Fact]
    public void The_trace_falls_and_ends_in_the_models_inertia() => Gen.Select(SmallData.Rows, Gen.Int[1, 9], Splits, Gen.Bool).Sample((rows, k, split, refine) =>
    {
        var model = BisectingKMeans.Fit(rows.Observe(), new BisectingKMeansOptions { Clusters = k, Split = split, Restarts = 2, Refine = refine });
        var trace = model.Report.Trace;
        Assert.Equal(model.Inertia, trace[^1]);
        Assert.True(refine ? trace.Length >= k : trace.Length == k);
        Assert.All(trace.Zip(trace.Skip(1)), step => Assert.True(step.Second <= step.First * (1 + 1e-12)));
        var centroids = model.Centroids.Select(c => c.ToArray()).ToArray();
        AssertClose.Relative(rows.Sum(x => TextbookKMeans.Square(x, centroids[TextbookKMeans.Nearest(x, centroids)])), model.Inertia, 1e-12);
    }, iter: 60);

    [Fact]
    public void Refining_ends_where_no_step_helps() => SmallData.Rows.Sample(rows =>
    {
        var options = new BisectingKMeansOptions { Clusters = 5, Restarts = 2, Tolerance = 0 };
        var plain = BisectingKMeans.Fit(rows.Observe(), options);
        var refined = BisectingKMeans.Fit(rows.Observe(), options with { Refine = true });
        Assert.True(refined.Inertia <= plain.Inertia * (1 + 1e-12));
        var again = Mixtura.KMeans.Fit(rows.Observe(), new KMeansOptions { Clusters = 5, Seeding = Seeding.FromModel(refined), Tolerance = 0 });
        AssertClose.Relative(refined.Inertia, again.Inertia, 1e-12);
        Assert.Equal(1, again.Report.Iterations);
    }, iter: 40);

    /// <summary>Groups so far apart that every 2-means ends at the same split, weighted or repeated.</summary>
    [Fact]
    public void Integer_weights_mean_repeated_rows() => Gen.Select(Gen.ULong, Splits).Sample((seed, split) =>
    {
        var rows = SmallData.Clumps(40, 2, seed).Select((r, i) => r.Select((x, j) => (0.01 * x) + Place(i % 5, j)).ToArray()).ToArray();
        var options = new BisectingKMeansOptions { Clusters = 4, Split = split };
        var weighted = BisectingKMeans.Fit(rows.Observe().WithWeights(rows.Select((_, i) => 1.0 + (i % 3)).ToArray()), options);
        var repeated = BisectingKMeans.Fit(rows.SelectMany((r, i) => Enumerable.Repeat(r, 1 + (i % 3))).ToArray().Observe(), options);
        AssertClose.Relative(repeated.Inertia, weighted.Inertia, 1e-9);
    }, iter: 30);

    /// <summary>As many clusters as places: each place is one, whatever repeats there; equal rows are never split.</summary>
    [Fact]
    public void As_many_clusters_as_distinct_rows() => Gen.Select(Gen.Int[1, 8], Splits).Sample((places, split) =>
    {
        var rows = Enumerable.Range(0, places).SelectMany(p => Enumerable.Repeat(new[] { (double)(p * p), 1.0 / (p + 1) }, 1 + p)).ToArray();
        var model = BisectingKMeans.Fit(rows.Observe(), new BisectingKMeansOptions { Clusters = places, Split = split });
        Assert.Equal(Enumerable.Range(0, places).Select(p => 1L + p), model.Sizes.Order());
        AssertClose.Relative(1, 1 + model.Inertia, 1e-15);
        Assert.Contains("distinct rows", Assert.Throws<MixturaException>(() => BisectingKMeans.Fit(rows.Observe(), places + 1)).Message, StringComparison.Ordinal);
    }, iter: 20);

    [Fact]
    public void Given_starts_and_options_out_of_range_are_refused()
    {
        var rows = SmallData.Clumps(20, 2, 0).Observe();
        Assert.ThrowsAny<ArgumentException>(() => BisectingKMeans.Fit(rows, 0));
        Assert.ThrowsAny<ArgumentException>(() => BisectingKMeans.Fit(rows, new BisectingKMeansOptions { Clusters = 2, Restarts = 0 }));
        Assert.ThrowsAny<ArgumentException>(() => BisectingKMeans.Fit(rows, new BisectingKMeansOptions { Clusters = 2, Seeding = Seeding.FromCentroids([[0, 0], [1, 1]]) }));
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => BisectingKMeans.Fit(rows, new BisectingKMeansOptions { Clusters = 2 }, null, source.Token));
    }

    /// <summary>Places at distances that double, so that the best split of any of them is plain.</summary>
    private static double Place(int at, int feature) => feature == 0 ? 100 * Math.Pow(3, at) : 0;
}
