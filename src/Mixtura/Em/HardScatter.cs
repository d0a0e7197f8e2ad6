using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// What k-means adds up of a block: per cluster the weight, the rows and, where it is asked for, the first moment about the current centroid, and the
/// inertia by differences. Rows in order; O(n d).
/// </summary>
internal readonly ref struct HardScatter<T, TFirst>(ReadOnlySpan<T> rows, ReadOnlySpan<double> weights, ReadOnlySpan<int> labels, ReadOnlySpan<double> means, Moments into) : IKernel<double>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFirst : struct, IFirstMoment
{
    /// <summary>Feature j adds its squares to lane j mod 32, so that no sum runs across a row: the same at every width.</summary>
    private const int InertiaLanes = 32;

    private readonly ReadOnlySpan<T> rows = rows;
    private readonly ReadOnlySpan<double> weights = weights;
    private readonly ReadOnlySpan<int> labels = labels;
    private readonly ReadOnlySpan<double> means = means;

    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        Span<double> inertia = stackalloc double[InertiaLanes];
        inertia.Clear();
        ref var lane = ref MemoryMarshal.GetReference(inertia);
        var d = means.Length / into.Components;
        if (d == 1)
        {
            Short<double, Simd1<double>>(ref lane);
        }
        else if (d == Vector128<double>.Count && Vector128.IsHardwareAccelerated)
        {
            Short<Vector128<double>, Simd128<double>>(ref lane);
        }
        else
        {
            Long<TVector, TSimd>(d, ref lane);
        }

        for (var k = 0; weights.IsEmpty && k < into.Components; k++)
        {
            into.Weight[k] = into.Rows[k];
        }

        double total = 0;
        foreach (var part in inertia)
        {
            total += part;
        }

        into.Energy += total;
    }

    /// <summary>Counts a row and returns its weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Count(int row, int cluster)
    {
        into.Rows[cluster]++;
        if (weights.IsEmpty)
        {
            return 1;
        }

        into.Weight[cluster] += weights[row];
        return weights[row];
    }

    /// <summary>Rows of one vector, whose squares stay in a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Short<TVector, TSimd>(ref double lane)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        ref var x = ref MemoryMarshal.GetReference(rows);
        ref var mean = ref MemoryMarshal.GetReference(means);
        ref var first = ref MemoryMarshal.GetArrayDataReference(into.First);
        var squares = TSimd.Zero;
        for (var i = 0; i < labels.Length; i++)
        {
            var at = (nint)labels[i] * TSimd.Count;
            var weight = TSimd.Broadcast(Count(i, labels[i]));
            var delta = TSimd.Subtract(TSimd.LoadFrom(in x, 0), TSimd.Load(in mean, at));
            if (TFirst.IsKept)
            {
                TSimd.Store(TSimd.MultiplyAdd(weight, delta, TSimd.Load(in first, at)), ref first, at);
            }

            squares = TSimd.MultiplyAdd(TSimd.Multiply(weight, delta), delta, squares);
            x = ref Unsafe.Add(ref x, TSimd.Count);
        }

        TSimd.Store(squares, ref lane, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Long<TVector, TSimd>(nint d, ref double lane)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        ref var x = ref MemoryMarshal.GetReference(rows);
        ref var mean = ref MemoryMarshal.GetReference(means);
        ref var first = ref MemoryMarshal.GetArrayDataReference(into.First);
        for (var i = 0; i < labels.Length; i++)
        {
            var k = labels[i];
            Add<TVector, TSimd>(ref x, Count(i, k), ref Unsafe.Add(ref mean, k * d), ref Unsafe.Add(ref first, TFirst.IsKept ? k * d : 0), d, ref lane);
            x = ref Unsafe.Add(ref x, d);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TVector, TSimd>(ref T x, double w, ref double mean, ref double first, nint d, ref double lane)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        nint j = 0;
        if (d >= TSimd.Count)
        {
            var weight = TSimd.Broadcast(w);
            for (; j <= d - TSimd.Count; j += TSimd.Count)
            {
                Add<TVector, TSimd>(ref x, weight, ref mean, ref first, j, ref lane);
            }
        }

        // Less than a vector is left: pairs, and perhaps one more.
        if (Vector128.IsHardwareAccelerated)
        {
            var weight = Vector128.Create(w);
            for (; j <= d - Vector128<double>.Count; j += Vector128<double>.Count)
            {
                Add<Vector128<double>, Simd128<double>>(ref x, weight, ref mean, ref first, j, ref lane);
            }
        }

        for (; j < d; j++)
        {
            var delta = double.CreateTruncating(Unsafe.Add(ref x, j)) - Unsafe.Add(ref mean, j);
            if (TFirst.IsKept)
            {
                ref var sum = ref Unsafe.Add(ref first, j);
                sum = Math.FusedMultiplyAdd(w, delta, sum);
            }

            ref var square = ref Unsafe.Add(ref lane, j % InertiaLanes);
            square = Math.FusedMultiplyAdd(w * delta, delta, square);
        }
    }

    /// <summary>Features j and on of a row, a vector of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TVector, TSimd>(ref T x, TVector weight, ref double mean, ref double first, nint j, ref double lane)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        var delta = TSimd.Subtract(TSimd.LoadFrom(in x, j), TSimd.Load(in mean, j));
        if (TFirst.IsKept)
        {
            TSimd.Store(TSimd.MultiplyAdd(weight, delta, TSimd.Load(in first, j)), ref first, j);
        }

        var at = j % InertiaLanes;
        TSimd.Store(TSimd.MultiplyAdd(TSimd.Multiply(weight, delta), delta, TSimd.Load(in lane, at)), ref lane, at);
    }
}
