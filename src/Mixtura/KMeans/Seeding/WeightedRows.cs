using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>Draws rows with probability proportional to their weights. O(n) once where rows have weights, then O(log n) a draw.</summary>
internal sealed class WeightedRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Observations<T> rows;
    private readonly double[] upTo;

    public WeightedRows(Observations<T> rows)
    {
        this.rows = rows;
        upTo = rows.IsWeighted ? new double[rows.Count] : [];
        double total = 0;
        for (var i = 0; i < upTo.Length; i++)
        {
            total += rows.Weight(i);
            upTo[i] = total;
        }
    }

    public long Draw(RandomStream random)
    {
        if (upTo.Length == 0)
        {
            return random.NextBelow(rows.Count);
        }

        // The first row whose running total lies above the draw: one of weight 0 repeats the total before it and is never hit.
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
