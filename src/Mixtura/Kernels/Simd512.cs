using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mixtura.Kernels;

/// <summary>512 bits a vector: 16 floats or 8 doubles.</summary>
internal readonly struct Simd512<T> : ISimd<Vector512<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Count => Vector512<T>.Count;

    public static Vector512<T> Zero => Vector512<T>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(ref readonly T source, nint offset) => Vector512.LoadUnsafe(in source, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<T> vector, ref T destination, nint offset) => vector.StoreUnsafe(ref destination, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LoadFrom<TSource>(ref readonly TSource source, nint offset)
        where TSource : unmanaged
    {
        if (typeof(T) == typeof(double) && typeof(TSource) == typeof(float))
        {
            var half = Vector256.LoadUnsafe(in Unsafe.As<TSource, float>(ref Unsafe.AsRef(in source)), (nuint)offset);
            var (lower, upper) = Vector256.Widen(half);
            return Vector512.Create(lower, upper).As<double, T>();
        }

        return Vector512.LoadUnsafe(in Unsafe.As<TSource, T>(ref Unsafe.AsRef(in source)), (nuint)offset);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Broadcast(T value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Add(Vector512<T> a, Vector512<T> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Subtract(Vector512<T> a, Vector512<T> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Multiply(Vector512<T> a, Vector512<T> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Divide(Vector512<T> a, Vector512<T> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> SquareRoot(Vector512<T> a) => Vector512.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd(Vector512<T> a, Vector512<T> b, Vector512<T> c) => typeof(T) == typeof(float)
        ? Vector512.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector512.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Max(Vector512<T> a, Vector512<T> b) => Vector512.MaxNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Min(Vector512<T> a, Vector512<T> b) => Vector512.MinNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LessThan(Vector512<T> a, Vector512<T> b) => Vector512.LessThan(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Select(Vector512<T> mask, Vector512<T> a, Vector512<T> b) => Vector512.ConditionalSelect(mask, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Largest(Vector512<T> value, Vector512<T> index, out T smallestIndex)
    {
        var high = Vector256.MaxNative(value.GetLower(), value.GetUpper());
        var highest = Vector128.MaxNative(high.GetLower(), high.GetUpper());
        var best = Lanes128.Largest(highest);
        var candidates = Vector512.ConditionalSelect(Vector512.Equals(value, Vector512.Create(best)), index, Vector512.Create(T.CreateTruncating(float.MaxValue)));
        var low = Vector256.MinNative(candidates.GetLower(), candidates.GetUpper());
        smallestIndex = Lanes128.Smallest(Vector128.MinNative(low.GetLower(), low.GetUpper()));
        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector512<T> vector) => Vector512.Sum(vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> TimesPowerOfTwo(Vector512<T> x, Vector512<T> shifted) =>
        (x.AsInt64() + (shifted.AsInt64() << DoubleBits.MantissaBits)).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Decompose(Vector512<T> x, out Vector512<T> exponent)
    {
        var bits = x.AsInt64();
        var shifted = (bits >>> DoubleBits.MantissaBits) | Vector512.Create(DoubleBits.TwoTo52);
        exponent = (shifted.AsDouble() - Vector512.Create(DoubleBits.TwoTo52PlusBias)).As<double, T>();
        return ((bits & Vector512.Create(DoubleBits.MantissaMask)) | Vector512.Create(DoubleBits.One)).As<long, T>();
    }
}
