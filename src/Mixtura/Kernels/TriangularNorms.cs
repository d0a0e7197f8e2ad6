using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>
/// |W (x - mu)|^2 of every row of a feature-major tile, W a lower triangle: the Mahalanobis distance where W is the inverse of a Cholesky
/// factor. Rows in the lanes; two rows of W against four vectors of rows stay in registers. One fused multiply-add for each element of W,
/// in order, then one for each square. O(width d^2 / 2).
/// </summary>
internal readonly ref struct TriangularNorms(ReadOnlySpan<double> tile, ReadOnlySpan<double> mean, ReadOnlySpan<double> pairs, int width, Span<double> norms, Span<double> delta) : IKernel<double>
{
    private readonly ReadOnlySpan<double> tile = tile;
    private readonly ReadOnlySpan<double> mean = mean;
    private readonly ReadOnlySpan<double> pairs = pairs;
    private readonly Span<double> norms = norms;
    private readonly Span<double> delta = delta;

    /// <param name="tile">d x width.</param>
    /// <param name="mean">d values.</param>
    /// <param name="pairs">W as <see cref="Pack"/> lays it out.</param>
    /// <param name="width">Rows in the tile, a multiple of 32.</param>
    /// <param name="norms">width results.</param>
    /// <param name="delta">d x width numbers to work in.</param>
    public static void Run(ReadOnlySpan<double> tile, ReadOnlySpan<double> mean, ReadOnlySpan<double> pairs, int width, Span<double> norms, Span<double> delta)
    {
        var kernel = new TriangularNorms(tile, mean, pairs, width, norms, delta);
        SimdWidth.Run<double, TriangularNorms>(ref kernel);
    }

    /// <summary>How many numbers the packed triangle has.</summary>
    public static int PackedLength(int d)
    {
        var rowPairs = (d + 1) / 2;
        return 2 * rowPairs * (rowPairs + 1);
    }

    /// <summary>Rows of W two by two, column by column: w_00 w_10 w_01 w_11, w_20 w_30 w_21 ...; what is above the diagonal or behind row d is 0.</summary>
    public static void Pack(ReadOnlySpan<double> w, int d, Span<double> pairs)
    {
        var at = 0;
        for (var j = 0; j < d; j += 2)
        {
            for (var l = 0; l <= j + 1; l++)
            {
                pairs[at++] = l <= j ? w[(j * d) + l] : 0;
                pairs[at++] = j + 1 < d && l < d ? w[((j + 1) * d) + l] : 0;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        nint lanes = TSimd.Count;
        nint step = width;
        nint d = mean.Length;
        for (nint first = 0; first < width; first += 4 * lanes)
        {
            ref var difference = ref MemoryMarshal.GetReference(delta);
            Subtract<TVector, TSimd>(ref Unsafe.Add(ref MemoryMarshal.GetReference(tile), first), ref difference, d, step);
            ref var w = ref MemoryMarshal.GetReference(pairs);
            TVector n0 = TSimd.Zero, n1 = n0, n2 = n0, n3 = n0;
            for (nint j = 0; j < d; j += 2)
            {
                TVector a0 = TSimd.Zero, a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
                ref var x = ref difference;
                var columns = Math.Min(j + 2, d);
                for (nint l = 0; l < columns; l++)
                {
                    var x0 = TSimd.Load(in x, 0);
                    var x1 = TSimd.Load(in x, lanes);
                    var x2 = TSimd.Load(in x, 2 * lanes);
                    var x3 = TSimd.Load(in x, 3 * lanes);
                    var wa = TSimd.Broadcast(w);
                    var wb = TSimd.Broadcast(Unsafe.Add(ref w, 1));
                    a0 = TSimd.MultiplyAdd(wa, x0, a0);
                    a1 = TSimd.MultiplyAdd(wa, x1, a1);
                    a2 = TSimd.MultiplyAdd(wa, x2, a2);
                    a3 = TSimd.MultiplyAdd(wa, x3, a3);
                    b0 = TSimd.MultiplyAdd(wb, x0, b0);
                    b1 = TSimd.MultiplyAdd(wb, x1, b1);
                    b2 = TSimd.MultiplyAdd(wb, x2, b2);
                    b3 = TSimd.MultiplyAdd(wb, x3, b3);
                    x = ref Unsafe.Add(ref x, 4 * lanes);
                    w = ref Unsafe.Add(ref w, 2);
                }

                n0 = TSimd.MultiplyAdd(b0, b0, TSimd.MultiplyAdd(a0, a0, n0));
                n1 = TSimd.MultiplyAdd(b1, b1, TSimd.MultiplyAdd(a1, a1, n1));
                n2 = TSimd.MultiplyAdd(b2, b2, TSimd.MultiplyAdd(a2, a2, n2));
                n3 = TSimd.MultiplyAdd(b3, b3, TSimd.MultiplyAdd(a3, a3, n3));
            }

            ref var to = ref MemoryMarshal.GetReference(norms);
            TSimd.Store(n0, ref to, first);
            TSimd.Store(n1, ref to, first + lanes);
            TSimd.Store(n2, ref to, first + (2 * lanes));
            TSimd.Store(n3, ref to, first + (3 * lanes));
        }
    }

    /// <summary>x - mu of four vectors of rows, next to each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Subtract<TVector, TSimd>(ref double x, ref double to, nint d, nint step)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        nint lanes = TSimd.Count;
        for (nint j = 0; j < d; j++)
        {
            var m = TSimd.Broadcast(mean[(int)j]);
            TSimd.Store(TSimd.Subtract(TSimd.Load(in x, 0), m), ref to, 0);
            TSimd.Store(TSimd.Subtract(TSimd.Load(in x, lanes), m), ref to, lanes);
            TSimd.Store(TSimd.Subtract(TSimd.Load(in x, 2 * lanes), m), ref to, 2 * lanes);
            TSimd.Store(TSimd.Subtract(TSimd.Load(in x, 3 * lanes), m), ref to, 3 * lanes);
            x = ref Unsafe.Add(ref x, step);
            to = ref Unsafe.Add(ref to, 4 * lanes);
        }
    }
}
