using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mixtura.Kernels;

/// <summary>The layout of a double: sign, 11 bits of exponent with a bias of 1023, 52 bits of mantissa.</summary>
internal static class DoubleBits
{
    public const int MantissaBits = 52;
    public const long Bias = 1023;
    public const long MantissaMask = (1L << MantissaBits) - 1;

    /// <summary>The bits of 1.0.</summary>
    public const long One = Bias << MantissaBits;

    /// <summary>The bits of 2^52: a small integer or-ed into them is the double 2^52 + integer.</summary>
    public const long TwoTo52 = (Bias + MantissaBits) << MantissaBits;

    public const double TwoTo52PlusBias = 4503599627370496.0 + 1023.0;

    /// <summary>1.5 x 2^52: adding it rounds to an integer, which then stands in the low bits.</summary>
    public const double Shifter = 6755399441055744.0;
}

/// <summary>The last folds of a vector to one number: 4 floats or 2 doubles, none of them NaN; of 0 and -0 either.</summary>
internal static class Lanes128
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Largest<T>(Vector128<T> v)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        v = Vector128.MaxNative(v, Turned(v));
        return typeof(T) == typeof(float) ? Vector128.MaxNative(v, Swapped(v))[0] : v[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Smallest<T>(Vector128<T> v)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        v = Vector128.MinNative(v, Turned(v));
        return typeof(T) == typeof(float) ? Vector128.MinNative(v, Swapped(v))[0] : v[0];
    }

    /// <summary>The upper half before the lower one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Turned<T>(Vector128<T> v) => Vector128.Shuffle(v.AsInt64(), Vector128.Create(1L, 0L)).As<long, T>();

    /// <summary>Floats by pairs, the second before the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Swapped<T>(Vector128<T> v) => Vector128.Shuffle(v.AsInt32(), Vector128.Create(1, 0, 3, 2)).As<int, T>();
}
