using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>
/// softmin_T E = -T ln sum_k exp(-E_k / T) of each row of a tile, and the shares exp(-E_k / T) / sum; at T = 0 the least energy and a
/// share of 1 for the first component that has it. Rows in the lanes, components in order; never overflows, since exponents are
/// taken from the least energy. A share below 2^-104 is 0.
/// </summary>
internal readonly ref struct Softmin(Span<double> energies, int width, double temperature, Span<double> free) : IKernel<double>
{
    private readonly Span<double> energies = energies;
    private readonly Span<double> free = free;

    /// <summary>Replaces energies (K x width) by shares, and writes the free energy of each row.</summary>
    public static void Run(Span<double> energies, int width, double temperature, Span<double> free)
    {
        var kernel = new Softmin(energies, width, temperature, free);
        SimdWidth.Run<double, Softmin>(ref kernel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        nint step = width;
        nint count = energies.Length / width;
        for (nint first = 0; first < width; first += TSimd.Count)
        {
            ref var e = ref Unsafe.Add(ref MemoryMarshal.GetReference(energies), first);
            var least = TSimd.Load(in e, 0);
            for (nint k = 1; k < count; k++)
            {
                least = TSimd.Min(least, TSimd.Load(in e, k * step));
            }

            var energy = temperature == 0
                ? Hard<TVector, TSimd>(ref e, count, step, least)
                : Soft<TVector, TSimd>(ref e, count, step, least);
            TSimd.Store(energy, ref MemoryMarshal.GetReference(free), first);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TVector Soft<TVector, TSimd>(ref double e, nint count, nint step, TVector least)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        var beta = TSimd.Broadcast(1 / temperature);
        var sum = TSimd.Zero;
        for (nint k = 0; k < count; k++)
        {
            var share = VectorMath.Exp<TVector, TSimd>(TSimd.Multiply(TSimd.Subtract(least, TSimd.Load(in e, k * step)), beta));
            sum = TSimd.Add(sum, share);
            TSimd.Store(share, ref e, k * step);
        }

        var scale = TSimd.Divide(TSimd.Broadcast(1), sum);
        for (nint k = 0; k < count; k++)
        {
            TSimd.Store(TSimd.Multiply(TSimd.Load(in e, k * step), scale), ref e, k * step);
        }

        return TSimd.MultiplyAdd(TSimd.Broadcast(-temperature), VectorMath.Log<TVector, TSimd>(sum), least);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Hard<TVector, TSimd>(ref double e, nint count, nint step, TVector least)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        var one = TSimd.Broadcast(1);
        var left = one;
        for (nint k = 0; k < count; k++)
        {
            // What is left is 1 until the first component with the least energy takes it.
            var share = TSimd.Select(TSimd.LessThan(least, TSimd.Load(in e, k * step)), TSimd.Zero, left);
            left = TSimd.Subtract(left, share);
            TSimd.Store(share, ref e, k * step);
        }

        return least;
    }
}
