using System.Numerics;
using CsCheck;
using Mixtura.Kernels;

namespace Mixtura.Tests.Clusters;

/// <summary>Every algorithm finds what brute force finds: the same path, to the bit.</summary>
public class AlgorithmTests
{
    public static TheoryData<KMeansAlgorithm> Algorithms => [.. Enum.GetValues<KMeansAlgorithm>().Where(a => a != KMeansAlgorithm.Lloyd)];

    private static readonly Gen<(int N, int D, int K, ulong Seed, int Kind)> Problems =
        from n in Gen.OneOf(Gen.Int[2, 40], Gen.Int[40, 600], Gen.Int[600, 5000])
        from d in Gen.OneOf(Gen.Int[1, 3], Gen.Int[1, 30], Gen.Int[30, 200])
        from k in Gen.OneOf(Gen.Int[1, 12], Gen.Int[1, Math.Min(n, 200)])
        from seed in Gen.ULong
        from kind in Gen.Int[0, 4]
        select (d > 30 ? Math.Min(n, 800) : n, d, Math.Min(k, d > 30 ? Math.Min(n, 800) : n), seed, kind);

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Doubles_take_the_path_of_brute_force(KMeansAlgorithm algorithm) => Problems.Sample(problem => Check<double>(problem, algorithm), iter: 100);

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Floats_take_the_path_of_brute_force(KMeansAlgorithm algorithm) => Problems.Sample(problem => Check<float>(problem, algorithm), iter: 100);

    /// <summary>One cluster; one a row; a start with equal centroids, which tie for rows, and one that is far from all, which goes empty; a centroid that stays so far off that squares overflow.</summary>
    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Edges_take_the_path_of_brute_force(KMeansAlgorithm algorithm) => Gen.Select(Gen.Int[2, 60], Gen.Int[1, 12], Gen.ULong).Sample((n, d, seed) =>
    {
        var places = SmallData.Clumps(n, d, seed);
        var far = places[0].Select(x => x + 1e4).ToArray();
        var options = new KMeansOptions { Clusters = 1, Restarts = 1, MaxIterations = 25, Tolerance = 0, Seed = seed, Seeding = Seeding.RandomRows };
        var tied = options with { Clusters = n, Seeding = Seeding.FromCentroids([places[0], .. places[..^2], far]) };
        var distant = options with { FrozenCentroids = [places[0].Select(x => x + 1e30).ToArray()] };
        foreach (var one in new[] { options, options with { Clusters = n }, tied, distant, distant with { Clusters = 2 } })
        {
            Check(places.Observe(), one, algorithm);
            Check(places.ObserveSingle(), one, algorithm);
        }
    }, iter: 50);

    /// <summary>Trees of many leaves under each of the nodes where threads begin: bounds of nodes, candidates of leaves and of regions live from pass to pass.</summary>
    [Fact]
    public void Deep_trees_take_the_path_of_brute_force() => Gen.Select(Gen.Int[20_000, 50_000], Gen.Int[1, 3], Gen.Int[2, 100], Gen.ULong, Gen.Int[0, 4]).Sample(problem =>
    {
        Check<float>(problem, KMeansAlgorithm.Filtering, iterations: 60);
        Check<double>(problem, KMeansAlgorithm.Filtering, iterations: 60);
    }, iter: 8);

    /// <summary>A centroid so far off that no square of a distance to it is finite takes a row once it is empty, and must be seen to have come.</summary>
    [Fact]
    public void A_centroid_that_comes_from_afar_is_seen()
    {
        var places = SmallData.Clumps(20_000, 2, 7);
        var far = places[0].Select(x => x + 1e160).ToArray();
        Check(places.Observe(), new KMeansOptions { Clusters = 4, MaxIterations = 30, Tolerance = 0, Seeding = Seeding.FromCentroids([places[0], far, places[500], places[900]]) }, KMeansAlgorithm.Filtering);
    }

    private static void Check<T>((int N, int D, int K, ulong Seed, int Kind) problem, KMeansAlgorithm algorithm, int iterations = 25)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (n, d, k, seed, kind) = problem;
        var rows = Rows<T>(n, d, seed, kind);
        var distinct = Enumerable.Range(0, n).Where(i => rows.Weight(i) > 0).Select(i => string.Join(' ', rows[i].ToArray())).Distinct().Count();
        var options = new KMeansOptions { Clusters = Math.Min(k, distinct), Seed = seed, Seeding = Seeding.RandomRows, Restarts = 1, MaxIterations = iterations, Tolerance = 0, Threads = 2 };
        Check(rows, options, algorithm);
    }

    private static void Check<T>(Observations<T> rows, KMeansOptions options, KMeansAlgorithm algorithm)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var brute = Mixtura.KMeans.Fit(rows, options with { Algorithm = KMeansAlgorithm.Lloyd });
        var fast = Mixtura.KMeans.Fit(rows, options with { Algorithm = algorithm });
        Assert.Equal(brute.Centroids.SelectMany(c => c), fast.Centroids.SelectMany(c => c));
        Assert.Equal(brute.Report.Trace, fast.Report.Trace);
        Assert.Equal(brute.Inertia, fast.Inertia);
        Assert.Equal(brute.Sizes, fast.Sizes);
        Assert.Equal(brute.Report.Warnings, fast.Report.Warnings);
    }

    /// <summary>Clumps; whole numbers, with duplicates and ties; far from the origin; few directions; one outlier. Every other problem is weighted, with some weights of 0.</summary>
    private static Observations<T> Rows<T>(int n, int d, ulong seed, int kind)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = SmallData.Clumps(n, d, seed).SelectMany(r => r.Select((x, j) => kind switch
        {
            1 => Math.Round(x / 2) + 0.0,
            2 => x + 1e4,
            3 => x / (1 + j),
            _ => x,
        })).ToArray();
        if (kind == 4)
        {
            rows[0] = 1e5;
        }

        var observed = Observations.From(Array.ConvertAll(rows, T.CreateTruncating), d);
        var random = new RandomStream(seed, RandomPurpose.Dataset, 1);
        return seed % 2 == 0 ? observed : observed.WithWeights(Enumerable.Range(0, n).Select(i => i == 0 ? 1 : (double)random.NextBelow(4)).ToArray());
    }
}
