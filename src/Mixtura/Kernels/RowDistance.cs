using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mixtura.Kernels;

/// <summary>
/// |x - c|^2 of one row and one point by differences, in double, with the same bits at every vector width; 0 exactly where they are
/// equal. In few dimensions one chain of fused multiply-adds, as <see cref="SquaredDistances"/> builds it for rows in lanes; else feature
/// j adds to lane j mod 16, and the lanes are added in a fixed tree.
/// </summary>
internal static class RowDistance
{
    /// <summary>Up to this dimension the features are added in order.</summary>
    public const int MostFeaturesInOrder = 16;

    private const int Lanes = 8;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Between<T>(ReadOnlySpan<T> row, ReadOnlySpan<double> point)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref var x = ref MemoryMarshal.GetReference(row);
        ref var c = ref MemoryMarshal.GetReference(point);
        return row.Length <= MostFeaturesInOrder ? InOrder(ref x, ref c, row.Length) : InLanes(ref x, ref c, row.Length);
    }

    private static double InOrder<T>(ref T x, ref double c, nint d)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        for (nint j = 0; j < d; j++)
        {
            var t = double.CreateTruncating(Unsafe.Add(ref x, j)) - Unsafe.Add(ref c, j);
            sum = Math.FusedMultiplyAdd(t, t, sum);
        }

        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double InLanes<T>(ref T x, ref double c, nint d)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var even = Vector512<double>.Zero;
        var odd = even;
        nint j = 0;
        for (; j <= d - (2 * Lanes); j += 2 * Lanes)
        {
            even = Add(ref x, ref c, j, even);
            odd = Add(ref x, ref c, j + Lanes, odd);
        }

        if (j <= d - Lanes)
        {
            even = Add(ref x, ref c, j, even);
            j += Lanes;
            odd = AddRest(ref x, ref c, j, d, odd);
        }
        else
        {
            even = AddRest(ref x, ref c, j, d, even);
        }

        var eight = even + odd;
        var four = eight.GetLower() + eight.GetUpper();
        var two = four.GetLower() + four.GetUpper();
        return two[0] + two[1];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Add<T>(ref T x, ref double c, nint j, Vector512<double> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var t = Simd512<double>.LoadFrom(in x, j) - Vector512.LoadUnsafe(in c, (nuint)j);
        return Vector512.FusedMultiplyAdd(t, t, sum);
    }

    /// <summary>The last features, fewer than there are lanes; lanes behind them add 0.</summary>
    private static Vector512<double> AddRest<T>(ref T x, ref double c, nint j, nint d, Vector512<double> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (j == d)
        {
            return sum;
        }

        Span<double> rest = stackalloc double[Lanes];
        rest.Clear();
        for (var i = 0; j < d; i++, j++)
        {
            rest[i] = double.CreateTruncating(Unsafe.Add(ref x, j)) - Unsafe.Add(ref c, j);
        }

        var t = Vector512.Create<double>(rest);
        return Vector512.FusedMultiplyAdd(t, t, sum);
    }
}
