using System.Numerics;

namespace Mixtura.Kernels;

/// <summary>
/// Two grids of numbers for each of a few columns, a coarse one and one 2^36 times finer: numbers are rounded to them before they are added, and up to
/// <see cref="Capacity"/> multiples of a grid's step add up without rounding. So the order of the summands does not matter, and a summand can be taken
/// back (J. Demmel and H. D. Nguyen, "Fast reproducible floating-point summation", ARITH 2013). The finer step is 2^-73 of a column's radius.
/// </summary>
internal sealed class ExactGrid
{
    /// <summary>How many numbers may be added to a sum, or taken from it, before it must be carried over to whole units.</summary>
    public const int Capacity = 1 << CapacityBits;
    private const int CapacityBits = 16;
    private const int MantissaBits = 52;

    /// <summary>A coarse step is this many bits above a fine one.</summary>
    private const int StepBits = MantissaBits - CapacityBits;

    /// <summary>Sums of up to 2^33 numbers fit a <see cref="long"/> without these bits.</summary>
    private const int LowerBits = 43;
    private readonly double[] coarseSteps;
    private readonly double[] fineSteps;

    /// <param name="radius">The largest absolute value of each column.</param>
    public ExactGrid(double[] radius)
    {
        Coarse = new double[radius.Length];
        Fine = new double[radius.Length];
        coarseSteps = new double[radius.Length];
        fineSteps = new double[radius.Length];
        for (var j = 0; j < radius.Length; j++)
        {
            // |v| < 2^above, and 2^16 of them stay below 2^top. Adding 1.5 x 2^top rounds to multiples of 2^(top - 52).
            var above = radius[j] > 0 ? Math.ILogB(radius[j]) + 2 : 0;
            var top = above + CapacityBits;
            Coarse[j] = Math.ScaleB(1.5, top);
            Fine[j] = Math.ScaleB(1.5, top - StepBits);
            coarseSteps[j] = Math.ScaleB(1, top - MantissaBits);
            fineSteps[j] = Math.ScaleB(1, top - MantissaBits - StepBits);
        }
    }

    /// <summary>v + Coarse - Coarse is v rounded to the coarse grid.</summary>
    public double[] Coarse { get; }

    /// <summary>The same of the fine grid, for what the coarse one leaves.</summary>
    public double[] Fine { get; }

    /// <summary>The number of columns.</summary>
    public int Columns => Coarse.Length;

    /// <summary>A sum on both grids as a whole number of fine steps.</summary>
    public Int128 Units(double coarse, double fine, int column) =>
        ((Int128)(long)(coarse / coarseSteps[column]) << StepBits) + (long)(fine / fineSteps[column]);

    /// <summary>Units of up to 2^33 numbers as a number, and what rounding left of it.</summary>
    public (double Value, double Lost) Value(Int128 units, int column)
    {
        // What the upper bits lack as a double, and the lower bits, have 53 digits together: one sum rounds the whole.
        var upper = (long)(units >> LowerBits);
        var rounded = (double)upper;
        var high = rounded * (1L << LowerBits);
        var low = (double)(((upper - (long)rounded) << LowerBits) + (long)(units & ((1L << LowerBits) - 1)));
        var sum = high + low;
        return (sum * fineSteps[column], (low - (sum - high)) * fineSteps[column]);
    }
}
