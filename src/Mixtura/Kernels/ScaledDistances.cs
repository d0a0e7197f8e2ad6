using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>
/// sum_j ((x_j - mu_kj) s_kj)^2 of every row of a feature-major tile and K points with scales of their own: the Mahalanobis distance of
/// diagonal covariances, s = 1 / standard deviation. Rows in the lanes, features in order. O(width K d).
/// </summary>
internal readonly ref struct ScaledDistances(ReadOnlySpan<double> tile, ReadOnlySpan<double> points, ReadOnlySpan<double> scales, int width, Span<double> distances) : IKernel<double>
{
    private readonly ReadOnlySpan<double> tile = tile;
    private readonly ReadOnlySpan<double> points = points;
    private readonly ReadOnlySpan<double> scales = scales;
    private readonly Span<double> distances = distances;

    /// <param name="tile">d x width.</param>
    /// <param name="points">K x d.</param>
    /// <param name="scales">K x d.</param>
    /// <param name="width">Rows in the tile, a multiple of 32.</param>
    /// <param name="distances">K x width.</param>
    public static void Run(ReadOnlySpan<double> tile, ReadOnlySpan<double> points, ReadOnlySpan<double> scales, int width, Span<double> distances)
    {
        var kernel = new ScaledDistances(tile, points, scales, width, distances);
        SimdWidth.Run<double, ScaledDistances>(ref kernel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        nint lanes = TSimd.Count;
        nint step = width;
        nint d = tile.Length / width;
        nint count = points.Length / d;
        ref var to = ref MemoryMarshal.GetReference(distances);
        for (nint first = 0; first < width; first += 4 * lanes)
        {
            ref var point = ref MemoryMarshal.GetReference(points);
            ref var scale = ref MemoryMarshal.GetReference(scales);
            for (nint k = 0; k < count; k++)
            {
                ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(tile), first);
                TVector s0 = TSimd.Zero, s1 = s0, s2 = s0, s3 = s0;
                for (nint j = 0; j < d; j++)
                {
                    var c = TSimd.Broadcast(point);
                    var s = TSimd.Broadcast(scale);
                    var d0 = TSimd.Multiply(TSimd.Subtract(TSimd.Load(in x, 0), c), s);
                    var d1 = TSimd.Multiply(TSimd.Subtract(TSimd.Load(in x, lanes), c), s);
                    var d2 = TSimd.Multiply(TSimd.Subtract(TSimd.Load(in x, 2 * lanes), c), s);
                    var d3 = TSimd.Multiply(TSimd.Subtract(TSimd.Load(in x, 3 * lanes), c), s);
                    s0 = TSimd.MultiplyAdd(d0, d0, s0);
                    s1 = TSimd.MultiplyAdd(d1, d1, s1);
                    s2 = TSimd.MultiplyAdd(d2, d2, s2);
                    s3 = TSimd.MultiplyAdd(d3, d3, s3);
                    x = ref Unsafe.Add(ref x, step);
                    point = ref Unsafe.Add(ref point, 1);
                    scale = ref Unsafe.Add(ref scale, 1);
                }

                var at = (k * step) + first;
                TSimd.Store(s0, ref to, at);
                TSimd.Store(s1, ref to, at + lanes);
                TSimd.Store(s2, ref to, at + (2 * lanes));
                TSimd.Store(s3, ref to, at + (3 * lanes));
            }
        }
    }
}
