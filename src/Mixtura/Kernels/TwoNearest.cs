using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>
/// The least and the second least of f_k |x - c_k|^2 over K points, and the number of the least, for rows in tiles of
/// <see cref="TileWidth"/> (feature-major within a tile). Distances by differences: one subtraction and one fused multiply-add a
/// feature, in order. O(n K d).
/// </summary>
internal readonly ref struct TwoNearest(
    ReadOnlySpan<double> tiles, ReadOnlySpan<double> points, ReadOnlySpan<double> factors, Span<double> least, Span<double> index, Span<double> second)
    : IKernel<double>
{
    /// <summary>Rows in a tile: two of the widest vectors.</summary>
    public const int TileWidth = 16;

    private readonly ReadOnlySpan<double> tiles = tiles;
    private readonly ReadOnlySpan<double> points = points;
    private readonly ReadOnlySpan<double> factors = factors;
    private readonly Span<double> least = least;
    private readonly Span<double> index = index;
    private readonly Span<double> second = second;

    /// <param name="tiles">tiles x d x 16.</param>
    /// <param name="points">K x d.</param>
    /// <param name="factors">K factors above 0.</param>
    /// <param name="least">A number for each place in a tile: the least scaled squared distance.</param>
    /// <param name="index">Which point that is; of equals the first.</param>
    /// <param name="second">The least of the other points' scaled squared distances; infinity where there is one point.</param>
    public static void Run(ReadOnlySpan<double> tiles, ReadOnlySpan<double> points, ReadOnlySpan<double> factors, Span<double> least, Span<double> index, Span<double> second)
    {
        var kernel = new TwoNearest(tiles, points, factors, least, index, second);
        SimdWidth.Run<double, TwoNearest>(ref kernel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        nint lanes = TSimd.Count;
        nint count = factors.Length;
        nint d = points.Length / count;
        nint places = least.Length;
        for (nint tile = 0; tile < places; tile += TileWidth)
        {
            for (nint part = 0; part < TileWidth; part += 2 * lanes)
            {
                ref var rows = ref Unsafe.Add(ref MemoryMarshal.GetReference(tiles), (tile * d) + part);
                ref var point = ref MemoryMarshal.GetReference(points);
                ref var factor = ref MemoryMarshal.GetReference(factors);
                TVector best0 = TSimd.Broadcast(double.PositiveInfinity), best1 = best0, next0 = best0, next1 = best0;
                TVector at0 = TSimd.Zero, at1 = at0;
                for (nint k = 0; k < count; k++)
                {
                    ref var x = ref rows;
                    TVector s0 = TSimd.Zero, s1 = s0;
                    for (nint j = 0; j < d; j++)
                    {
                        var c = TSimd.Broadcast(point);
                        var d0 = TSimd.Subtract(TSimd.Load(in x, 0), c);
                        var d1 = TSimd.Subtract(TSimd.Load(in x, lanes), c);
                        s0 = TSimd.MultiplyAdd(d0, d0, s0);
                        s1 = TSimd.MultiplyAdd(d1, d1, s1);
                        x = ref Unsafe.Add(ref x, TileWidth);
                        point = ref Unsafe.Add(ref point, 1);
                    }

                    var f = TSimd.Broadcast(Unsafe.Add(ref factor, k));
                    var here = TSimd.Broadcast(k);
                    Keep<TVector, TSimd>(TSimd.Multiply(s0, f), here, ref best0, ref next0, ref at0);
                    Keep<TVector, TSimd>(TSimd.Multiply(s1, f), here, ref best1, ref next1, ref at1);
                }

                Store<TVector, TSimd>(best0, at0, next0, tile + part);
                Store<TVector, TSimd>(best1, at1, next1, tile + part + lanes);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep<TVector, TSimd>(TVector score, TVector here, ref TVector best, ref TVector next, ref TVector at)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        var better = TSimd.LessThan(score, best);
        var worse = TSimd.Select(better, best, score);
        next = TSimd.Select(TSimd.LessThan(worse, next), worse, next);
        best = TSimd.Select(better, score, best);
        at = TSimd.Select(better, here, at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store<TVector, TSimd>(TVector best, TVector at, TVector next, nint place)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        TSimd.Store(best, ref MemoryMarshal.GetReference(least), place);
        TSimd.Store(at, ref MemoryMarshal.GetReference(index), place);
        TSimd.Store(next, ref MemoryMarshal.GetReference(second), place);
    }
}
