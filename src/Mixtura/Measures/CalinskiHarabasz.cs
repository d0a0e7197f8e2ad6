using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura.Measures;

/// <summary>
/// The variance ratio: dispersion of the K centroids over dispersion of the rows about them, each per degree of freedom,
/// (B / (K - 1)) / (W / (n - K)) with B = sum_k N_k |mu_k - mu|^2 and W the inertia (T. Calinski and J. Harabasz, "A dendrite method
/// for cluster analysis", 1974). Larger is better.
/// </summary>
public static class CalinskiHarabasz
{
    private const string Name = "the Calinski-Harabasz ratio";

    /// <summary>The variance ratio of a partition. O(n d).</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows; a weight counts as that many equal rows, and n is their sum.</param>
    /// <param name="labels">n numbers of clusters, from 0; gaps are allowed.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The ratio, without unit, 0 or more; 1 where every row lies on its centroid, as scikit-learn has it.</returns>
    /// <exception cref="ArgumentException">There are not n labels, or one is negative.</exception>
    /// <exception cref="MixturaException">There are not 2 to n - 1 clusters, or the squares overflow.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static double Of<T>(Observations<T> rows, ReadOnlySpan<int> labels, int threads = 0, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var partition = Partition.Of(rows, labels);
        partition.RequireSeveralClusters(Name);
        return Of(partition, ClusterMoments.Of(rows, partition, threads, cancellationToken));
    }

    internal static double Of(Partition partition, ClusterMoments moments)
    {
        partition.RequireSeveralClusters(Name);
        var weight = partition.Weights.Sum();
        double clusters = partition.Occupied;
        if (weight <= clusters)
        {
            throw new MixturaException($"The weights sum to {weight} for {clusters} clusters: {Name} counts a weight as that many rows, so scale the weights until they sum to the number of rows.");
        }

        return moments.Inertia == 0
            ? 1
            : Overflow.Checked(Between(moments, weight) / (clusters - 1) / (moments.Inertia / (weight - clusters)));
    }

    /// <summary>sum_k N_k |mu_k - mu|^2, the mean mu taken about the first centroid.</summary>
    private static double Between(ClusterMoments moments, double weight)
    {
        var centroids = moments.Centroids;
        var mean = centroids[0].ToArray();
        for (var j = 0; j < mean.Length; j++)
        {
            double shift = 0;
            for (var k = 1; k < centroids.Count; k++)
            {
                shift += moments.Weights[k] * (centroids[k][j] - centroids[0][j]);
            }

            mean[j] += shift / weight;
        }

        double between = 0;
        for (var k = 0; k < centroids.Count; k++)
        {
            between += moments.Weights[k] * SquaredDistance.Between(centroids[k], mean);
        }

        return between;
    }
}
