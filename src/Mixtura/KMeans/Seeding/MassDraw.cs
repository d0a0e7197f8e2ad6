using Mixtura.Kernels;

namespace Mixtura;

/// <summary>Draws indices with probability proportional to masses that are not negative and not all 0. O(n) once, then O(log n) a draw.</summary>
internal sealed class MassDraw
{
    private readonly double[] upTo;

    /// <param name="masses">n masses; kept, and turned into their running totals.</param>
    public MassDraw(double[] masses)
    {
        upTo = masses;
        double total = 0;
        for (var i = 0; i < masses.Length; i++)
        {
            total += masses[i];
            masses[i] = total;
        }
    }

    /// <summary>The first index whose running total lies above the draw: one of mass 0 repeats the total before it and is never hit.</summary>
    public int Draw(RandomStream random)
    {
        var at = random.NextDouble() * upTo[^1];
        int low = 0, high = upTo.Length - 1;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = upTo[middle] > at ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
