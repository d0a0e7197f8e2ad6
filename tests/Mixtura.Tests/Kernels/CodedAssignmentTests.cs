using System.Numerics;
using CsCheck;
using Mixtura.Kernels;

namespace Mixtura.Tests.Kernels;

/// <summary>Products of bytes say which scores may be the best; what comes of it is what the numbers themselves say, to the bit.</summary>
public class CodedAssignmentTests
{
    /// <summary>Shapes that are coded, and how large the numbers are.</summary>
    private static readonly Gen<(int D, int K, int N, Kind Kind, double Scale, ulong Seed)> Problems = Gen.Select(
        Gen.Int[32, 150], Gen.Int[24, 120], Gen.Int[1, 400], Gen.Enum<Kind>(), Gen.OneOf(Gen.Const(1.0), Gen.Const(1e-9), Gen.Const(1e6), Gen.Const(1e-25)), Gen.ULong);

    private enum Kind
    {
        /// <summary>Normal rows and centroids.</summary>
        Normal,

        /// <summary>All numbers are of one size, so that all codes are the largest.</summary>
        Signs,

        /// <summary>Far from zero.</summary>
        Far,

        /// <summary>One centroid a thousand times as far as the others, one feature a thousand times as wide.</summary>
        Outlier,

        /// <summary>Every centroid twice, and rows that stand on centroids.</summary>
        Twins,

        /// <summary>Rows farther than bounds can be computed for, and one at the centroids' mean.</summary>
        Beyond,

        /// <summary>All centroids near one of the rows, much nearer than rows are to each other.</summary>
        Crowd,
    }

    [Fact]
    public void Floats_go_where_brute_force_sends_them() => Problems.Sample((d, k, n, kind, scale, seed) => Check<float>(d, k, n, kind, scale, seed), iter: 300);

    [Fact]
    public void Doubles_go_where_brute_force_sends_them() => Problems.Sample((d, k, n, kind, scale, seed) => Check<double>(d, k, n, kind, scale, seed), iter: 300);

    /// <summary>Every score lies between its bounds.</summary>
    [Fact]
    public void Bounds_hold() => Problems.Where(p => p.Scale > 1e-20).Sample((d, k, n, kind, scale, seed) =>
    {
        var (rows, means) = Draw<double>(d, k, n, kind, scale, seed);
        if (new PackedCentroids<double>(means, d).Coded is not { } coded)
        {
            Assert.False(ByteCodes.AreSupported);
            return;
        }

        using var workspace = new Workspace();
        var bounds = new ScoreBounds<double>(coded, workspace);
        for (var first = 0; first < n; first += ScoreBounds<double>.RowsAtOnce)
        {
            var some = Math.Min(ScoreBounds<double>.RowsAtOnce, n - first);
            bounds.Code(rows.AsSpan(first * d, some * d));
            for (var i = 0; i < some; i++)
            {
                var most = bounds.Of(i);
                if (!bounds.IsBounded(i))
                {
                    continue;
                }

                for (var c = 0; c < k; c++)
                {
                    var score = coded.Starts[c] + bounds.Near(i).ToArray().Zip(coded.Points.AsSpan(c * d, d).ToArray(), (x, m) => x * m).Sum();
                    var least = most[c] - (2.0 * bounds.Slack(i) * coded.Length[c]);
                    Assert.True(least <= score && score <= most[c], $"{least:r} {score:r} {most[c]:r}");
                }

                Assert.All(most[k..].ToArray(), bound => Assert.Equal(float.NegativeInfinity, bound));
            }
        }
    }, iter: 100);

    private static void Check<T>(int d, int k, int n, Kind kind, double scale, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (rows, means) = Draw<T>(d, k, n, kind, scale, seed);
        var packed = new PackedCentroids<T>(means, d);
        Assert.Equal(ByteCodes.AreSupported && scale > 1e-20, packed.Coded is not null);
        using var workspace = new Workspace();
        var exact = (Labels: new int[n], Scores: new T[2 * n], Squares: new T[n]);
        NearestCentroid.Exactly<T, TwoScores>(rows, packed, exact.Labels, exact.Scores, exact.Squares, workspace);

        var labels = new int[n];
        NearestCentroid.Assign<T>(rows, packed, labels, workspace);
        Assert.Equal(exact.Labels, labels);

        var (scores, squares) = (new T[2 * n], new T[n]);
        NearestCentroid.Assign<T>(rows, packed, labels, scores, squares, workspace);
        Assert.Equal(exact.Labels, labels);
        var unit = typeof(T) == typeof(float) ? 6e-8 : 1.2e-16;
        for (var i = 0; i < n; i++)
        {
            var size = Math.Sqrt(double.CreateTruncating(exact.Squares[i])) + packed.LargestNorm;
            var rounding = 4 * (d + 4) * unit * size * size;
            Assert.InRange(double.CreateTruncating(squares[i] - exact.Squares[i]), -rounding, rounding);
            Assert.InRange(double.CreateTruncating(scores[i] - exact.Scores[i]), -rounding, rounding);
            Assert.True(double.CreateTruncating(scores[n + i]) >= double.CreateTruncating(exact.Scores[n + i]) - rounding, "the second best is no upper bound");
            Assert.True(double.CreateTruncating(scores[n + i]) <= double.CreateTruncating(exact.Scores[i]) + rounding, "the second best is better than the best");
        }
    }

    private static (T[] Rows, double[] Means) Draw<T>(int d, int k, int n, Kind kind, double scale, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new RandomStream(seed, RandomPurpose.Dataset);
        double Number() => kind == Kind.Signs ? Math.Sign(random.NextNormal()) : random.NextNormal() + (kind == Kind.Far ? 3e3 : 0);
        var rows = Enumerable.Range(0, n * d).Select(_ => Number()).ToArray();
        var means = Enumerable.Range(0, k * d).Select(_ => Number()).ToArray();
        switch (kind)
        {
            case Kind.Outlier:
                for (var j = 0; j < d; j++)
                {
                    means[j] *= 1000;
                }

                for (var i = 0; i < n; i++)
                {
                    rows[i * d] *= 1000;
                }

                break;
            case Kind.Twins:
                means.AsSpan(0, k / 2 * d).CopyTo(means.AsSpan(k / 2 * d));
                means.AsSpan(0, Math.Min(n, k) / 2 * d).CopyTo(rows);
                break;
            case Kind.Beyond:
                for (var j = 0; j < d; j++)
                {
                    rows[j] *= 3e11;
                    rows[rows.Length - 1 - j] = Enumerable.Range(0, k).Average(c => means[(c * d) + d - 1 - j]);
                }

                break;
            case Kind.Crowd:
                for (var j = 0; j < means.Length; j++)
                {
                    means[j] = rows[j % d] + (1e-3 * means[j]);
                }

                break;
        }

        return (rows.Select(x => T.CreateTruncating(scale * x)).ToArray(), means.Select(x => scale * x).ToArray());
    }
}
