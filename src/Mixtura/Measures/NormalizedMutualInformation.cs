namespace Mixtura.Measures;

/// <summary>
/// Mutual information over the arithmetic mean of the entropies of classes and clusters (A. Strehl and J. Ghosh, "Cluster
/// ensembles", 2002, who take the geometric one; the arithmetic is scikit-learn's default, and equals <see cref="VMeasure"/>).
/// </summary>
public static class NormalizedMutualInformation
{
    /// <summary>The normalised mutual information. O(cells that hold rows).</summary>
    /// <param name="table">Classes x clusters.</param>
    /// <returns>0 to 1; 1 for the same partition, also where it is a single part.</returns>
    public static double Of(ContingencyTable table)
    {
        var information = MutualInformation.Of(table);
        if (table.ClustersArePure && table.ClassesAreWhole)
        {
            return 1;
        }

        // Different partitions: one of them has two parts, so the entropies are not both 0.
        return Math.Min(1, information / MeanEntropy(table));
    }

    internal static double MeanEntropy(ContingencyTable table) =>
        (Entropy.Of(table.ClassSizes, table.Count) + Entropy.Of(table.ClusterSizes, table.Count)) / 2;
}
