namespace Mixtura.Measures;

/// <summary>
/// The share of pairs of rows on which classes and clusters agree, together in both or apart in both (W. M. Rand, "Objective
/// criteria for the evaluation of clustering methods", 1971). Not corrected for chance: see <see cref="AdjustedRand"/>.
/// </summary>
public static class Rand
{
    /// <summary>The Rand index. O(cells that hold rows).</summary>
    /// <param name="table">Classes x clusters.</param>
    /// <returns>0 to 1; 1 for the same partition, and where there is no pair.</returns>
    public static double Of(ContingencyTable table)
    {
        var pairs = PairCounts.Of(table);
        var agreeing = pairs.Both + pairs.Neither;
        var disagreeing = pairs.ClassOnly + pairs.ClusterOnly;
        return disagreeing == 0 ? 1 : (double)agreeing / (double)(agreeing + disagreeing);
    }
}
