using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mixtura.Kernels;

/// <summary>A few neighbouring features of a row, repeated over a vector whose lanes hold the same features of a few points.</summary>
internal interface IFeatureGroup<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <summary>Features in a group.</summary>
    static abstract int Count { get; }

    static abstract TVector Repeat(ref T features);

    /// <summary>In each lane the sum of its group of lanes.</summary>
    static abstract TVector Sum(TVector vector);
}

/// <summary>One feature in all lanes, at any width.</summary>
internal readonly struct OneFeature<TVector, TSimd, T> : IFeatureGroup<TVector, T>
    where TVector : struct
    where TSimd : struct, ISimd<TVector, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Repeat(ref T features) => TSimd.Broadcast(features);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sum(TVector vector) => vector;
}

/// <summary>Two features side by side in 512 bits.</summary>
internal readonly struct TwoFeatures<T> : IFeatureGroup<Vector512<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Count => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Repeat(ref T features) => typeof(T) == typeof(float)
        ? Vector512.Create(Unsafe.ReadUnaligned<double>(ref Unsafe.As<T, byte>(ref features))).As<double, T>()
        : Vector512.Create(Vector128.LoadUnsafe(ref features));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Sum(Vector512<T> vector) => vector + Swapped(vector);

    /// <summary>Each lane's neighbour.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Swapped(Vector512<T> vector) => typeof(T) == typeof(float)
        ? Vector512.Shuffle(vector.AsSingle(), Vector512.Create(1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14)).As<float, T>()
        : Vector512.Shuffle(vector.AsDouble(), Vector512.Create(1L, 0, 3, 2, 5, 4, 7, 6)).As<double, T>();
}

/// <summary>Four floats side by side in 512 bits.</summary>
internal readonly struct FourFeatures<T> : IFeatureGroup<Vector512<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Repeat(ref T features) => Vector512.Create(Vector128.LoadUnsafe(ref features));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Sum(Vector512<T> vector)
    {
        var pairs = TwoFeatures<T>.Sum(vector);
        return pairs + Vector512.Shuffle(pairs.AsDouble(), Vector512.Create(1L, 0, 3, 2, 5, 4, 7, 6)).As<double, T>();
    }
}
