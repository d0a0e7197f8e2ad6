using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Moves a run of values of one feature between two clusters of <see cref="ExactSums"/>, as <see cref="ExactScatter{T}"/> does with rows that weigh 1. Values in the lanes; sums of
/// grid numbers are exact, so that their order cannot be seen. O(1) a value.
/// </summary>
/// <param name="values">Values of the feature, at most <see cref="ExactGrid.Capacity"/>, for which room was made.</param>
/// <param name="feature">Which feature.</param>
/// <param name="from">The cluster that they leave; below 0 where there is none.</param>
/// <param name="to">The cluster that they join.</param>
/// <param name="sums">The sums that they move in.</param>
internal readonly ref struct ExactRun<T>(ReadOnlySpan<T> values, int feature, int from, int to, ExactSums sums) : IKernel<double>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> values = values;

    public static void Move(ReadOnlySpan<T> values, int feature, int from, int to, ExactSums sums)
    {
        var kernel = new ExactRun<T>(values, feature, from, to, sums);
        SimdWidth.Run<double, ExactRun<T>>(ref kernel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        ref var x = ref MemoryMarshal.GetReference(values);
        var (coarse, fine) = (sums.Grid.Coarse[feature], sums.Grid.Fine[feature]);
        var (coarseGrid, fineGrid) = (TSimd.Broadcast(coarse), TSimd.Broadcast(fine));
        TVector highs = TSimd.Zero, lows = highs;
        nint i = 0;
        for (; i <= values.Length - TSimd.Count; i += TSimd.Count)
        {
            var value = TSimd.LoadFrom(in x, i);
            var part = TSimd.Subtract(TSimd.Add(value, coarseGrid), coarseGrid);
            highs = TSimd.Add(highs, part);
            lows = TSimd.Add(lows, TSimd.Subtract(TSimd.Add(TSimd.Subtract(value, part), fineGrid), fineGrid));
        }

        var (high, low) = (TSimd.Sum(highs), TSimd.Sum(lows));
        for (; i < values.Length; i++)
        {
            var value = double.CreateTruncating(Unsafe.Add(ref x, i));
            var part = value + coarse - coarse;
            high += part;
            low += value - part + fine - fine;
        }

        Add(to, high, low);
        if (from >= 0)
        {
            Add(from, -high, -low);
        }
    }

    private void Add(int cluster, double high, double low)
    {
        var pending = sums.Pending(cluster);
        pending[feature] += high;
        pending[sums.Dimension + 1 + feature] += low;
    }
}
