using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Mixtura.Kernels;

/// <summary>A tile of rows turned feature-major (d x width), as the kernels with rows in the lanes read it.</summary>
internal static class RowTile
{
    /// <summary>A tile's width is a multiple of this: four vectors of eight doubles.</summary>
    public const int Granularity = 32;

    /// <summary>The rows in a tile: as many as keep a tile and its K energies near the core, 32 to 256. A function of the shape alone.</summary>
    public static int Width(int dimension, int components) =>
        Math.Clamp(16384 / ((2 * dimension) + components) / Granularity * Granularity, Granularity, 256);

    /// <summary>Writes rows feature-major; places behind the last row repeat it, so that nothing there is out of range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Turn<TFrom, TTo>(ReadOnlySpan<TFrom> rows, int dimension, int width, Span<TTo> tile)
        where TFrom : unmanaged, IBinaryFloatingPointIeee754<TFrom>
        where TTo : unmanaged, IBinaryFloatingPointIeee754<TTo>
    {
        nint count = rows.Length / dimension;
        if (dimension == 2 && typeof(TFrom) == typeof(float) && typeof(TTo) == typeof(float) && count == width)
        {
            TurnPairs(MemoryMarshal.Cast<TFrom, ulong>(rows), MemoryMarshal.Cast<TTo, uint>(tile));
            return;
        }

        var turned = 0;
        if (Avx.IsSupported && typeof(TFrom) == typeof(float) && typeof(TTo) == typeof(float) && count == width)
        {
            turned = TurnFours(MemoryMarshal.Cast<TFrom, float>(rows), dimension, width, MemoryMarshal.Cast<TTo, float>(tile));
        }

        for (var j = turned; j < dimension; j++)
        {
            ref var from = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), j);
            ref var to = ref Unsafe.Add(ref MemoryMarshal.GetReference(tile), j * width);
            var value = TTo.Zero;
            for (nint i = 0; i < count; i++)
            {
                value = TTo.CreateTruncating(from);
                Unsafe.Add(ref to, i) = value;
                from = ref Unsafe.Add(ref from, dimension);
            }

            for (var i = count; i < width; i++)
            {
                Unsafe.Add(ref to, i) = value;
            }
        }
    }

    /// <summary>Two floats a row are one number of 64 bits: its lower half is the first feature, its upper half the second.</summary>
    private static void TurnPairs(ReadOnlySpan<ulong> rows, Span<uint> tile)
    {
        var width = rows.Length;
        for (var i = 0; i < width; i += Vector<uint>.Count)
        {
            var low = new Vector<ulong>(rows[i..]);
            var high = new Vector<ulong>(rows[(i + Vector<ulong>.Count)..]);
            Vector.Narrow(low, high).CopyTo(tile[i..]);
            Vector.Narrow(low >>> 32, high >>> 32).CopyTo(tile[(width + i)..]);
        }
    }

    /// <summary>Turns eight rows of four features at a time, and returns how many features are turned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int TurnFours(ReadOnlySpan<float> rows, nint dimension, nint width, Span<float> tile)
    {
        ref var from = ref MemoryMarshal.GetReference(rows);
        ref var to = ref MemoryMarshal.GetReference(tile);
        nint j = 0;
        for (; j <= dimension - 4; j += 4)
        {
            for (nint i = 0; i < width; i += Vector256<float>.Count)
            {
                ref var row = ref Unsafe.Add(ref from, (i * dimension) + j);
                var (first, second, third, fourth) = Turned(Both(ref row, dimension, 0), Both(ref row, dimension, 1), Both(ref row, dimension, 2), Both(ref row, dimension, 3));
                ref var column = ref Unsafe.Add(ref to, (j * width) + i);
                first.StoreUnsafe(ref column);
                second.StoreUnsafe(ref column, (nuint)width);
                third.StoreUnsafe(ref column, (nuint)(2 * width));
                fourth.StoreUnsafe(ref column, (nuint)(3 * width));
            }
        }

        return (int)j;
    }

    /// <summary>Four features of a row and of the fourth after it.</summary>
    /// <param name="row">The first feature of a first row.</param>
    /// <param name="dimension">d, from row to row.</param>
    /// <param name="at">Which row after the first.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Both(ref readonly float row, nint dimension, nint at) =>
        Vector256.Create(Vector128.LoadUnsafe(in row, (nuint)(at * dimension)), Vector128.LoadUnsafe(in row, (nuint)((at + 4) * dimension)));

    /// <summary>Four features of rows 0 and 4, 1 and 5, 2 and 6, 3 and 7, turned: of each feature all eight rows. Needs AVX.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<float> First, Vector256<float> Second, Vector256<float> Third, Vector256<float> Fourth) Turned(Vector256<float> a, Vector256<float> b, Vector256<float> c, Vector256<float> d)
    {
        var (low, low2) = (Avx.UnpackLow(a, b), Avx.UnpackLow(c, d));
        var (high, high2) = (Avx.UnpackHigh(a, b), Avx.UnpackHigh(c, d));
        return (Avx.Shuffle(low, low2, 0b01_00_01_00), Avx.Shuffle(low, low2, 0b11_10_11_10), Avx.Shuffle(high, high2, 0b01_00_01_00), Avx.Shuffle(high, high2, 0b11_10_11_10));
    }
}
