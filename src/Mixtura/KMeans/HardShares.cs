using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>Writes an assignment as shares: weight x 1 for the nearest centroid of each row, 0 for the others. K x width.</summary>
internal readonly ref struct HardShares<T>(ReadOnlySpan<T> winners, ReadOnlySpan<double> weights, Span<double> shares) : IKernel<double>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> winners = winners;
    private readonly ReadOnlySpan<double> weights = weights;
    private readonly Span<double> shares = shares;

    /// <param name="winners">width indices, as T.</param>
    /// <param name="weights">width weights, 0 behind the last row.</param>
    /// <param name="shares">K x width.</param>
    public static void Run(ReadOnlySpan<T> winners, ReadOnlySpan<double> weights, Span<double> shares)
    {
        var kernel = new HardShares<T>(winners, weights, shares);
        SimdWidth.Run<double, HardShares<T>>(ref kernel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        ref var winner = ref MemoryMarshal.GetReference(winners);
        ref var weight = ref MemoryMarshal.GetReference(weights);
        ref var share = ref MemoryMarshal.GetReference(shares);
        nint width = winners.Length;
        nint components = shares.Length / width;
        for (nint k = 0; k < components; k++)
        {
            var below = TSimd.Broadcast(k - 0.5);
            var above = TSimd.Broadcast(k + 0.5);
            for (nint i = 0; i < width; i += TSimd.Count)
            {
                var index = TSimd.LoadFrom(in winner, i);
                var own = TSimd.Select(TSimd.LessThan(index, above), TSimd.Load(in weight, i), TSimd.Zero);
                TSimd.Store(TSimd.Select(TSimd.LessThan(index, below), TSimd.Zero, own), ref share, (k * width) + i);
            }
        }
    }
}
