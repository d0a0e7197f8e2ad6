namespace Mixtura.Reports;

/// <summary>One feature in short.</summary>
internal readonly record struct FeatureLine(double Mean, double Deviation, double Least, double Most);

/// <summary>The features of some rows in short; weights count, rows of weight 0 do not, deviations are over n and about the mean.</summary>
internal static class FeatureTable
{
    public static FeatureLine[] Of(Observations<double> rows)
    {
        var summary = FeatureSummary.Of(rows, BlockParallel.Threads(0), CancellationToken.None);
        var counted = Enumerable.Range(0, (int)rows.Count).Where(i => rows.Weight(i) > 0);
        return [.. Enumerable.Range(0, rows.Dimension).Select(j => new FeatureLine(summary.Mean[j], Math.Sqrt(summary.Variance[j]), counted.Min(i => rows[i][j]), counted.Max(i => rows[i][j])))];
    }
}
