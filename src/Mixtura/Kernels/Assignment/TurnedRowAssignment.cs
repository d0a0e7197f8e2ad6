using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Mixtura.Kernels;

/// <summary>
/// Nearest of nine or ten centroids in many features, where vectors hold eight numbers: two vectors of centroids would be half empty. Eight rows stand in the lanes; four features of them at a
/// time are turned in registers, beside ten running scores. Scores are those of <see cref="CentroidLaneAssignment{T, TScores}"/>, to the bit. n K d fused multiply-adds, and for every eight
/// numbers of a row three operations to turn them.
/// </summary>
internal static unsafe class TurnedRowAssignment
{
    /// <summary>As many scores stay in registers beside the features.</summary>
    private const int MostClusters = 10;
    private const int RowsAtOnce = 8;
    private const int FeaturesAtOnce = 4;

    /// <summary>Whether it is for some centroids.</summary>
    public static bool Suits<T>(PackedCentroids<T> centroids)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Fma.IsSupported && typeof(T) == typeof(float) && NearestCentroid.Lanes<T>() == RowsAtOnce
        && centroids.Layout == AssignmentLayout.CentroidLanes && centroids.Clusters is > RowsAtOnce and <= MostClusters;

    /// <summary>Labels of rows, and where they are kept the best score of each row and then the second best of each. Of equals the first centroid wins.</summary>
    /// <param name="rows">n x d.</param>
    /// <param name="centroids">The centroids.</param>
    /// <param name="labels">n labels.</param>
    /// <param name="scores">2 n scores where they are kept.</param>
    /// <param name="squares">|x|^2 of each row less the origin, where scores are kept.</param>
    /// <param name="workspace">Gives memory.</param>
    public static void Assign<TScores>(ReadOnlySpan<float> rows, PackedCentroids<float> centroids, Span<int> labels, Span<float> scores, Span<float> squares, Workspace workspace)
        where TScores : struct, IKeptScores
    {
        var d = centroids.Dimension;
        var last = workspace.Take<float>(labels.Length % RowsAtOnce == 0 ? 0 : RowsAtOnce * d);
        var nowhere = workspace.Take<float>(TScores.AreKept ? d : 0);
        nowhere.Clear();
        for (var first = 0; first < labels.Length; first += RowsAtOnce)
        {
            var count = Math.Min(RowsAtOnce, labels.Length - first);
            var some = rows.Slice(first * d, count * d);
            if (count < RowsAtOnce)
            {
                last.Clear();
                some.CopyTo(last);
                some = last;
            }

            var winners = Nearest(some, centroids, out var best, out var second);
            Keep(winners, labels.Slice(first, count));
            if (TScores.AreKept)
            {
                Keep(best, scores.Slice(first, count));
                Keep(second, scores.Slice(labels.Length + first, count));
                RowDistances<float>.Run(some[..(count * d)], [], centroids.Origin, nowhere, [], squares.Slice(first, count));
            }
        }
    }

    /// <summary>The first lanes of a vector.</summary>
    private static void Keep<T>(Vector256<T> vector, Span<T> to)
    {
        if (to.Length == RowsAtOnce)
        {
            vector.CopyTo(to);
            return;
        }

        for (var lane = 0; lane < to.Length; lane++)
        {
            to[lane] = vector[lane];
        }
    }

    /// <summary>The winners of eight rows, their scores and the second best.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static Vector256<int> Nearest(ReadOnlySpan<float> rows, PackedCentroids<float> centroids, out Vector256<float> best, out Vector256<float> second)
    {
        nint d = centroids.Dimension;
        nint width = centroids.PanelWidth;
        fixed (float* x = rows, origin = centroids.Origin, panel = centroids.Values, start = centroids.Start)
        {
            Vector256<float> s0 = Vector256.Create(start[0]), s1 = Vector256.Create(start[1]), s2 = Vector256.Create(start[2]), s3 = Vector256.Create(start[3]), s4 = Vector256.Create(start[4]);
            Vector256<float> s5 = Vector256.Create(start[5]), s6 = Vector256.Create(start[6]), s7 = Vector256.Create(start[7]), s8 = Vector256.Create(start[8]), s9 = Vector256.Create(start[9]);
            nint j = 0;
            for (; j <= d - FeaturesAtOnce; j += FeaturesAtOnce)
            {
                if (Prefetch.IsLine<float>(j))
                {
                    AskForNext(x + j, d);
                }

                var o = Avx.BroadcastVector128ToVector256(origin + j);
                ref var y = ref x[j];
                var turned = RowTile.Turned(RowTile.Both(in y, d, 0) - o, RowTile.Both(in y, d, 1) - o, RowTile.Both(in y, d, 2) - o, RowTile.Both(in y, d, 3) - o);
                Add(turned.First, panel + (j * width));
                Add(turned.Second, panel + ((j + 1) * width));
                Add(turned.Third, panel + ((j + 2) * width));
                Add(turned.Fourth, panel + ((j + 3) * width));
            }

            for (; j < d; j++)
            {
                var y = x + j;
                Add(Vector256.Create(y[0], y[d], y[2 * d], y[3 * d], y[4 * d], y[5 * d], y[6 * d], y[7 * d]) - Vector256.Create(origin[j]), panel + (j * width));
            }

            var at = Vector256<float>.Zero;
            best = s0;
            second = Vector256.Create(float.NegativeInfinity);
            Better(s1, 1, ref best, ref second, ref at);
            Better(s2, 2, ref best, ref second, ref at);
            Better(s3, 3, ref best, ref second, ref at);
            Better(s4, 4, ref best, ref second, ref at);
            Better(s5, 5, ref best, ref second, ref at);
            Better(s6, 6, ref best, ref second, ref at);
            Better(s7, 7, ref best, ref second, ref at);
            Better(s8, 8, ref best, ref second, ref at);
            Better(s9, 9, ref best, ref second, ref at);
            return Vector256.ConvertToInt32Native(at);

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            void Add(Vector256<float> feature, float* of)
            {
                s0 = Fma.MultiplyAdd(feature, Vector256.Create(of[0]), s0);
                s1 = Fma.MultiplyAdd(feature, Vector256.Create(of[1]), s1);
                s2 = Fma.MultiplyAdd(feature, Vector256.Create(of[2]), s2);
                s3 = Fma.MultiplyAdd(feature, Vector256.Create(of[3]), s3);
                s4 = Fma.MultiplyAdd(feature, Vector256.Create(of[4]), s4);
                s5 = Fma.MultiplyAdd(feature, Vector256.Create(of[5]), s5);
                s6 = Fma.MultiplyAdd(feature, Vector256.Create(of[6]), s6);
                s7 = Fma.MultiplyAdd(feature, Vector256.Create(of[7]), s7);
                s8 = Fma.MultiplyAdd(feature, Vector256.Create(of[8]), s8);
                s9 = Fma.MultiplyAdd(feature, Vector256.Create(of[9]), s9);
            }
        }
    }

    /// <summary>Asks for a line of each of the next eight rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AskForNext(float* x, nint d)
    {
        for (nint row = RowsAtOnce; row < 2 * RowsAtOnce; row++)
        {
            Prefetch.Ask(in *x, row * d);
        }
    }

    /// <summary>The better of the best so far and one more centroid; of equals the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Better(Vector256<float> score, float index, ref Vector256<float> best, ref Vector256<float> second, ref Vector256<float> at)
    {
        at = Vector256.ConditionalSelect(Vector256.LessThan(best, score), Vector256.Create(index), at);
        second = Vector256.MaxNative(second, Vector256.MinNative(best, score));
        best = Vector256.MaxNative(best, score);
    }
}
