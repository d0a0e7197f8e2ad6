namespace Mixtura.Measures;

/// <summary>
/// The geometric mean of precision and recall over pairs of rows: both / sqrt((both + class only)(both + cluster only)), counting
/// pairs that are together in class and cluster, or in one of them (E. B. Fowlkes and C. L. Mallows, "A method for comparing two
/// hierarchical clusterings", 1983).
/// </summary>
public static class FowlkesMallows
{
    /// <summary>The Fowlkes-Mallows index. O(cells that hold rows).</summary>
    /// <param name="table">Classes x clusters.</param>
    /// <returns>0 to 1; 0 where no pair is together in both.</returns>
    public static double Of(ContingencyTable table)
    {
        var pairs = PairCounts.Of(table);
        if (pairs.Both == 0)
        {
            return 0;
        }

        var precision = (double)pairs.Both / (double)(pairs.Both + pairs.ClusterOnly);
        var recall = (double)pairs.Both / (double)(pairs.Both + pairs.ClassOnly);
        return Math.Sqrt(precision) * Math.Sqrt(recall);
    }
}
