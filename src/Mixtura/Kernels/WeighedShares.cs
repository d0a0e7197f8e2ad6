using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>
/// Adds up the shares of a tile (K x width), N += r w and L += r w l, and makes each share r w u in place. Eight lanes a sum, row i in lane i mod 8, which are the same at every vector
/// width. O(K width).
/// </summary>
internal readonly ref struct WeighedShares(
    Span<double> shares, int width, ReadOnlySpan<double> weights, ReadOnlySpan<double> logs, ReadOnlySpan<double> factors, Span<double> sums) : IKernel<double>
{
    public const int Lanes = 8;
    private readonly Span<double> shares = shares;
    private readonly ReadOnlySpan<double> weights = weights;
    private readonly ReadOnlySpan<double> logs = logs;
    private readonly ReadOnlySpan<double> factors = factors;
    private readonly Span<double> sums = sums;

    /// <param name="shares">K x width shares r.</param>
    /// <param name="width">A multiple of 32.</param>
    /// <param name="weights">width weights w, 0 behind the last row.</param>
    /// <param name="logs">K x width numbers l.</param>
    /// <param name="factors">K x width numbers u.</param>
    /// <param name="sums">K x 2 x 8 lanes: N and L of each component.</param>
    public static void Run(Span<double> shares, int width, ReadOnlySpan<double> weights, ReadOnlySpan<double> logs, ReadOnlySpan<double> factors, Span<double> sums)
    {
        var kernel = new WeighedShares(shares, width, weights, logs, factors, sums);
        SimdWidth.Run<double, WeighedShares>(ref kernel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        ref var share = ref MemoryMarshal.GetReference(shares);
        ref var log = ref MemoryMarshal.GetReference(logs);
        ref var factor = ref MemoryMarshal.GetReference(factors);
        ref var weight = ref MemoryMarshal.GetReference(weights);
        ref var sum = ref MemoryMarshal.GetReference(sums);
        for (var k = 0; k < shares.Length / width; k++)
        {
            for (nint i = 0; i < width; i += TSimd.Count)
            {
                var lane = i % Lanes;
                var r = TSimd.Multiply(TSimd.Load(in share, i), TSimd.Load(in weight, i));
                TSimd.Store(TSimd.Add(TSimd.Load(in sum, lane), r), ref sum, lane);
                TSimd.Store(TSimd.MultiplyAdd(r, TSimd.Load(in log, i), TSimd.Load(in sum, Lanes + lane)), ref sum, Lanes + lane);
                TSimd.Store(TSimd.Multiply(r, TSimd.Load(in factor, i)), ref share, i);
            }

            share = ref Unsafe.Add(ref share, width);
            log = ref Unsafe.Add(ref log, width);
            factor = ref Unsafe.Add(ref factor, width);
            sum = ref Unsafe.Add(ref sum, 2 * Lanes);
        }
    }
}
