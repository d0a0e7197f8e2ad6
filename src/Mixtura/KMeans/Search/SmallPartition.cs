using System.Numerics;
using System.Runtime.CompilerServices;

namespace Mixtura;

/// <summary>
/// Which cluster each of few rows belongs to, and the clusters' weights and sums, kept up to date while rows change. O(d) a change;
/// nothing is allocated.
/// </summary>
internal sealed class SmallPartition(SmallRows rows, int mostClusters)
{
    private readonly int d = rows.Dimension;
    private readonly int[] labels = new int[rows.Count];
    private readonly double[] weights = new double[mostClusters];
    private readonly int[] sizes = new int[mostClusters];
    private readonly double[] sums = new double[mostClusters * rows.Dimension];

    /// <summary>n labels.</summary>
    public ReadOnlySpan<int> Labels => labels;

    /// <summary>The weight of each cluster.</summary>
    public ReadOnlySpan<double> Weights => weights;

    /// <summary>The rows with a weight in each cluster.</summary>
    public ReadOnlySpan<int> Sizes => sizes;

    /// <summary>All rows anew, in their order.</summary>
    /// <param name="nearest">The cluster of each row, as a double.</param>
    /// <param name="clusters">K.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Take(ReadOnlySpan<double> nearest, int clusters)
    {
        Array.Clear(weights, 0, clusters);
        Array.Clear(sizes, 0, clusters);
        Array.Clear(sums, 0, clusters * d);
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = (int)nearest[i];
            Add(i, labels[i], rows.Weights[i]);
        }
    }

    /// <summary>Rows that are nearer to another centroid now change their cluster, in their order; says how many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Update(ReadOnlySpan<double> nearest)
    {
        var moved = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            var now = (int)nearest[i];
            if (now != labels[i])
            {
                Move(i, now);
                moved++;
            }
        }

        return moved;
    }

    public void Move(int row, int to)
    {
        var from = labels[row];
        Add(row, from, -rows.Weights[row]);
        if (sizes[from] == 0)
        {
            // Nothing is left, whatever rounding left of it.
            weights[from] = 0;
            sums.AsSpan(from * d, d).Clear();
        }

        Add(row, to, rows.Weights[row]);
        labels[row] = to;
    }

    /// <summary>Each of the clusters without rows takes the row that costs most where it is, of equals the first.</summary>
    /// <param name="distances">The squared distance of each row to its centroid; 0 for those that were taken.</param>
    /// <param name="clusters">K.</param>
    public void Refill(Span<double> distances, int clusters)
    {
        for (var k = 0; k < clusters; k++)
        {
            if (sizes[k] > 0)
            {
                continue;
            }

            var costliest = -1;
            double most = 0;
            for (var i = 0; i < labels.Length; i++)
            {
                if (rows.Weights[i] * distances[i] > most && sizes[labels[i]] > 1)
                {
                    costliest = i;
                    most = rows.Weights[i] * distances[i];
                }
            }

            if (costliest >= 0)
            {
                Move(costliest, k);
                distances[costliest] = 0;
            }
        }
    }

    /// <summary>Writes the means of all clusters that have rows.</summary>
    public void Means(Span<double> centroids)
    {
        for (var k = 0; k < centroids.Length / d; k++)
        {
            if (sizes[k] > 0)
            {
                Mean(centroids, k);
            }
        }
    }

    public void Mean(Span<double> centroids, int cluster)
    {
        for (var j = cluster * d; j < (cluster + 1) * d; j++)
        {
            centroids[j] = sums[j] / weights[cluster];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add(int row, int cluster, double times)
    {
        if (times == 0)
        {
            return;
        }

        sizes[cluster] += times > 0 ? 1 : -1;
        weights[cluster] += times;
        var x = rows[row];
        var sum = sums.AsSpan(cluster * d, d);
        var j = 0;
        for (; j <= x.Length - Vector<double>.Count; j += Vector<double>.Count)
        {
            Vector.FusedMultiplyAdd(new Vector<double>(x[j..]), new Vector<double>(times), new Vector<double>(sum[j..])).CopyTo(sum[j..]);
        }

        for (; j < x.Length; j++)
        {
            sum[j] = Math.FusedMultiplyAdd(x[j], times, sum[j]);
        }
    }
}
