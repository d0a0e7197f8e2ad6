using System.Numerics;

namespace Mixtura;

/// <summary>
/// The M-step of k-means: each centroid becomes the weighted mean of its rows, mu' = mu + F / N. A cluster without rows takes the row
/// that costs most where it is (weight x squared distance), which lowers the inertia by that much; the first <paramref name="frozen"/> ones may be empty.
/// </summary>
internal sealed class CentroidMinimizer<T>(IRowSource<T> source, int threads, int frozen = 0) : IMinimizer<Centroids, Moments>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many empty clusters were refilled so far.</summary>
    public int Refilled { get; private set; }

    public Centroids Minimize(Centroids model, Moments statistics)
    {
        var empty = Enumerable.Range(frozen, model.Count - frozen).Where(k => statistics.Weight[k] == 0).ToArray();
        var next = (double[])model.Means.Clone();
        var rows = empty.Length == 0 ? [] : CostliestRows.Find(source, model, empty.Length, threads);
        for (var m = 0; m < rows.Count; m++)
        {
            Take(rows[m], statistics, model);
            rows[m].Values.CopyTo(next, empty[m] * model.Dimension);
            Refilled++;
        }

        for (var k = 0; k < model.Count; k++)
        {
            if (statistics.Weight[k] > 0)
            {
                for (var j = k * model.Dimension; j < (k + 1) * model.Dimension; j++)
                {
                    next[j] += statistics.First[j] / statistics.Weight[k];
                }
            }
        }

        return new(next, model.Dimension);
    }

    /// <summary>Takes a row out of the sums of the cluster that it leaves.</summary>
    private static void Take(CostlyRow row, Moments statistics, Centroids model)
    {
        // A cluster that gave its last row has no weight left, whatever rounding left of it.
        statistics.Rows[row.Cluster]--;
        statistics.Weight[row.Cluster] = statistics.Rows[row.Cluster] == 0 ? 0 : statistics.Weight[row.Cluster] - row.Weight;
        for (var j = 0; j < model.Dimension; j++)
        {
            statistics.First[(row.Cluster * model.Dimension) + j] -= row.Weight * (row.Values[j] - model[row.Cluster][j]);
        }
    }
}
