using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Mixtura.Kernels;

/// <summary>
/// Numbers in whole ones: x = s u + e with u from -63 to 63 for the signed factors of products of bytes, and to 127 for the unsigned ones, to which <see cref="Shift"/> is added where they are
/// kept. Products are added up in 16 bits, which wrap around: that takes nothing from a sum which itself fits. So <see cref="BlockSize"/> features at a time are added up, of each four the first
/// two and the last two apart, and of these halves of a block no u is longer than <see cref="Longest"/>, so that by Cauchy and Schwarz no sum is larger than its square.
/// </summary>
internal static class ByteCodes
{
    /// <summary>What is added to codes that are kept unsigned.</summary>
    public const int Shift = 128;

    /// <summary>Features whose products are added up in 16 bits.</summary>
    public const int BlockSize = 128;

    /// <summary>The largest code with a sign: two products of it with the largest unsigned one fit into 16 bits.</summary>
    public const int MostSigned = 63;

    /// <summary>The largest code of those that are kept unsigned.</summary>
    public const int MostUnsigned = Shift - 1;

    /// <summary>181^2 fits into 16 bits.</summary>
    private const float Longest = 181;

    /// <summary>By how much half a block of codes is longer at most than what it codes: half of one in each of 64 numbers, and what rounding adds.</summary>
    private const float Rounded = 4.1f;

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

    /// <summary>Codes numbers; what a scale of 0 makes of them says nothing. O(d).</summary>
    /// <param name="values">Numbers, and 0 up to the length of the codes.</param>
    /// <param name="scale">s, as <see cref="Center"/> finds it.</param>
    /// <param name="codes">The codes, and what is added.</param>
    /// <returns>|e|, which is rounded, by less than a ten-thousandth.</returns>
    public static double Code(ReadOnlySpan<float> values, float scale, Span<byte> codes) => Math.Sqrt(AreWide
        ? Code<Vector512<int>, Codes512, Vector512<float>, Simd512<float>>(values, scale, codes)
        : Code<Vector256<int>, Codes256, Vector256<float>, Simd256<float>>(values, scale, codes));

    /// <summary>A row less an origin, and how it is to be coded; returns the square of its length. O(d).</summary>
    /// <param name="row">d values.</param>
    /// <param name="origin">d values.</param>
    /// <param name="near">Takes the row less the origin.</param>
    /// <param name="most">The largest code.</param>
    /// <param name="scale">The smallest scale that codes allow; 0 where all numbers are.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static T Center<T>(ReadOnlySpan<T> row, ReadOnlySpan<T> origin, Span<T> near, int most, out float scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref var x = ref MemoryMarshal.GetReference(row);
        ref var o = ref MemoryMarshal.GetReference(origin);
        ref var to = ref MemoryMarshal.GetReference(near);
        Vector256<T> highest = Vector256<T>.Zero, lowest = highest;
        var (square, longest, largest) = (T.Zero, T.Zero, T.Zero);
        nint j = 0;
        for (nint first = 0; first < row.Length; first += BlockSize)
        {
            Vector256<T> even = Vector256<T>.Zero, odd = even;
            for (; j <= nint.Min(row.Length, first + BlockSize) - (2 * Vector256<T>.Count); j += 2 * Vector256<T>.Count)
            {
                var a = Vector256.LoadUnsafe(ref x, (nuint)j) - Vector256.LoadUnsafe(ref o, (nuint)j);
                var b = Vector256.LoadUnsafe(ref x, (nuint)(j + Vector256<T>.Count)) - Vector256.LoadUnsafe(ref o, (nuint)(j + Vector256<T>.Count));
                a.StoreUnsafe(ref to, (nuint)j);
                b.StoreUnsafe(ref to, (nuint)(j + Vector256<T>.Count));
                even += a * a;
                odd += b * b;
                highest = Vector256.MaxNative(highest, Vector256.MaxNative(a, b));
                lowest = Vector256.MinNative(lowest, Vector256.MinNative(a, b));
            }

            var (left, right) = Halves(even + odd);
            for (; j < nint.Min(row.Length, first + BlockSize); j++)
            {
                var value = Unsafe.Add(ref x, j) - Unsafe.Add(ref o, j);
                Unsafe.Add(ref to, j) = value;
                largest = T.MaxNumber(largest, T.Abs(value));
                left += (j & 2) == 0 ? value * value : T.Zero;
                right += (j & 2) == 0 ? T.Zero : value * value;
            }

            square += left + right;
            longest = T.MaxNative(longest, T.MaxNative(left, right));
        }

        highest = Vector256.MaxNative(highest, -lowest);
        for (var lane = 0; lane < Vector256<T>.Count; lane++)
        {
            largest = T.MaxNative(largest, highest[lane]);
        }

        scale = MathF.Max(float.CreateTruncating(largest) / most, MathF.Sqrt(float.CreateTruncating(longest)) / (Longest - Rounded));
        return square;
    }

    /// <summary>The sum of the first two of each four lanes, and that of the last two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T First, T Last) Halves<T>(Vector256<T> lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(double))
        {
            return (Vector128.Sum(lanes.GetLower()), Vector128.Sum(lanes.GetUpper()));
        }

        var fours = (lanes.GetLower() + lanes.GetUpper()).AsDouble();
        return (Vector128.Sum(Vector128.CreateScalar(fours[0]).As<double, T>()), Vector128.Sum(Vector128.CreateScalar(fours[1]).As<double, T>()));
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
