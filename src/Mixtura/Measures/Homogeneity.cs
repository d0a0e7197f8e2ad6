namespace Mixtura.Measures;

/// <summary>
/// Whether each cluster holds rows of one class only: mutual information over the entropy of the classes (A. Rosenberg and
/// J. Hirschberg, "V-measure", 2007).
/// </summary>
public static class Homogeneity
{
    /// <summary>The homogeneity. O(cells that hold rows).</summary>
    /// <param name="table">Classes x clusters.</param>
    /// <returns>0 to 1; exactly 1 where no cluster mixes classes.</returns>
    public static double Of(ContingencyTable table)
    {
        var information = MutualInformation.Of(table);
        return table.ClustersArePure ? 1 : Math.Min(1, information / Entropy.Of(table.ClassSizes, table.Count));
    }
}
