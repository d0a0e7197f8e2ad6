using Mixtura.Datasets;

namespace Mixtura.Tests.Clusters;

/// <summary>What seedings draw, and how good it is to begin there.</summary>
public class SeedingDistributionTests
{
    private static readonly double[] ThreeRows = [0, 1, 3];

    // So few rows a round that hardly ever more than one is taken, until there are two: the draw of k-means++.
    private static readonly Seeding OneByOne = Seeding.Parallel(oversampling: 0.01, rounds: 1);

    public static TheoryData<string> Kinds => ["greedy", "plain", "parallel", "chain", "random"];

    /// <summary>
    /// Rows at 0, 1 and 3, the first drawn with probability 1/3, the second proportionally to its squared distance: from 0 as 1 : 9, from 1
    /// as 1 : 4, from 3 as 9 : 4. So the pairs (0, 1), (0, 3) and (1, 3) have probability 0.1, (0.9 + 9/13) / 3 and (0.8 + 4/13) / 3.
    /// Over 4,000 seeds a share has a standard deviation of at most 0.0079; 5 of them are allowed, and 0.002 for two rows in one round of k-means||.
    /// </summary>
    [Theory]
    [InlineData("plain")]
    [InlineData("one by one")]
    [InlineData("chain")]
    public void Pairs_are_drawn_by_squared_distances(string kind) => Pairs(
        Observations.From(ThreeRows, 1), kind, 0.1, (0.9 + (9 / 13.0)) / 3, (0.8 + (4 / 13.0)) / 3);

    /// <summary>
    /// The same with weights 1, 9, 1: the first as 1 : 9 : 1, the second from 0 as 9 : 9, from 1 as 1 : 4, from 3 as 9 : 36.
    /// </summary>
    [Theory]
    [InlineData("plain")]
    [InlineData("one by one")]
    [InlineData("chain")]
    public void Pairs_are_drawn_by_weight_times_squared_distance(string kind) => Pairs(
        Observations.From(ThreeRows, 1).WithWeights(new double[] { 1, 9, 1 }), kind, (0.5 + (9 * 0.2)) / 11, (0.5 + 0.2) / 11, ((9 * 0.8) + 0.8) / 11);

    /// <summary>
    /// A chain of length 1 is its proposal, half by cost from the first centroid and half by weight: from 0 the row 3 as 0.45 + 1/6 to the row
    /// 1 as 0.05 + 1/6, and row 0 itself is no end. That is 0.74, where a long chain has 0.9; 5 standard deviations of 0.012.
    /// </summary>
    [Fact]
    public void A_chain_of_length_1_is_its_proposal()
    {
        var starts = Enumerable.Range(0, 4000)
            .Select(seed => Start(Observations.From(ThreeRows, 1), Seeding.MarkovChain(length: 1), 2, (ulong)seed)).Where(c => c[0] == 0).ToArray();
        Assert.InRange(starts.Count(c => c[1] == 3) / (double)starts.Length, 0.68, 0.8);
    }

    /// <summary>
    /// 20 sets of 100 rows, over 30 seeds: k-means|| ends in greedy k-means++ on a fair sample and is no worse than the plain one, a chain
    /// of 200 is as good as the plain one within a tenth, and random rows show that the yardstick can tell: twice as bad.
    /// </summary>
    [Fact]
    public void Starts_are_about_as_good_as_those_of_plain_plus_plus()
    {
        var rows = Generate.Blobs(seed: 3, rows: 2000, clusters: 20, dimension: 3).Rows;
        double Mean(string kind) => Enumerable.Range(0, 30).Average(seed =>
            Mixtura.KMeans.Fit(rows, new KMeansOptions { Clusters = 20, Seeding = Of(kind), Seed = (ulong)seed, Restarts = 1, MaxIterations = 0 }).Inertia);
        var plain = Mean("plain");
        Assert.True(Mean("greedy") < 0.8 * plain);
        Assert.True(Mean("parallel") < 0.9 * plain);
        Assert.True(Mean("chain") < 1.1 * plain);
        Assert.True(Mean("random") > 2 * plain);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void As_many_clusters_as_rows_are_all_rows(string kind)
    {
        var rows = SmallData.Clumps(70, 3, 1);
        Assert.Equal(rows.Select(r => r[0]).Order(), Starts(rows.Observe(), Of(kind), 70, 5).Select(c => c[0]).Order());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void One_cluster_begins_at_a_row(string kind)
    {
        var rows = SmallData.Clumps(30, 20, 1);
        Assert.Contains(Starts(rows.Observe(), Of(kind), 1, 2)[0], rows);
    }

    /// <summary>1,000 rows of which all but four are equal: the five values there are, in few and in many dimensions.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Almost_equal_rows_give_the_values_there_are(string kind)
    {
        foreach (var d in new[] { 1, 33 })
        {
            var values = new double[1000 * d];
            for (var i = 0; i < 4; i++)
            {
                values[(((i * 250) + 3) * d) + (i % d)] = i + 1;
            }

            var expected = new[] { 0.0, 1, 2, 3, 4 };
            Assert.Equal(expected, Starts(Observations.From(values, d), Of(kind), 5, 1).Select(c => c.Sum()).Order());
        }
    }

    /// <summary>Equal rows drawn in one round of k-means|| are one candidate: it goes on until there are as many as clusters.</summary>
    [Fact]
    public void Equal_rows_are_one_candidate()
    {
        var rows = Observations.From([.. Enumerable.Range(0, 1000).Select(i => (double)(i % 5))], 1);
        for (ulong seed = 0; seed < 50; seed++)
        {
            Assert.Equal([0.0, 1, 2, 3, 4], Start(rows, Seeding.Parallel(oversampling: 1, rounds: 1), 5, seed).Order());
        }
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("oversampling", () => Seeding.Parallel(0));
        Assert.Throws<ArgumentOutOfRangeException>("oversampling", () => Seeding.Parallel(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("rounds", () => Seeding.Parallel(2, 0));
        Assert.Throws<ArgumentOutOfRangeException>("length", () => Seeding.MarkovChain(0));
    }

    private static void Pairs(Observations<double> rows, string kind, double zeroOne, double zeroThree, double oneThree)
    {
        const int seeds = 4000;
        const double allowed = (5 * 0.0079) + 0.002;
        var sums = Enumerable.Range(0, seeds).Select(seed => Start(rows, Of(kind), 2, (ulong)seed).Sum()).ToArray();
        Assert.InRange(sums.Count(s => s == 1) / (double)seeds, zeroOne - allowed, zeroOne + allowed);
        Assert.InRange(sums.Count(s => s == 3) / (double)seeds, zeroThree - allowed, zeroThree + allowed);
        Assert.InRange(sums.Count(s => s == 4) / (double)seeds, oneThree - allowed, oneThree + allowed);
    }

    private static Seeding Of(string kind) => kind switch
    {
        "greedy" => Seeding.GreedyPlusPlus,
        "plain" => Seeding.PlusPlus,
        "parallel" => Seeding.Parallel(),
        "one by one" => OneByOne,
        "chain" => Seeding.MarkovChain(),
        _ => Seeding.RandomRows,
    };

    private static double[] Start(Observations<double> rows, Seeding seeding, int k, ulong seed) => [.. Starts(rows, seeding, k, seed).Select(c => c[0])];

    private static double[][] Starts(Observations<double> rows, Seeding seeding, int k, ulong seed) =>
        [.. Mixtura.KMeans.Fit(rows, new KMeansOptions { Clusters = k, Seeding = seeding, Seed = seed, Restarts = 1, MaxIterations = 0 }).Centroids.Select(c => c.ToArray())];
}
