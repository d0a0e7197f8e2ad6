using CsCheck;

namespace Mixtura.Tests.Clusters;

public class SeedingTests
{
    public static TheoryData<string> Kinds => ["greedy", "plain", "parallel", "chain", "random"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Seeds_are_different_rows(string kind) => Gen.Select(SmallData.Rows, Gen.Int[1, 10], Gen.ULong).Sample((rows, k, seed) =>
    {
        var centroids = Start(rows.Observe(), kind, k, seed);
        Assert.Equal(k, centroids.Select(c => string.Join(' ', c.Select(x => x.ToString("r")))).Distinct().Count());
        Assert.All(centroids, c => Assert.Contains(rows, r => r.AsSpan().SequenceEqual(c)));
    }, iter: 60);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Rows_of_weight_0_are_never_drawn(string kind) => Gen.ULong.Sample(seed =>
    {
        var rows = SmallData.Clumps(40, 2, seed);
        var weights = rows.Select((_, i) => i % 4 == 0 ? 1.0 : 0).ToArray();
        var centroids = Start(rows.Observe().WithWeights(weights), kind, 5, seed);
        Assert.All(centroids, c => Assert.Equal(0, Array.FindIndex(rows, r => r.AsSpan().SequenceEqual(c)) % 4));
    }, iter: 60);

    /// <summary>Two far clumps: the second seed of k-means++ misses the other clump with probability below 1e-6.</summary>
    [Theory]
    [InlineData("greedy")]
    [InlineData("plain")]
    [InlineData("parallel")]
    public void PlusPlus_spreads(string kind) => Gen.ULong.Sample(seed =>
    {
        var rows = SmallData.Clumps(60, 2, 9).Select((r, i) => new[] { r[0] + (i % 2 * 1e6), r[1] }).ToArray();
        var centroids = Start(rows.Observe(), kind, 2, seed);
        Assert.True(Math.Abs(centroids[0][0] - centroids[1][0]) > 5e5);
    }, iter: 50);

    /// <summary>
    /// Three rows at 0, 1 and 3: after the first, plain k-means++ draws each other row with probability proportional to its squared distance. From
    /// row 0 that is 1 : 9; over 4,000 seeds the share of row 3 lies within 5 standard deviations (0.0082 each, for about 1,333 draws) of 0.9.
    /// </summary>
    [Fact]
    public void Draws_follow_the_squared_distances()
    {
        var rows = Observations.From([0.0, 1, 3], 1);
        var starts = Enumerable.Range(0, 4000).Select(seed => Start(rows, "plain", 2, (ulong)seed)).Where(c => c[0][0] == 0).ToArray();
        Assert.InRange(starts.Count(c => c[1][0] == 3) / (double)starts.Length, 0.9 - 0.041, 0.9 + 0.041);
        Assert.InRange(starts.Length, 1333 - 150, 1333 + 150);
    }

    /// <summary>The greedy variant keeps the best of several candidates, so on average it begins lower.</summary>
    [Fact]
    public void Greedy_begins_lower_than_plain()
    {
        var rows = SmallData.Clumps(90, 2, 4).Observe();
        double Mean(string kind) => Enumerable.Range(0, 200).Average(seed =>
            Mixtura.KMeans.Fit(rows, new KMeansOptions { Clusters = 10, Seeding = Of(kind), Seed = (ulong)seed, Restarts = 1, MaxIterations = 0 }).Inertia);
        Assert.True(Mean("greedy") < 0.9 * Mean("plain"));
    }

    [Fact]
    public void Almost_equal_rows_still_give_different_random_seeds()
    {
        var values = new double[5000];
        values[^1] = 1;
        values[^2] = 2;
        Assert.Equal([0.0, 1, 2], Start(Observations.From(values, 1), "random", 3, 1).Select(c => c[0]).Order());
    }

    [Fact]
    public void Given_starts_that_do_not_fit_are_refused()
    {
        var rows = SmallData.Clumps(20, 2, 0).Observe();
        void Refused<TException>(Seeding seeding)
            where TException : Exception => Assert.ThrowsAny<TException>(() => Mixtura.KMeans.Fit(rows, new KMeansOptions { Clusters = 2, Seeding = seeding }));
        Refused<ArgumentException>(Seeding.FromCentroids([[0, 0]]));
        Refused<ArgumentException>(Seeding.FromCentroids([[0, 0], [1]]));
        Refused<MixturaException>(Seeding.FromCentroids([[0, 0], [1, double.NaN]]));
        Refused<ArgumentException>(Seeding.FromLabels([0, 1]));
        Refused<ArgumentException>(Seeding.FromLabels([.. Enumerable.Repeat(2, 20)]));
        Refused<MixturaException>(Seeding.FromLabels(new int[20]));
    }

    /// <summary>A converged model is where a fit of the same rows begins and ends, whatever the scaling.</summary>
    [Fact]
    public void A_model_is_a_warm_start() => Gen.Select(SmallData.Rows, Gen.Enum<Scaling>().Where(s => s != Scaling.UnitLength)).Sample((rows, scaling) =>
    {
        var options = new KMeansOptions { Clusters = 4, Scaling = scaling, Tolerance = 0 };
        var model = Mixtura.KMeans.Fit(rows.Observe(), options);
        var again = Mixtura.KMeans.Fit(rows.Observe(), options with { Seeding = Seeding.FromModel(model) });
        Assert.Equal((1, 1), (again.Report.Restarts.Length, again.Report.Iterations));
        AssertClose.Relative(model.Inertia, again.Inertia, 1e-12);

        // In another scaling it begins at the same places.
        var unscaled = Mixtura.KMeans.Fit(rows.Observe(), new KMeansOptions { Clusters = 4, Seeding = Seeding.FromModel(model), MaxIterations = 0 });
        AssertClose.OfLargest(model.Centroids.SelectMany(c => c), unscaled.Centroids.SelectMany(c => c), 1e-13);
    }, iter: 60);

    [Fact]
    public void A_mixture_is_a_warm_start_at_its_means()
    {
        var rows = SmallData.Clumps(80, 2, 6).Observe();
        var mixture = GaussianMixture.Fit(rows, 3);
        var start = Mixtura.KMeans.Fit(rows, new KMeansOptions { Clusters = 3, Seeding = Seeding.FromModel(mixture), MaxIterations = 0 });
        Assert.Equal(mixture.Means.SelectMany(m => m), start.Centroids.SelectMany(c => c));
        Assert.ThrowsAny<ArgumentException>(() => Mixtura.KMeans.Fit(rows, new KMeansOptions { Clusters = 4, Seeding = Seeding.FromModel(mixture) }));
    }

    private static Seeding Of(string kind) => kind switch
    {
        "greedy" => Seeding.GreedyPlusPlus,
        "plain" => Seeding.PlusPlus,
        "parallel" => Seeding.Parallel(),
        "chain" => Seeding.MarkovChain(),
        _ => Seeding.RandomRows,
    };

    private static double[][] Start(Observations<double> rows, string kind, int k, ulong seed) =>
        [.. Mixtura.KMeans.Fit(rows, new KMeansOptions { Clusters = k, Seeding = Of(kind), Seed = seed, Restarts = 1, MaxIterations = 0 }).Centroids.Select(c => c.ToArray())];
}
