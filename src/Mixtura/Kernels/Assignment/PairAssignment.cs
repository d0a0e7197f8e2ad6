using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Mixtura.Kernels;

/// <summary>
/// Nearest centroids in two features. Sixteen rows, which are pairs of numbers, come apart into vectors of first and of second features in registers: to turn them in memory, as
/// <see cref="RowTile"/> does, would cost as much as all else. Scores are those of <see cref="RowLaneAssignment{T, TScores}"/>, to the bit. n K d fused multiply-adds.
/// </summary>
internal static class PairAssignment
{
    /// <summary>As many as lie beside each other in the nearest cache.</summary>
    private const int MostClusters = 256;

    /// <summary>Of a centroid: its features, its score before the first of them, and its index.</summary>
    private const int Numbers = 4;
    private const int RowsAtOnce = 16;

    /// <summary>Whether rows are pairs of floats.</summary>
    public static bool ArePairs<T>(int dimension) => dimension == 2 && typeof(T) == typeof(float);

    /// <summary>Whether it is for some centroids, and for labels alone.</summary>
    public static bool Suits<T, TScores>(PackedCentroids<T> centroids)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TScores : struct, IKeptScores =>
        Avx2.IsSupported && Fma.IsSupported && ArePairs<T>(centroids.Dimension) && !TScores.AreKept && !TScores.AreAll && centroids.Clusters <= MostClusters;

    /// <summary>Labels of whole sixteens of rows; returns how many rows those are. Of equals the first centroid wins.</summary>
    /// <param name="rows">n x 2.</param>
    /// <param name="centroids">The centroids.</param>
    /// <param name="labels">n labels.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Assign(ReadOnlySpan<float> rows, PackedCentroids<float> centroids, Span<int> labels)
    {
        ref var row = ref MemoryMarshal.GetReference(rows);
        ref var label = ref MemoryMarshal.GetReference(labels);
        Span<float> beside = stackalloc float[Numbers * MostClusters];
        nint end = Numbers * centroids.Clusters;
        for (var k = 0; k < centroids.Clusters; k++)
        {
            centroids.Points.AsSpan(2 * k, 2).CopyTo(beside[(Numbers * k)..]);
            (beside[(Numbers * k) + 2], beside[(Numbers * k) + 3]) = (centroids.Start[k], centroids.Index[k]);
        }

        ref var centroid = ref MemoryMarshal.GetReference(beside);
        var (originX, originY) = (Vector256.Create(centroids.Origin[0]), Vector256.Create(centroids.Origin[1]));
        nint i = 0;
        for (; i <= labels.Length - RowsAtOnce; i += RowsAtOnce)
        {
            var (x0, y0) = Apart(ref Unsafe.Add(ref row, 2 * i), originX, originY);
            var (x1, y1) = Apart(ref Unsafe.Add(ref row, (2 * i) + RowsAtOnce), originX, originY);
            var best0 = Vector256.Create(float.NegativeInfinity);
            var best1 = best0;
            var at0 = Vector256<float>.Zero;
            var at1 = at0;
            for (nint k = 0; k < end; k += Numbers)
            {
                ref var of = ref Unsafe.Add(ref centroid, k);
                var (c, d) = (Vector256.Create(of), Vector256.Create(Unsafe.Add(ref of, 1)));
                var (score, at) = (Vector256.Create(Unsafe.Add(ref of, 2)), Vector256.Create(Unsafe.Add(ref of, 3)));
                var s0 = Fma.MultiplyAdd(y0, d, Fma.MultiplyAdd(x0, c, score));
                var s1 = Fma.MultiplyAdd(y1, d, Fma.MultiplyAdd(x1, c, score));
                at0 = Vector256.ConditionalSelect(Vector256.LessThan(best0, s0), at, at0);
                at1 = Vector256.ConditionalSelect(Vector256.LessThan(best1, s1), at, at1);
                best0 = Vector256.MaxNative(best0, s0);
                best1 = Vector256.MaxNative(best1, s1);
            }

            InOrder(at0).StoreUnsafe(ref label, (nuint)i);
            InOrder(at1).StoreUnsafe(ref label, (nuint)(i + (RowsAtOnce / 2)));
        }

        return (int)i;
    }

    /// <summary>First and second features of eight rows less the origin: of rows 0, 1, 4, 5, 2, 3, 6 and 7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float> X, Vector256<float> Y) Apart(ref float rows, Vector256<float> originX, Vector256<float> originY)
    {
        var (a, b) = (Vector256.LoadUnsafe(ref rows), Vector256.LoadUnsafe(ref rows, (nuint)Vector256<float>.Count));
        return (Avx.Shuffle(a, b, 0b10_00_10_00) - originX, Avx.Shuffle(a, b, 0b11_01_11_01) - originY);
    }

    /// <summary>Indices of rows in the order of <see cref="Apart"/> as labels of rows 0 to 7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> InOrder(Vector256<float> winners) =>
        Avx2.Permute4x64(Vector256.ConvertToInt32Native(winners).AsInt64(), 0b11_01_10_00).AsInt32();
}
