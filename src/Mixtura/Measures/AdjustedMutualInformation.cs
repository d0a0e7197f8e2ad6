namespace Mixtura.Measures;

/// <summary>
/// Mutual information corrected for chance: (MI - E) / (mean of both entropies - E), E the mean over all partitions with the same
/// sizes (N. X. Vinh, J. Epps and J. Bailey, "Information theoretic measures for clusterings comparison", 2010; the arithmetic mean,
/// scikit-learn's default).
/// </summary>
public static class AdjustedMutualInformation
{
    /// <summary>Twice the rounding unit: what a difference of nearly equal numbers may be taken for at least.</summary>
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>
    /// The adjusted mutual information, with the exact expectation. O(cells + D_c D_k s), D the numbers of distinct sizes of classes
    /// and clusters, s the standard deviation of a cell's count, at most sqrt(n) / 4.
    /// </summary>
    /// <param name="table">Classes x clusters.</param>
    /// <returns>At most 1: 1 for the same partition, 0 on average for chance.</returns>
    public static double Of(ContingencyTable table)
    {
        var information = MutualInformation.Of(table);
        if (table.ClustersArePure && table.ClassesAreWhole)
        {
            return 1;
        }

        var expected = ExpectedMutualInformation.Of(table);
        var range = Math.Max(NormalizedMutualInformation.MeanEntropy(table) - expected, Epsilon);
        return Math.Min(1, (information - expected) / range);
    }
}
