using System.Collections.Immutable;

namespace Mixtura.Measures;

/// <summary>
/// The mean mutual information of partitions with given sizes, all equally likely: each cell's count is hypergeometric (Vinh, Epps
/// and Bailey 2010, equation 24a).
/// </summary>
/// <remarks>
/// Probabilities are built outwards from the mode by their ratios and divided by their sum. Logarithms of factorials, the usual
/// way, lose all digits for many rows (ln n! is 2e10 for n = 1e9, so that its last digit is 4e-6); ratios lose none.
/// </remarks>
internal static class ExpectedMutualInformation
{
    /// <summary>Probabilities below this part of the mode's cannot be seen in the sum: they fall faster than geometrically from there.</summary>
    private const double Negligible = 1e-24;

    public static double Of(ContingencyTable table)
    {
        var clusterSizes = DistinctSizes(table.ClusterSizes);
        double sum = 0;
        foreach (var (classSize, classes) in DistinctSizes(table.ClassSizes))
        {
            foreach (var (clusterSize, clusters) in clusterSizes)
            {
                sum += (double)classes * clusters * OfCell(classSize, clusterSize, table.Count);
            }
        }

        return sum;
    }

    /// <summary>The sizes that occur and how often: cells with the same sizes have the same expectation.</summary>
    private static (long Size, int Times)[] DistinctSizes(ImmutableArray<long> sizes) =>
        [.. sizes.Where(size => size > 0).CountBy(size => size).Select(pair => (pair.Key, pair.Value)).OrderBy(pair => pair.Key)];

    /// <summary>The mean of (x / n) ln(n x / (a b)) over hypergeometric x: a of n rows in the class, b of n in the cluster.</summary>
    private static double OfCell(long a, long b, long n)
    {
        var lowest = Math.Max(0, a + b - n);
        var highest = Math.Min(a, b);
        var mode = Math.Clamp((long)((Int128)(a + 1) * (b + 1) / (n + 2)), lowest, highest);
        double total = 1;
        var sum = Share(mode);
        double chance = 1;
        for (var x = mode; x < highest && chance > Negligible; x++)
        {
            chance *= (double)(a - x) * (b - x) / ((double)(x + 1) * (n - a - b + x + 1));
            total += chance;
            sum += chance * Share(x + 1);
        }

        chance = 1;
        for (var x = mode; x > lowest && chance > Negligible; x--)
        {
            chance *= (double)x * (n - a - b + x) / ((double)(a - x + 1) * (b - x + 1));
            total += chance;
            sum += chance * Share(x - 1);
        }

        return sum / total;

        double Share(long x) => x == 0 ? 0 : MutualInformation.Share(x, a, b, n);
    }
}
