using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>
/// |x - c_k|^2 of every row of a feature-major tile and K points, by differences: one subtraction and one fused multiply-add a
/// feature, in order. O(width K d).
/// </summary>
internal readonly ref struct SquaredDistances(ReadOnlySpan<double> tile, ReadOnlySpan<double> points, int width, Span<double> distances) : IKernel<double>
{
    private readonly ReadOnlySpan<double> tile = tile;
    private readonly ReadOnlySpan<double> points = points;
    private readonly Span<double> distances = distances;

    /// <param name="tile">d x width.</param>
    /// <param name="points">K x d.</param>
    /// <param name="width">Rows in the tile.</param>
    /// <param name="distances">K x width.</param>
    public static void Run(ReadOnlySpan<double> tile, ReadOnlySpan<double> points, int width, Span<double> distances)
    {
        var kernel = new SquaredDistances(tile, points, width, distances);
        SimdWidth.Run<double, SquaredDistances>(ref kernel);
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
            for (nint k = 0; k < count; k++)
            {
                ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(tile), first);
                TVector s0 = TSimd.Zero, s1 = s0, s2 = s0, s3 = s0;
                for (nint j = 0; j < d; j++)
                {
                    var c = TSimd.Broadcast(point);
                    var d0 = TSimd.Subtract(TSimd.Load(in x, 0), c);
                    var d1 = TSimd.Subtract(TSimd.Load(in x, lanes), c);
                    var d2 = TSimd.Subtract(TSimd.Load(in x, 2 * lanes), c);
                    var d3 = TSimd.Subtract(TSimd.Load(in x, 3 * lanes), c);
                    s0 = TSimd.MultiplyAdd(d0, d0, s0);
                    s1 = TSimd.MultiplyAdd(d1, d1, s1);
                    s2 = TSimd.MultiplyAdd(d2, d2, s2);
                    s3 = TSimd.MultiplyAdd(d3, d3, s3);
                    x = ref Unsafe.Add(ref x, step);
                    point = ref Unsafe.Add(ref point, 1);
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
