using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>y = scale y + shift, one scale and shift for each of K lines of a tile; one fused multiply-add a number.</summary>
internal readonly ref struct ScaleAndShift(Span<double> lines, int width, ReadOnlySpan<double> scale, ReadOnlySpan<double> shift) : IKernel<double>
{
    private readonly Span<double> lines = lines;
    private readonly ReadOnlySpan<double> scale = scale;
    private readonly ReadOnlySpan<double> shift = shift;

    /// <param name="lines">K x width, changed in place.</param>
    /// <param name="width">Numbers in a line.</param>
    /// <param name="scale">K factors.</param>
    /// <param name="shift">K summands.</param>
    public static void Run(Span<double> lines, int width, ReadOnlySpan<double> scale, ReadOnlySpan<double> shift)
    {
        var kernel = new ScaleAndShift(lines, width, scale, shift);
        SimdWidth.Run<double, ScaleAndShift>(ref kernel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        ref var line = ref MemoryMarshal.GetReference(lines);
        for (var k = 0; k < scale.Length; k++)
        {
            var factor = TSimd.Broadcast(scale[k]);
            var summand = TSimd.Broadcast(shift[k]);
            for (nint i = 0; i < width; i += TSimd.Count)
            {
                TSimd.Store(TSimd.MultiplyAdd(factor, TSimd.Load(in line, i), summand), ref line, i);
            }

            line = ref Unsafe.Add(ref line, width);
        }
    }
}
