using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mixtura.Kernels;

/// <summary>256 bits a vector: 8 floats or 4 doubles.</summary>
internal readonly struct Simd256<T> : ISimd<Vector256<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Count => Vector256<T>.Count;

    public static Vector256<T> Zero => Vector256<T>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load(ref readonly T source, nint offset) => Vector256.LoadUnsafe(in source, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<T> vector, ref T destination, nint offset) => vector.StoreUnsafe(ref destination, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LoadFrom<TSource>(ref readonly TSource source, nint offset)
        where TSource : unmanaged
    {
        if (typeof(T) == typeof(double) && typeof(TSource) == typeof(float))
        {
            var half = Vector128.LoadUnsafe(in Unsafe.As<TSource, float>(ref Unsafe.AsRef(in source)), (nuint)offset);
            var (lower, upper) = Vector128.Widen(half);
            return Vector256.Create(lower, upper).As<double, T>();
        }

        return Vector256.LoadUnsafe(in Unsafe.As<TSource, T>(ref Unsafe.AsRef(in source)), (nuint)offset);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Broadcast(T value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Add(Vector256<T> a, Vector256<T> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Subtract(Vector256<T> a, Vector256<T> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Multiply(Vector256<T> a, Vector256<T> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Divide(Vector256<T> a, Vector256<T> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> SquareRoot(Vector256<T> a) => Vector256.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MultiplyAdd(Vector256<T> a, Vector256<T> b, Vector256<T> c) => typeof(T) == typeof(float)
        ? Vector256.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector256.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Max(Vector256<T> a, Vector256<T> b) => Vector256.MaxNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Min(Vector256<T> a, Vector256<T> b) => Vector256.MinNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LessThan(Vector256<T> a, Vector256<T> b) => Vector256.LessThan(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Select(Vector256<T> mask, Vector256<T> a, Vector256<T> b) => Vector256.ConditionalSelect(mask, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Largest(Vector256<T> value, Vector256<T> index, out T smallestIndex)
    {
        var best = Lanes128.Largest(Vector128.MaxNative(value.GetLower(), value.GetUpper()));
        var candidates = Vector256.ConditionalSelect(Vector256.Equals(value, Vector256.Create(best)), index, Vector256.Create(T.CreateTruncating(float.MaxValue)));
        smallestIndex = Lanes128.Smallest(Vector128.MinNative(candidates.GetLower(), candidates.GetUpper()));
        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector256<T> vector) => Vector256.Sum(vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> TimesPowerOfTwo(Vector256<T> x, Vector256<T> shifted) =>
        (x.AsInt64() + (shifted.AsInt64() << DoubleBits.MantissaBits)).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Decompose(Vector256<T> x, out Vector256<T> exponent)
    {
        var bits = x.AsInt64();
        var shifted = (bits >>> DoubleBits.MantissaBits) | Vector256.Create(DoubleBits.TwoTo52);
        exponent = (shifted.AsDouble() - Vector256.Create(DoubleBits.TwoTo52PlusBias)).As<double, T>();
        return ((bits & Vector256.Create(DoubleBits.MantissaMask)) | Vector256.Create(DoubleBits.One)).As<long, T>();
    }
}
