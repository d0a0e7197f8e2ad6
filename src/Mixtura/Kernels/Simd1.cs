using System.Numerics;
using System.Runtime.CompilerServices;

namespace Mixtura.Kernels;

/// <summary>One lane: the number itself, for machines without vectors and as the plain twin of the others.</summary>
internal readonly struct Simd1<T> : ISimd<T, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Count => 1;

    public static T Zero => T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load(ref readonly T source, nint offset) => Unsafe.Add(ref Unsafe.AsRef(in source), offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T vector, ref T destination, nint offset) => Unsafe.Add(ref destination, offset) = vector;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LoadFrom<TSource>(ref readonly TSource source, nint offset)
        where TSource : unmanaged => typeof(TSource) == typeof(float)
        ? T.CreateTruncating(Unsafe.Add(ref Unsafe.As<TSource, float>(ref Unsafe.AsRef(in source)), offset))
        : T.CreateTruncating(Unsafe.Add(ref Unsafe.As<TSource, double>(ref Unsafe.AsRef(in source)), offset));

    public static T Broadcast(T value) => value;

    public static T Add(T a, T b) => a + b;

    public static T Subtract(T a, T b) => a - b;

    public static T Multiply(T a, T b) => a * b;

    public static T Divide(T a, T b) => a / b;

    public static T SquareRoot(T a) => T.Sqrt(a);

    public static T MultiplyAdd(T a, T b, T c) => T.FusedMultiplyAdd(a, b, c);

    public static T Max(T a, T b) => a > b ? a : b;

    public static T Min(T a, T b) => a < b ? a : b;

    public static T LessThan(T a, T b) => a < b ? T.One : T.Zero;

    public static T Select(T mask, T a, T b) => mask != T.Zero ? a : b;

    public static T Largest(T value, T index, out T smallestIndex)
    {
        smallestIndex = index;
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(T vector) => vector;

    public static T TimesPowerOfTwo(T x, T shifted) =>
        T.CreateTruncating(BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(double.CreateTruncating(x)) + (BitConverter.DoubleToInt64Bits(double.CreateTruncating(shifted)) << DoubleBits.MantissaBits)));

    public static T Decompose(T x, out T exponent)
    {
        var bits = BitConverter.DoubleToInt64Bits(double.CreateTruncating(x));
        exponent = T.CreateTruncating((bits >>> DoubleBits.MantissaBits) - DoubleBits.Bias);
        return T.CreateTruncating(BitConverter.Int64BitsToDouble((bits & DoubleBits.MantissaMask) | DoubleBits.One));
    }
}
