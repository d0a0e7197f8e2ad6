using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>
/// sum_i round(min(a_i, b_i) s_i): costs counted in whole units. Whole numbers below 2^53 add up without rounding, so the sum has the same
/// bits in any order, in any lanes, and with rows left out whose count is known to be 0. O(width).
/// </summary>
internal ref struct CostCount(ReadOnlySpan<double> squares, ReadOnlySpan<double> others, ReadOnlySpan<double> scales) : IKernel<double>
{
    /// <summary>1.5 x 2^52: adding and subtracting it rounds a number below 2^51 to a whole one, ties to even.</summary>
    private const double Shifter = DoubleBits.Shifter;

    private readonly ReadOnlySpan<double> squares = squares;
    private readonly ReadOnlySpan<double> others = others;
    private readonly ReadOnlySpan<double> scales = scales;
    private double total;

    /// <summary>The count of one cost.</summary>
    public static double Of(double square, double scale) => (square * scale) + Shifter - Shifter;

    /// <param name="squares">width numbers, a multiple of 32.</param>
    /// <param name="others">width numbers; the lesser of the two counts.</param>
    /// <param name="scales">width scales: weight x units.</param>
    public static double Lesser(ReadOnlySpan<double> squares, ReadOnlySpan<double> others, ReadOnlySpan<double> scales)
    {
        var kernel = new CostCount(squares, others, scales);
        SimdWidth.Run<double, CostCount>(ref kernel);
        return kernel.total;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        ref var a = ref MemoryMarshal.GetReference(squares);
        ref var b = ref MemoryMarshal.GetReference(others);
        ref var s = ref MemoryMarshal.GetReference(scales);
        var shifter = TSimd.Broadcast(Shifter);
        var sum = TSimd.Zero;
        for (nint i = 0; i < squares.Length; i += TSimd.Count)
        {
            var x = TSimd.Load(in a, i);
            var y = TSimd.Load(in b, i);
            var cost = TSimd.Multiply(TSimd.Select(TSimd.LessThan(y, x), y, x), TSimd.Load(in s, i));
            sum = TSimd.Add(sum, TSimd.Subtract(TSimd.Add(cost, shifter), shifter));
        }

        Span<double> lanes = stackalloc double[8];
        TSimd.Store(sum, ref lanes[0], 0);
        total = 0;
        foreach (var lane in lanes[..TSimd.Count])
        {
            total += lane;
        }
    }
}
