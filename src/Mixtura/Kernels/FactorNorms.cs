using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>
/// |A (x - mu)|^2 weighted of every row of a feature-major tile, A q orthonormal directions and what is left: sum_l a_l p_l^2 + b |x - mu - U' p|^2 with p = U (x - mu), the squared
/// Mahalanobis distance under q factors and noise. What is left is taken by subtraction, not as a difference of squares, so that long factors beside little noise lose no digits. Rows in
/// the lanes; fixed sequences of fused multiply-adds. O(width d q).
/// </summary>
internal readonly ref struct FactorNorms(
    ReadOnlySpan<double> tile, ReadOnlySpan<double> mean, ReadOnlySpan<double> directions, ReadOnlySpan<double> along, double beside, int width, Span<double> norms, Span<double> parts)
    : IKernel<double>
{
    private readonly ReadOnlySpan<double> tile = tile;
    private readonly ReadOnlySpan<double> mean = mean;
    private readonly ReadOnlySpan<double> directions = directions;
    private readonly ReadOnlySpan<double> along = along;
    private readonly Span<double> norms = norms;
    private readonly Span<double> parts = parts;

    /// <param name="tile">d x width.</param>
    /// <param name="mean">d values.</param>
    /// <param name="directions">U, q x d.</param>
    /// <param name="along">q factors a.</param>
    /// <param name="beside">b.</param>
    /// <param name="width">Rows in the tile, a multiple of 32.</param>
    /// <param name="norms">width results.</param>
    /// <param name="parts">q x width numbers to work in.</param>
    public static void Run(
        ReadOnlySpan<double> tile, ReadOnlySpan<double> mean, ReadOnlySpan<double> directions, ReadOnlySpan<double> along, double beside, int width, Span<double> norms, Span<double> parts)
    {
        var kernel = new FactorNorms(tile, mean, directions, along, beside, width, norms, parts);
        SimdWidth.Run<double, FactorNorms>(ref kernel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        for (nint first = 0; first < width; first += 2 * TSimd.Count)
        {
            Project<TVector, TSimd>(first);
            Norms<TVector, TSimd>(first);
        }
    }

    /// <summary>p of two vectors of rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Project<TVector, TSimd>(nint first)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        nint step = width;
        ref var m = ref MemoryMarshal.GetReference(mean);
        ref var u = ref MemoryMarshal.GetReference(directions);
        for (var l = 0; l < along.Length; l++)
        {
            ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(tile), first);
            TVector p0 = TSimd.Zero, p1 = p0;
            for (nint j = 0; j < mean.Length; j++)
            {
                var center = TSimd.Broadcast(Unsafe.Add(ref m, j));
                var direction = TSimd.Broadcast(Unsafe.Add(ref u, j));
                p0 = TSimd.MultiplyAdd(direction, TSimd.Subtract(TSimd.Load(in x, 0), center), p0);
                p1 = TSimd.MultiplyAdd(direction, TSimd.Subtract(TSimd.Load(in x, TSimd.Count), center), p1);
                x = ref Unsafe.Add(ref x, step);
            }

            ref var part = ref Unsafe.Add(ref MemoryMarshal.GetReference(parts), (l * step) + first);
            TSimd.Store(p0, ref part, 0);
            TSimd.Store(p1, ref part, TSimd.Count);
            u = ref Unsafe.Add(ref u, mean.Length);
        }
    }

    /// <summary>What two vectors of rows have beside the directions, and the norms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Norms<TVector, TSimd>(nint first)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        nint step = width;
        nint d = mean.Length;
        ref var m = ref MemoryMarshal.GetReference(mean);
        ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(tile), first);
        TVector s0 = TSimd.Zero, s1 = s0;
        for (nint j = 0; j < d; j++)
        {
            var center = TSimd.Broadcast(Unsafe.Add(ref m, j));
            var r0 = TSimd.Subtract(TSimd.Load(in x, 0), center);
            var r1 = TSimd.Subtract(TSimd.Load(in x, TSimd.Count), center);
            ref var u = ref Unsafe.Add(ref MemoryMarshal.GetReference(directions), j);
            ref var part = ref Unsafe.Add(ref MemoryMarshal.GetReference(parts), first);
            for (var l = 0; l < along.Length; l++)
            {
                var direction = TSimd.Broadcast(-u);
                r0 = TSimd.MultiplyAdd(direction, TSimd.Load(in part, 0), r0);
                r1 = TSimd.MultiplyAdd(direction, TSimd.Load(in part, TSimd.Count), r1);
                u = ref Unsafe.Add(ref u, d);
                part = ref Unsafe.Add(ref part, step);
            }

            s0 = TSimd.MultiplyAdd(r0, r0, s0);
            s1 = TSimd.MultiplyAdd(r1, r1, s1);
            x = ref Unsafe.Add(ref x, step);
        }

        var scale = TSimd.Broadcast(beside);
        s0 = TSimd.Multiply(scale, s0);
        s1 = TSimd.Multiply(scale, s1);
        for (var l = 0; l < along.Length; l++)
        {
            ref var part = ref Unsafe.Add(ref MemoryMarshal.GetReference(parts), (l * step) + first);
            var a = TSimd.Broadcast(along[l]);
            var (p0, p1) = (TSimd.Load(in part, 0), TSimd.Load(in part, TSimd.Count));
            s0 = TSimd.MultiplyAdd(TSimd.Multiply(a, p0), p0, s0);
            s1 = TSimd.MultiplyAdd(TSimd.Multiply(a, p1), p1, s1);
        }

        ref var to = ref Unsafe.Add(ref MemoryMarshal.GetReference(norms), first);
        TSimd.Store(s0, ref to, 0);
        TSimd.Store(s1, ref to, TSimd.Count);
    }
}
