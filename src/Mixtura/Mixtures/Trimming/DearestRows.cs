using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Takes the rows of the largest energies out of a weighting, of equals the first, until a given weight is gone; of the row at the border a part, so that the weight that is left is always
/// the same and a row that weighs 3 is three rows. The border is found 16 bits at a time by the weights under each value of them. O(n).
/// </summary>
internal static class DearestRows
{
    private const int Digit = 16;
    private const int Digits = 64 / Digit;

    /// <param name="energies">n finite numbers.</param>
    /// <param name="weights">n weights, lessened in place.</param>
    /// <param name="out">How much weight goes; less than there is.</param>
    public static void Remove(ReadOnlySpan<double> energies, Span<double> weights, double @out)
    {
        if (@out <= 0)
        {
            return;
        }

        var buckets = new double[1 << Digit];
        ulong border = 0;
        var left = @out;
        for (var digit = 1; digit <= Digits; digit++)
        {
            Array.Clear(buckets);
            var shift = 64 - (Digit * digit);
            for (var i = 0; i < energies.Length; i++)
            {
                var key = Key(energies[i]);
                if (digit == 1 || key >> (shift + Digit) == border)
                {
                    buckets[(int)(key >> shift) & (buckets.Length - 1)] += weights[i];
                }
            }

            // The bucket in which the weight runs out. That sums of weights round differently can only let it run out in the last one.
            var bucket = buckets.Length - 1;
            for (; bucket > 0 && left >= buckets[bucket]; bucket--)
            {
                left -= buckets[bucket];
            }

            border = (border << Digit) | (uint)bucket;
        }

        for (var i = 0; i < energies.Length; i++)
        {
            var key = Key(energies[i]);
            if (key > border)
            {
                weights[i] = 0;
            }
            else if (key == border)
            {
                var part = Math.Min(left, weights[i]);
                weights[i] -= part;
                left -= part;
            }
        }
    }

    /// <summary>Whole numbers in the order of the numbers.</summary>
    private static ulong Key(double value)
    {
        var bits = BitConverter.DoubleToUInt64Bits(value);
        return (bits >> 63) == 0 ? bits | (1UL << 63) : ~bits;
    }
}
