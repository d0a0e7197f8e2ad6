using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>
/// sum_p w_p |x - c_p| of every row of a feature-major tile, added to what is there: two vectors of rows against four points at a
/// time, so that square roots of one distance run beside the differences of the next and no distance is ever written. Differences,
/// squares, the root and the weighted sum in one order, p by p. O(width P d).
/// </summary>
internal readonly ref struct WeighedDistanceSums(ReadOnlySpan<double> tile, ReadOnlySpan<double> points, ReadOnlySpan<double> weights, int width, Span<double> sums) : IKernel<double>
{
    /// <summary>Points met at once: their number is a multiple of this.</summary>
    public const int PointsAtOnce = 4;

    private readonly ReadOnlySpan<double> tile = tile;
    private readonly ReadOnlySpan<double> points = points;
    private readonly ReadOnlySpan<double> weights = weights;
    private readonly Span<double> sums = sums;

    /// <param name="tile">d x width.</param>
    /// <param name="points">P x d.</param>
    /// <param name="weights">P; 0 for places that no point fills.</param>
    /// <param name="width">Rows in the tile, a multiple of <see cref="RowTile.Granularity"/>.</param>
    /// <param name="sums">width.</param>
    public static void Add(ReadOnlySpan<double> tile, ReadOnlySpan<double> points, ReadOnlySpan<double> weights, int width, Span<double> sums)
    {
        var kernel = new WeighedDistanceSums(tile, points, weights, width, sums);
        SimdWidth.Run<double, WeighedDistanceSums>(ref kernel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        nint lanes = TSimd.Count;
        nint step = width;
        nint d = tile.Length / width;
        ref var to = ref MemoryMarshal.GetReference(sums);
        for (nint first = 0; first < width; first += 2 * lanes)
        {
            var sum0 = TSimd.Load(in to, first);
            var sum1 = TSimd.Load(in to, first + lanes);
            ref var c0 = ref MemoryMarshal.GetReference(points);
            ref var w = ref MemoryMarshal.GetReference(weights);
            for (var p = 0; p < weights.Length; p += PointsAtOnce)
            {
                ref var c1 = ref Unsafe.Add(ref c0, d);
                ref var c2 = ref Unsafe.Add(ref c1, d);
                ref var c3 = ref Unsafe.Add(ref c2, d);
                ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(tile), first);
                TVector s00 = TSimd.Zero, s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
                for (nint j = 0; j < d; j++)
                {
                    var x0 = TSimd.Load(in x, 0);
                    var x1 = TSimd.Load(in x, lanes);
                    var c = TSimd.Broadcast(Unsafe.Add(ref c0, j));
                    s00 = AddSquare<TVector, TSimd>(x0, c, s00);
                    s01 = AddSquare<TVector, TSimd>(x1, c, s01);
                    c = TSimd.Broadcast(Unsafe.Add(ref c1, j));
                    s10 = AddSquare<TVector, TSimd>(x0, c, s10);
                    s11 = AddSquare<TVector, TSimd>(x1, c, s11);
                    c = TSimd.Broadcast(Unsafe.Add(ref c2, j));
                    s20 = AddSquare<TVector, TSimd>(x0, c, s20);
                    s21 = AddSquare<TVector, TSimd>(x1, c, s21);
                    c = TSimd.Broadcast(Unsafe.Add(ref c3, j));
                    s30 = AddSquare<TVector, TSimd>(x0, c, s30);
                    s31 = AddSquare<TVector, TSimd>(x1, c, s31);
                    x = ref Unsafe.Add(ref x, step);
                }

                var weight = TSimd.Broadcast(w);
                sum0 = TSimd.MultiplyAdd(weight, TSimd.SquareRoot(s00), sum0);
                sum1 = TSimd.MultiplyAdd(weight, TSimd.SquareRoot(s01), sum1);
                weight = TSimd.Broadcast(Unsafe.Add(ref w, 1));
                sum0 = TSimd.MultiplyAdd(weight, TSimd.SquareRoot(s10), sum0);
                sum1 = TSimd.MultiplyAdd(weight, TSimd.SquareRoot(s11), sum1);
                weight = TSimd.Broadcast(Unsafe.Add(ref w, 2));
                sum0 = TSimd.MultiplyAdd(weight, TSimd.SquareRoot(s20), sum0);
                sum1 = TSimd.MultiplyAdd(weight, TSimd.SquareRoot(s21), sum1);
                weight = TSimd.Broadcast(Unsafe.Add(ref w, 3));
                sum0 = TSimd.MultiplyAdd(weight, TSimd.SquareRoot(s30), sum0);
                sum1 = TSimd.MultiplyAdd(weight, TSimd.SquareRoot(s31), sum1);
                w = ref Unsafe.Add(ref w, PointsAtOnce);
                c0 = ref Unsafe.Add(ref c3, d);
            }

            TSimd.Store(sum0, ref to, first);
            TSimd.Store(sum1, ref to, first + lanes);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector AddSquare<TVector, TSimd>(TVector x, TVector c, TVector sum)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        var difference = TSimd.Subtract(x, c);
        return TSimd.MultiplyAdd(difference, difference, sum);
    }
}
