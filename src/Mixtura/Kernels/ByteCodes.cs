using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Mixtura.Kernels;

/// <summary>
/// Numbers in whole ones of 7 bits: x = s u + e with u from -63 to 63, to which <see cref="Shift"/> is added where they are kept, as products of bytes are of unsigned and signed ones.
/// </summary>
internal static class ByteCodes
{
    /// <summary>What is added to codes.</summary>
    public const int Shift = 64;

    /// <summary>The largest code.</summary>
    private const int Most = Shift - 1;

    /// <summary>1.5 x 2^23: a small number that is added to it is rounded to a whole one, which stands in the lowest bits.</summary>
    private const float Rounder = 12582912;

    /// <summary>Whether this machine multiplies codes.</summary>
    public static bool AreSupported => Avx2.IsSupported;

    /// <summary>Whether it does so in vectors of 512 bits; of 256 else.</summary>
    public static bool AreWide => Vector512.IsHardwareAccelerated && Avx512BW.IsSupported;

    /// <summary>Numbers in the widest vectors of codes that this machine has.</summary>
    public static int Lanes => AreWide ? Vector512<int>.Count : Vector256<int>.Count;

    /// <summary>How many codes d numbers get: whole vectors of them.</summary>
    public static int Length(int d) => (d + (4 * Lanes) - 1) / (4 * Lanes) * 4 * Lanes;

    /// <summary>Codes numbers, of which the largest is given by its size; the scale is 0 where all are. O(d).</summary>
    /// <param name="values">Numbers, and 0 up to the length of the codes.</param>
    /// <param name="largest">The largest of their sizes.</param>
    /// <param name="codes">The codes.</param>
    /// <returns>s and |e|, which is rounded, by less than a ten-thousandth.</returns>
    public static (float Scale, double Left) Code(ReadOnlySpan<float> values, float largest, Span<byte> codes)
    {
        var scale = largest / Most;
        var square = AreWide
            ? Code<Vector512<int>, Codes512, Vector512<float>, Simd512<float>>(values, scale, codes)
            : Code<Vector256<int>, Codes256, Vector256<float>, Simd256<float>>(values, scale, codes);
        return (scale, Math.Sqrt(square));
    }

    /// <summary>A row less an origin; returns the square of its length. O(d).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Center<T>(ReadOnlySpan<T> row, ReadOnlySpan<T> origin, Span<T> near, out T largest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref var x = ref MemoryMarshal.GetReference(row);
        ref var o = ref MemoryMarshal.GetReference(origin);
        ref var to = ref MemoryMarshal.GetReference(near);
        Vector<T> even = Vector<T>.Zero, odd = even, most = even, least = even;
        nint j = 0;
        for (; j <= row.Length - (2 * Vector<T>.Count); j += 2 * Vector<T>.Count)
        {
            var a = Vector.LoadUnsafe(ref x, (nuint)j) - Vector.LoadUnsafe(ref o, (nuint)j);
            var b = Vector.LoadUnsafe(ref x, (nuint)(j + Vector<T>.Count)) - Vector.LoadUnsafe(ref o, (nuint)(j + Vector<T>.Count));
            a.StoreUnsafe(ref to, (nuint)j);
            b.StoreUnsafe(ref to, (nuint)(j + Vector<T>.Count));
            even += a * a;
            odd += b * b;
            most = Vector.MaxNative(most, Vector.MaxNative(a, b));
            least = Vector.MinNative(least, Vector.MinNative(a, b));
        }

        var square = Vector.Sum(even + odd);
        most = Vector.MaxNative(most, -least);
        largest = most[0];
        for (var lane = 1; lane < Vector<T>.Count; lane++)
        {
            largest = T.MaxNumber(largest, most[lane]);
        }

        for (; j < row.Length; j++)
        {
            var value = Unsafe.Add(ref x, j) - Unsafe.Add(ref o, j);
            Unsafe.Add(ref to, j) = value;
            square += value * value;
            largest = T.MaxNumber(largest, T.Abs(value));
        }

        return square;
    }

    /// <summary>Numbers as floats.</summary>
    public static ReadOnlySpan<float> Single<T>(ReadOnlySpan<T> near, Span<float> single)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return MemoryMarshal.Cast<T, float>(near);
        }

        var values = MemoryMarshal.Cast<T, double>(near);
        for (var j = 0; j < single.Length; j += Vector<float>.Count)
        {
            Vector.Narrow(new Vector<double>(values[j..]), new Vector<double>(values[(j + Vector<double>.Count)..])).CopyTo(single[j..]);
        }

        return single;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Code<TCodes, TCodeSimd, TFloats, TSimd>(ReadOnlySpan<float> near, float scale, Span<byte> codes)
        where TCodes : struct
        where TCodeSimd : struct, ICodeSimd<TCodes, TFloats>
        where TFloats : struct
        where TSimd : struct, ISimd<TFloats, float>
    {
        var step = TSimd.Broadcast(scale);
        var per = TSimd.Broadcast(1 / scale);
        var rounder = TSimd.Broadcast(Rounder + Shift);
        TFloats even = TSimd.Zero, odd = even;
        ref var values = ref MemoryMarshal.GetReference(near);
        ref var code = ref MemoryMarshal.GetReference(codes);
        for (nint j = 0; j < codes.Length; j += 4 * TSimd.Count)
        {
            TCodeSimd.StoreLowBytes(
                Round(TSimd.Load(in values, j), ref even),
                Round(TSimd.Load(in values, j + TSimd.Count), ref odd),
                Round(TSimd.Load(in values, j + (2 * TSimd.Count)), ref even),
                Round(TSimd.Load(in values, j + (3 * TSimd.Count)), ref odd),
                ref code,
                j);
        }

        return TSimd.Sum(TSimd.Add(even, odd));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        TFloats Round(TFloats value, ref TFloats left)
        {
            var rounded = TSimd.MultiplyAdd(value, per, rounder);
            var rest = TSimd.Subtract(value, TSimd.Multiply(step, TSimd.Subtract(rounded, rounder)));
            left = TSimd.MultiplyAdd(rest, rest, left);
            return rounded;
        }
    }
}
