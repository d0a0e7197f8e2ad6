using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>
/// W (x - origin) of every row of a feature-major tile, W d x d and perhaps a lower triangle: turns a shared covariance into the identity or rows into shared directions, after
/// which plain squared distances do. Rows in the lanes; one fused multiply-add for each element of W, in order. O(width d^2), half of it for a triangle.
/// </summary>
internal readonly ref struct TileProduct(ReadOnlySpan<double> tile, ReadOnlySpan<double> origin, ReadOnlySpan<double> matrix, bool isTriangle, int width, Span<double> product) : IKernel<double>
{
    private readonly ReadOnlySpan<double> tile = tile;
    private readonly ReadOnlySpan<double> origin = origin;
    private readonly ReadOnlySpan<double> matrix = matrix;
    private readonly Span<double> product = product;

    /// <param name="tile">d x width.</param>
    /// <param name="origin">d values.</param>
    /// <param name="matrix">W, d x d.</param>
    /// <param name="isTriangle">Whether nothing right of the diagonal is read.</param>
    /// <param name="width">Rows in the tile, a multiple of 32.</param>
    /// <param name="product">d x width results.</param>
    public static void Run(ReadOnlySpan<double> tile, ReadOnlySpan<double> origin, ReadOnlySpan<double> matrix, bool isTriangle, int width, Span<double> product)
    {
        var kernel = new TileProduct(tile, origin, matrix, isTriangle, width, product);
        SimdWidth.Run<double, TileProduct>(ref kernel);
    }

    /// <summary>The same of one row.</summary>
    public static void OfRow(ReadOnlySpan<double> row, ReadOnlySpan<double> origin, ReadOnlySpan<double> matrix, bool isTriangle, Span<double> product)
    {
        var d = origin.Length;
        for (var j = 0; j < d; j++)
        {
            double sum = 0;
            for (var l = 0; l < (isTriangle ? j + 1 : d); l++)
            {
                sum = Math.FusedMultiplyAdd(matrix[(j * d) + l], row[l] - origin[l], sum);
            }

            product[j] = sum;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        nint lanes = TSimd.Count;
        nint step = width;
        nint d = origin.Length;
        ref var w = ref MemoryMarshal.GetReference(matrix);
        ref var from = ref MemoryMarshal.GetReference(origin);
        for (nint first = 0; first < width; first += 4 * lanes)
        {
            for (nint j = 0; j < d; j++)
            {
                ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(tile), first);
                TVector s0 = TSimd.Zero, s1 = s0, s2 = s0, s3 = s0;
                for (nint l = 0; l < (isTriangle ? j + 1 : d); l++)
                {
                    var o = TSimd.Broadcast(Unsafe.Add(ref from, l));
                    var a = TSimd.Broadcast(Unsafe.Add(ref w, (j * d) + l));
                    s0 = TSimd.MultiplyAdd(a, TSimd.Subtract(TSimd.Load(in x, 0), o), s0);
                    s1 = TSimd.MultiplyAdd(a, TSimd.Subtract(TSimd.Load(in x, lanes), o), s1);
                    s2 = TSimd.MultiplyAdd(a, TSimd.Subtract(TSimd.Load(in x, 2 * lanes), o), s2);
                    s3 = TSimd.MultiplyAdd(a, TSimd.Subtract(TSimd.Load(in x, 3 * lanes), o), s3);
                    x = ref Unsafe.Add(ref x, step);
                }

                ref var to = ref Unsafe.Add(ref MemoryMarshal.GetReference(product), (j * step) + first);
                TSimd.Store(s0, ref to, 0);
                TSimd.Store(s1, ref to, lanes);
                TSimd.Store(s2, ref to, 2 * lanes);
                TSimd.Store(s3, ref to, 3 * lanes);
            }
        }
    }
}
