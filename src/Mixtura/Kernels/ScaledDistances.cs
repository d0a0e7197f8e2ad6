using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>
/// sum_j ((x_j - o_j) s_kj + b_kj)^2 of every row of a feature-major tile: the Mahalanobis distances under K diagonal covariances, s = 1 / standard deviation and b = (o - mu) s, the means
/// about an origin among them. So two operations do for each feature of each, and no more digits are lost than the means are standard deviations apart. Rows in the lanes, features in order.
/// O(width K d).
/// </summary>
internal readonly ref struct ScaledDistances(ReadOnlySpan<double> tile, ReadOnlySpan<double> origin, ReadOnlySpan<double> scales, ReadOnlySpan<double> offsets, int width, Span<double> distances, Span<double> scratch)
    : IKernel<double>
{
    private readonly ReadOnlySpan<double> tile = tile;
    private readonly ReadOnlySpan<double> origin = origin;
    private readonly ReadOnlySpan<double> scales = scales;
    private readonly ReadOnlySpan<double> offsets = offsets;
    private readonly Span<double> distances = distances;
    private readonly Span<double> scratch = scratch;

    /// <summary>How many numbers <see cref="Run(ReadOnlySpan{double}, ReadOnlySpan{double}, ReadOnlySpan{double}, ReadOnlySpan{double}, int, Span{double}, Span{double})"/> works in.</summary>
    public static int ScratchLength(int dimension) => dimension * RowTile.Granularity;

    /// <param name="tile">d x width.</param>
    /// <param name="origin">d values.</param>
    /// <param name="scales">K x d.</param>
    /// <param name="offsets">K x d.</param>
    /// <param name="width">Rows in the tile, a multiple of 32.</param>
    /// <param name="distances">K x width.</param>
    /// <param name="scratch">ScratchLength(d) numbers.</param>
    public static void Run(
        ReadOnlySpan<double> tile, ReadOnlySpan<double> origin, ReadOnlySpan<double> scales, ReadOnlySpan<double> offsets, int width, Span<double> distances, Span<double> scratch)
    {
        var kernel = new ScaledDistances(tile, origin, scales, offsets, width, distances, scratch);
        SimdWidth.Run<double, ScaledDistances>(ref kernel);
    }

    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        for (nint first = 0; first < width; first += 4 * TSimd.Count)
        {
            Shift<TVector, TSimd>(first);
            Measure<TVector, TSimd>(first);
        }
    }

    /// <summary>Four vectors of rows about the origin, d x 4 vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Shift<TVector, TSimd>(nint first)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(tile), first);
        ref var y = ref MemoryMarshal.GetReference(scratch);
        foreach (var o in origin)
        {
            for (nint lane = 0; lane < 4 * TSimd.Count; lane += TSimd.Count)
            {
                TSimd.Store(TSimd.Subtract(TSimd.Load(in x, lane), TSimd.Broadcast(o)), ref y, lane);
            }

            x = ref Unsafe.Add(ref x, width);
            y = ref Unsafe.Add(ref y, 4 * TSimd.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Measure<TVector, TSimd>(nint first)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        nint lanes = TSimd.Count;
        nint d = origin.Length;
        nint count = scales.Length / d;
        ref var to = ref Unsafe.Add(ref MemoryMarshal.GetReference(distances), first);
        ref var scale = ref MemoryMarshal.GetReference(scales);
        ref var offset = ref MemoryMarshal.GetReference(offsets);
        for (nint k = 0; k < count; k++)
        {
            ref var y = ref MemoryMarshal.GetReference(scratch);
            TVector s0 = TSimd.Zero, s1 = s0, s2 = s0, s3 = s0;
            for (nint j = 0; j < d; j++)
            {
                var s = TSimd.Broadcast(scale);
                var b = TSimd.Broadcast(offset);
                var d0 = TSimd.MultiplyAdd(TSimd.Load(in y, 0), s, b);
                var d1 = TSimd.MultiplyAdd(TSimd.Load(in y, lanes), s, b);
                var d2 = TSimd.MultiplyAdd(TSimd.Load(in y, 2 * lanes), s, b);
                var d3 = TSimd.MultiplyAdd(TSimd.Load(in y, 3 * lanes), s, b);
                s0 = TSimd.MultiplyAdd(d0, d0, s0);
                s1 = TSimd.MultiplyAdd(d1, d1, s1);
                s2 = TSimd.MultiplyAdd(d2, d2, s2);
                s3 = TSimd.MultiplyAdd(d3, d3, s3);
                y = ref Unsafe.Add(ref y, 4 * lanes);
                scale = ref Unsafe.Add(ref scale, 1);
                offset = ref Unsafe.Add(ref offset, 1);
            }

            TSimd.Store(s0, ref to, 0);
            TSimd.Store(s1, ref to, lanes);
            TSimd.Store(s2, ref to, 2 * lanes);
            TSimd.Store(s3, ref to, 3 * lanes);
            to = ref Unsafe.Add(ref to, width);
        }
    }
}
