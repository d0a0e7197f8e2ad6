using System.Numerics;

namespace Mixtura;

/// <summary>The number that a share of some rows, by weight, lie at or below. O(n ln n).</summary>
internal static class WeightedQuantile
{
    /// <param name="values">n numbers.</param>
    /// <param name="rows">n rows, for their weights.</param>
    /// <param name="share">Above 0, at most 1.</param>
    public static double Of<T>(double[] values, Observations<T> rows, double share)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!(share > 0 && share <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share is above 0 and at most 1.");
        }

        var order = Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ToArray();
        var asked = share * order.Sum(i => rows.Weight(i));
        double passed = 0;
        foreach (var i in order)
        {
            passed += rows.Weight(i);
            if (passed >= asked)
            {
                return values[i];
            }
        }

        return values[order[^1]];
    }
}
