namespace Mixtura.Tests.Reference;

/// <summary>The cheapest labels within limits on sizes, found by trying all K^n of them.</summary>
internal static class ExhaustiveAssignment
{
    /// <param name="costs">n x K.</param>
    /// <param name="clusters">K.</param>
    /// <param name="least">The least size of a cluster.</param>
    /// <param name="most">The largest.</param>
    public static double LeastCost(double[] costs, int clusters, int least, int most)
    {
        var n = costs.Length / clusters;
        var best = double.PositiveInfinity;
        var labels = new int[n];
        void Try(int row, double cost)
        {
            if (row == n)
            {
                var sizes = Enumerable.Range(0, clusters).Select(k => labels.Count(l => l == k));
                best = sizes.All(s => s >= least && s <= most) ? Math.Min(best, cost) : best;
                return;
            }

            for (labels[row] = 0; labels[row] < clusters; labels[row]++)
            {
                Try(row + 1, cost + costs[(row * clusters) + labels[row]]);
            }
        }

        Try(0, 0);
        return best;
    }
}
