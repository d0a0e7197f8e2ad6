namespace Mixtura.Measures;

/// <summary>The harmonic mean of homogeneity and completeness (A. Rosenberg and J. Hirschberg, "V-measure", 2007).</summary>
public static class VMeasure
{
    /// <summary>The V-measure. O(cells that hold rows).</summary>
    /// <param name="table">Classes x clusters.</param>
    /// <returns>0 to 1; 1 for the same partition.</returns>
    public static double Of(ContingencyTable table)
    {
        var homogeneity = Homogeneity.Of(table);
        var completeness = Completeness.Of(table);
        var sum = homogeneity + completeness;
        return sum == 0 ? 0 : 2 * homogeneity * completeness / sum;
    }
}
