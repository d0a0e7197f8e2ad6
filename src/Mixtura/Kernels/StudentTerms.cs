using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>
/// What a t distribution makes of Mahalanobis distances (K lines of a tile, in place): of each y, with x = scale y = delta / nu, the logarithm l = ln(1 + x), the weight
/// u = (1 + d / nu) / (1 + x) = (nu + d) / (nu + delta), and the energy e = power l + shift, power = (nu + d) / 2. Rows in the lanes. O(K width).
/// </summary>
internal readonly ref struct StudentTerms(
    Span<double> lines, int width, ReadOnlySpan<double> scale, ReadOnlySpan<double> most, ReadOnlySpan<double> power, ReadOnlySpan<double> shift, Span<double> logs, Span<double> factors)
    : IKernel<double>
{
    private readonly Span<double> lines = lines;
    private readonly ReadOnlySpan<double> scale = scale;
    private readonly ReadOnlySpan<double> most = most;
    private readonly ReadOnlySpan<double> power = power;
    private readonly ReadOnlySpan<double> shift = shift;
    private readonly Span<double> logs = logs;
    private readonly Span<double> factors = factors;

    /// <param name="lines">K x width distances y, which become energies.</param>
    /// <param name="width">Numbers in a line, a multiple of 32.</param>
    /// <param name="scale">K factors that make y to delta / nu.</param>
    /// <param name="most">K numbers 1 + d / nu: u at the mean.</param>
    /// <param name="power">K numbers (nu + d) / 2.</param>
    /// <param name="shift">K energies at the mean.</param>
    /// <param name="logs">K x width results l.</param>
    /// <param name="factors">K x width results u.</param>
    public static void Run(
        Span<double> lines, int width, ReadOnlySpan<double> scale, ReadOnlySpan<double> most, ReadOnlySpan<double> power, ReadOnlySpan<double> shift, Span<double> logs, Span<double> factors)
    {
        var kernel = new StudentTerms(lines, width, scale, most, power, shift, logs, factors);
        SimdWidth.Run<double, StudentTerms>(ref kernel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        ref var line = ref MemoryMarshal.GetReference(lines);
        ref var log = ref MemoryMarshal.GetReference(logs);
        ref var factor = ref MemoryMarshal.GetReference(factors);
        var one = TSimd.Broadcast(1);
        for (var k = 0; k < scale.Length; k++)
        {
            var (a, b, c, e) = (TSimd.Broadcast(scale[k]), TSimd.Broadcast(most[k]), TSimd.Broadcast(power[k]), TSimd.Broadcast(shift[k]));
            for (nint i = 0; i < width; i += TSimd.Count)
            {
                var x = TSimd.Multiply(a, TSimd.Load(in line, i));
                var l = VectorMath.LogOnePlus<TVector, TSimd>(x);
                TSimd.Store(l, ref log, i);
                TSimd.Store(TSimd.Divide(b, TSimd.Add(one, x)), ref factor, i);
                TSimd.Store(TSimd.MultiplyAdd(c, l, e), ref line, i);
            }

            line = ref Unsafe.Add(ref line, width);
            log = ref Unsafe.Add(ref log, width);
            factor = ref Unsafe.Add(ref factor, width);
        }
    }
}
