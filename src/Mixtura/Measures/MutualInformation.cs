using Mixtura.Kernels;

namespace Mixtura.Measures;

/// <summary>
/// What the cluster of a row tells about its class: sum over cells of (n_ck / n) ln(n n_ck / (n_c n_k)) in nats (C. E. Shannon, "A
/// mathematical theory of communication", 1948). It grows with the number of clusters: see <see cref="AdjustedMutualInformation"/>.
/// </summary>
public static class MutualInformation
{
    /// <summary>The mutual information. O(cells that hold rows).</summary>
    /// <param name="table">Classes x clusters.</param>
    /// <returns>Nats: 0 for independence, at most the smaller of both entropies.</returns>
    public static double Of(ContingencyTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        double sum = 0;
        foreach (var (c, k, count) in table.Cells)
        {
            sum += Share(count, table.ClassSizes[c], table.ClusterSizes[k], table.Count);
        }

        // The true sum is never negative; rounding may be.
        return Math.Max(0, sum);
    }

    /// <summary>One cell's part. Equal products round to equal numbers, so that independence gives a ratio of exactly 1.</summary>
    internal static double Share(double cell, double classSize, double clusterSize, double count) =>
        cell / count * ElementaryFunctions.Log(cell * count / (classSize * clusterSize));
}
