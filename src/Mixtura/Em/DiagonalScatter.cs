using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// What one component adds up of some rows, in order: F += w (x - mu), and where it is asked for the diagonal S += w (x - mu)^2. Some features at a time, whose sums stay in registers over
/// all rows. O(d) a row.
/// </summary>
/// <param name="rows">Rows of d values.</param>
/// <param name="index">Which of them.</param>
/// <param name="weights">A weight for each entry of the index.</param>
/// <param name="mean">mu, d values.</param>
/// <param name="first">F, d sums.</param>
/// <param name="second">S, d sums, or none.</param>
internal readonly ref struct DiagonalScatter<T>(ReadOnlySpan<T> rows, ReadOnlySpan<long> index, ReadOnlySpan<double> weights, ReadOnlySpan<double> mean, Span<double> first, Span<double> second)
    : IKernel<double>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> rows = rows;
    private readonly ReadOnlySpan<long> index = index;
    private readonly ReadOnlySpan<double> weights = weights;
    private readonly ReadOnlySpan<double> mean = mean;
    private readonly Span<double> first = first;
    private readonly Span<double> second = second;

    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        nint d = mean.Length;
        nint j = 0;
        for (; j <= d - (2 * TSimd.Count); j += 2 * TSimd.Count)
        {
            Two<TVector, TSimd>(j);
        }

        for (; j <= d - TSimd.Count; j += TSimd.Count)
        {
            One<TVector, TSimd>(j);
        }

        for (; j < d; j++)
        {
            One<double, Simd1<double>>(j);
        }
    }

    /// <summary>Two vectors of features.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Two<TVector, TSimd>(nint j)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        nint d = mean.Length;
        nint lanes = TSimd.Count;
        ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), j);
        ref var m = ref Unsafe.Add(ref MemoryMarshal.GetReference(mean), j);
        ref var f = ref Unsafe.Add(ref MemoryMarshal.GetReference(first), j);
        ref var s = ref second.IsEmpty ? ref f : ref Unsafe.Add(ref MemoryMarshal.GetReference(second), j);
        var (m0, m1) = (TSimd.Load(in m, 0), TSimd.Load(in m, lanes));
        var (f0, f1) = (TSimd.Load(in f, 0), TSimd.Load(in f, lanes));
        var (s0, s1) = (TSimd.Load(in s, 0), TSimd.Load(in s, lanes));
        for (var a = 0; a < index.Length; a++)
        {
            ref var row = ref Unsafe.Add(ref x, (nint)index[a] * d);
            var w = TSimd.Broadcast(Unsafe.Add(ref MemoryMarshal.GetReference(weights), a));
            var d0 = TSimd.Subtract(TSimd.LoadFrom(in row, 0), m0);
            var d1 = TSimd.Subtract(TSimd.LoadFrom(in row, lanes), m1);
            f0 = TSimd.MultiplyAdd(w, d0, f0);
            f1 = TSimd.MultiplyAdd(w, d1, f1);
            s0 = TSimd.MultiplyAdd(TSimd.Multiply(w, d0), d0, s0);
            s1 = TSimd.MultiplyAdd(TSimd.Multiply(w, d1), d1, s1);
        }

        // Without second moments their place is that of the first, which are stored last.
        TSimd.Store(s0, ref s, 0);
        TSimd.Store(s1, ref s, lanes);
        TSimd.Store(f0, ref f, 0);
        TSimd.Store(f1, ref f, lanes);
    }

    /// <summary>One vector of features, or one feature.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void One<TVector, TSimd>(nint j)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        nint d = mean.Length;
        ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), j);
        ref var f = ref Unsafe.Add(ref MemoryMarshal.GetReference(first), j);
        ref var s = ref second.IsEmpty ? ref f : ref Unsafe.Add(ref MemoryMarshal.GetReference(second), j);
        var m0 = TSimd.Load(in mean[(int)j], 0);
        var (f0, s0) = (TSimd.Load(in f, 0), TSimd.Load(in s, 0));
        for (var a = 0; a < index.Length; a++)
        {
            var w = TSimd.Broadcast(Unsafe.Add(ref MemoryMarshal.GetReference(weights), a));
            var d0 = TSimd.Subtract(TSimd.LoadFrom(in Unsafe.Add(ref x, (nint)index[a] * d), 0), m0);
            f0 = TSimd.MultiplyAdd(w, d0, f0);
            s0 = TSimd.MultiplyAdd(TSimd.Multiply(w, d0), d0, s0);
        }

        TSimd.Store(s0, ref s, 0);
        TSimd.Store(f0, ref f, 0);
    }
}
