using System.Numerics;

namespace Mixtura.Measures;

/// <summary>
/// The Rand index corrected for chance: (Rand - expected) / (1 - expected), expected over all partitions with the same sizes
/// (L. Hubert and P. Arabie, "Comparing partitions", 1985).
/// </summary>
public static class AdjustedRand
{
    /// <summary>The adjusted Rand index. O(cells that hold rows); exact integers up to one division.</summary>
    /// <param name="table">Classes x clusters.</param>
    /// <returns>-0.5 to 1: 1 for the same partition, 0 on average for chance.</returns>
    public static double Of(ContingencyTable table)
    {
        var pairs = PairCounts.Of(table);
        if (pairs.ClassOnly == 0 && pairs.ClusterOnly == 0)
        {
            return 1;
        }

        // Products of two pair counts grow with n^4, beyond 128 bits from some billions of rows on.
        BigInteger both = pairs.Both, classOnly = pairs.ClassOnly, clusterOnly = pairs.ClusterOnly, neither = pairs.Neither;
        var above = 2 * ((both * neither) - (classOnly * clusterOnly));
        var range = ((both + classOnly) * (classOnly + neither)) + ((both + clusterOnly) * (clusterOnly + neither));
        return (double)above / (double)range;
    }
}
