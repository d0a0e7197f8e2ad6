namespace Mixtura.Selection;

/// <summary>
/// The standard error of a score of n rows, from the scores without one row after the other; of many rows without one group of them after the other (J. W. Tukey 1958; J. Shao and D. Tu, "The
/// jackknife and bootstrap", 1995). For a mean it is the usual standard error. It needs no random draws, and of two classifiers on the same rows it gives the error of their difference.
/// </summary>
internal static class Jackknife
{
    /// <summary>More groups would only cost time: with so many the standard error is known to a tenth of itself.</summary>
    private const int MostGroups = 100;

    /// <summary>sqrt((g - 1) / g sum_j (s_j - mean)^2) for g groups with an even share of each class. O(g) scores.</summary>
    /// <param name="classes">n classes, n at least 2.</param>
    /// <param name="seed">The seed of the groups.</param>
    /// <param name="without">The score without one group, of n groups.</param>
    public static double StandardError(IEnumerable<int> classes, ulong seed, Func<int[], int, double> without)
    {
        var codes = FirstSeen.Codes(classes);
        var groups = Math.Min(codes.Length, MostGroups);
        var groupOf = StratifiedFolds.Of(codes, groups, seed);
        double[] scores = [.. Enumerable.Range(0, groups).Select(j => without(groupOf, j))];
        var mean = scores.Average();
        return Math.Sqrt((groups - 1.0) / groups * scores.Sum(s => (s - mean) * (s - mean)));
    }
}
