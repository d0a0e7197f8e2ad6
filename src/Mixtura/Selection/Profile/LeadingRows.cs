namespace Mixtura.Selection;

/// <summary>The rows of each cluster with the largest values, of equals the first.</summary>
internal static class LeadingRows
{
    /// <summary>At most so many rows a cluster, the largest value first. O(n + what enters a list).</summary>
    /// <param name="labels">n clusters 0 .. K-1; larger ones are left out.</param>
    /// <param name="clusters">K.</param>
    /// <param name="most">The most rows of a cluster.</param>
    /// <param name="counts">Whether a row may be named.</param>
    /// <param name="value">What is compared.</param>
    public static List<int>[] Of(int[] labels, int clusters, int most, Func<int, bool> counts, Func<int, double> value)
    {
        List<int>[] leading = [.. Enumerable.Range(0, clusters).Select(_ => new List<int>(most + 1))];
        for (var i = 0; i < labels.Length && most > 0; i++)
        {
            if (labels[i] >= clusters || !counts(i))
            {
                continue;
            }

            var rows = leading[labels[i]];
            var at = rows.Count;
            while (at > 0 && value(rows[at - 1]) < value(i))
            {
                at--;
            }

            if (at < most)
            {
                rows.Insert(at, i);
                rows.RemoveRange(Math.Min(most, rows.Count), Math.Max(0, rows.Count - most));
            }
        }

        return leading;
    }
}
