using CsCheck;
using Mixtura.Kernels;
using Mixtura.Tests.Reference;

namespace Mixtura.Tests.Kernels;

public class NearestCentroidTests
{
    private static readonly Gen<(int D, int K, int N, ulong Seed)> Shapes = Gen.Select(Gen.Int[1, 60], Gen.Int[1, 90], Gen.Int[1, 400], Gen.ULong);

    /// <summary>Doubles: the winner is at most rounding farther than the nearest.</summary>
    [Fact]
    public void Doubles_go_to_the_nearest_centroid() => Shapes.Sample((d, k, n, seed) => Check<double>(d, k, n, seed, 1e-12), iter: 300);

    /// <summary>Floats: scores have 24 bits, and lose some to cancellation.</summary>
    [Fact]
    public void Floats_go_to_the_nearest_centroid() => Shapes.Sample((d, k, n, seed) => Check<float>(d, k, n, seed, 1e-4), iter: 300);

    /// <summary>Of equal centroids the first wins, wherever it stands in panels and lanes.</summary>
    [Fact]
    public void Of_equals_the_first_wins() => Gen.Select(Gen.Int[1, 40], Gen.Int[2, 70], Gen.ULong).Sample((d, k, seed) =>
    {
        var rows = SmallData.Clumps(80, d, seed);
        var twice = rows[..k].Concat(rows[..k]).SelectMany(r => r).ToArray();
        var once = Labels<double>(rows.SelectMany(r => r).ToArray(), rows[..k].SelectMany(r => r).ToArray(), d);
        Assert.Equal(once, Labels<double>(rows.SelectMany(r => r).ToArray(), twice, d));
    }, iter: 50);

    /// <summary>Labels alone may come from another kernel than labels with scores; rows and centroids on a coarse grid tie often.</summary>
    [Fact]
    public void Labels_alone_are_those_that_come_with_scores() => Gen.Select(Gen.Int[1, 3], Gen.Int[1, 10], Gen.Int[1, 200], Gen.Int[2, 1000], Gen.ULong).Sample((d, k, n, cells, seed) =>
    {
        var random = new RandomStream(seed, RandomPurpose.Dataset);
        var rows = Enumerable.Range(0, n * d).Select(_ => (float)Math.Floor(cells * random.NextDouble()) / cells).ToArray();
        var centroids = new PackedCentroids<float>([.. Enumerable.Range(0, k * d).Select(_ => Math.Floor(cells * random.NextDouble()) / cells)], d);
        var (alone, beside) = (new int[n], new int[n]);
        using var workspace = new Mixtura.Kernels.Workspace();
        NearestCentroid.Assign<float>(rows, centroids, alone, workspace);
        NearestCentroid.Assign<float>(rows, centroids, beside, new float[2 * n], new float[n], workspace);
        Assert.Equal(beside, alone);
    }, iter: 500);

    /// <summary>Whatever kernel a shape gets: a score is one sequence of fused multiply-adds over the features.</summary>
    [Fact]
    public void Scores_are_those_of_the_recipe_to_the_bit() => Gen.Select(Gen.Int[1, 70], Gen.Int[1, 23], Gen.Int[1, 40], Gen.ULong).Sample((d, k, n, seed) =>
    {
        CheckScores<float>(d, k, n, seed);
        CheckScores<double>(d, k, n, seed);

        // The shapes whose rows are turned in registers.
        CheckScores<float>(24 + d, 9 + (k % 2), n, seed);
    }, iter: 300);

    private static void CheckScores<T>(int d, int k, int n, ulong seed)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var all = SmallData.Clumps(n + k, d, seed);
        T[] rows = [.. all[..n].SelectMany(r => r).Select(T.CreateTruncating)];
        var centroids = new PackedCentroids<T>([.. all[n..].SelectMany(c => c)], d);
        using var workspace = new Mixtura.Kernels.Workspace();
        var (labels, alone, scores, squares) = (new int[n], new int[n], new T[2 * n], new T[n]);
        NearestCentroid.Assign<T>(rows, centroids, labels, scores, squares, workspace);
        NearestCentroid.Assign<T>(rows, centroids, alone, workspace);
        Assert.Equal(labels, alone);
        for (var i = 0; i < n; i++)
        {
            T[] centered = [.. Enumerable.Range(0, d).Select(j => rows[(i * d) + j] - centroids.Origin[j])];
            T[] expected = [.. Enumerable.Range(0, k).Select(c => Enumerable.Range(0, d).Aggregate(centroids.Start[c], (sum, j) => T.FusedMultiplyAdd(centered[j], centroids.Points[(c * d) + j], sum)))];
            var best = expected.Max();
            Assert.Equal(best, scores[i]);
            Assert.Equal(Array.IndexOf(expected, best), labels[i]);
            Assert.Equal(k == 1 ? T.NegativeInfinity : expected.Where((_, c) => c != labels[i]).Max(), scores[n + i]);
            Assert.Equal(double.CreateChecked(squares[i]), centered.Sum(x => double.CreateChecked(x * x)), 1e-5 * (1 + double.CreateChecked(squares[i])));
        }
    }

    private static void Check<T>(int d, int k, int n, ulong seed, double tolerance)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var rows = SmallData.Clumps(n + k, d, seed);
        var centroids = rows[n..];
        var labels = Labels(rows[..n].SelectMany(r => r).Select(T.CreateTruncating).ToArray(), centroids.SelectMany(c => c).ToArray(), d);
        var scale = rows.Max(r => TextbookKMeans.Square(r, new double[d]));
        for (var i = 0; i < n; i++)
        {
            var nearest = centroids.Min(c => TextbookKMeans.Square(rows[i], c));
            Assert.True(TextbookKMeans.Square(rows[i], centroids[labels[i]]) <= nearest + (tolerance * scale), $"row {i} of {n} x {d}, K = {k}");
        }
    }

    private static int[] Labels<T>(T[] rows, double[] centroids, int d)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        using var workspace = new Mixtura.Kernels.Workspace();
        var labels = new int[rows.Length / d];
        NearestCentroid.Assign<T>(rows, new PackedCentroids<T>(centroids, d), labels, workspace);
        return labels;
    }
}
