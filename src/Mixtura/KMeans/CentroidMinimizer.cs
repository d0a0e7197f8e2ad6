using System.Numerics;

namespace Mixtura;

/// <summary>
/// The M-step of k-means: each centroid becomes the weighted mean of its rows, mu' = G / N. A cluster without rows takes the row
/// that costs most where it is (weight x squared distance), which lowers the inertia by that much. O(d) a cluster whose sums changed.
/// </summary>
/// <param name="rows">n x d rows.</param>
/// <param name="labels">The nearest centroid of each row under a model.</param>
/// <param name="threads">How many threads may look for rows.</param>
/// <param name="frozen">How many centroids, from the first, may be empty.</param>
internal sealed class CentroidMinimizer<T>(Observations<T> rows, Func<Centroids, int[]> labels, int threads, int frozen = 0) : IMinimizer<Centroids, ExactSums>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private double[] means = [];

    /// <summary>How many empty clusters were refilled so far.</summary>
    public int Refilled { get; private set; }

    public Centroids Minimize(Centroids model, ExactSums statistics)
    {
        if (means.Length == 0)
        {
            means = new double[model.Means.Length];
        }

        var touched = statistics.Touched;
        ItemParallel.For(touched.Count, model.Dimension, threads, at => Mean(statistics, touched[at], means.AsSpan(touched[at] * model.Dimension, model.Dimension)));

        var next = (double[])means.Clone();
        var empty = Enumerable.Range(frozen, model.Count - frozen).Where(k => statistics.Weight(k) == 0).ToArray();
        if (empty.Length > 0)
        {
            Refill(model, statistics, empty, next);
        }

        return new(next, model.Dimension);
    }

    /// <summary>Empty clusters take the costliest rows, and the clusters these come from go on without them.</summary>
    private void Refill(Centroids model, ExactSums statistics, int[] empty, double[] next)
    {
        var d = model.Dimension;
        foreach (var k in empty)
        {
            model[k].CopyTo(next.AsSpan(k * d));
        }

        var taken = CostliestRows.Find(rows, labels(model), model, empty.Length, threads);
        for (var m = 0; m < taken.Count; m++)
        {
            taken[m].Values.CopyTo(next, empty[m] * d);
            Refilled++;
        }

        foreach (var donor in taken.GroupBy(row => row.Cluster))
        {
            var left = statistics.Weight(donor.Key) - donor.Sum(row => row.Weight);
            var mean = new double[d];
            Mean(statistics, donor.Key, mean);
            for (var j = 0; j < d && left > 0; j++)
            {
                next[(donor.Key * d) + j] = mean[j] + (donor.Sum(row => row.Weight * (mean[j] - row.Values[j])) / left);
            }
        }
    }

    private static void Mean(ExactSums sums, int cluster, Span<double> mean)
    {
        if (sums.Weight(cluster) > 0)
        {
            sums.Mean(cluster, mean);
        }
    }
}
