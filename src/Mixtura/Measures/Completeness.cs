namespace Mixtura.Measures;

/// <summary>
/// Whether each class is in one cluster only: mutual information over the entropy of the clusters (A. Rosenberg and J. Hirschberg,
/// "V-measure", 2007).
/// </summary>
public static class Completeness
{
    /// <summary>The completeness. O(cells that hold rows).</summary>
    /// <param name="table">Classes x clusters.</param>
    /// <returns>0 to 1; exactly 1 where no class is split.</returns>
    public static double Of(ContingencyTable table)
    {
        var information = MutualInformation.Of(table);
        return table.ClassesAreWhole ? 1 : Math.Min(1, information / Entropy.Of(table.ClusterSizes, table.Count));
    }
}
