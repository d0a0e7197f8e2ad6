using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura.Measures;

/// <summary>
/// How much each cluster resembles its most similar one: the mean over k of max over l of (s_k + s_l) / |mu_k - mu_l|, with s_k the
/// mean distance of the rows of cluster k from its centroid mu_k (D. L. Davies and D. W. Bouldin, "A cluster separation measure",
/// 1979). Lower is better.
/// </summary>
public static class DaviesBouldin
{
    private const string Name = "the Davies-Bouldin index";

    /// <summary>Centroids closer than this share of their clusters' spread differ by rounding only.</summary>
    private const double Coincident = 1e-12;

    /// <summary>The mean resemblance of a partition's clusters. O(n d + K^2 d).</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows; weights count.</param>
    /// <param name="labels">n numbers of clusters, from 0; gaps are allowed.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>
    /// The mean, without unit, 0 or more. Pairs of clusters with the same centroid are left out, as scikit-learn has it: 0 where
    /// all centroids are the same.
    /// </returns>
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
        double sum = 0;
        for (var k = 0; k < partition.Clusters; k++)
        {
            sum += partition.Weights[k] > 0 ? Resemblance(k, moments) : 0;
        }

        return Overflow.Checked(sum / partition.Occupied);
    }

    /// <summary>max over l of (s_k + s_l) / |mu_k - mu_l|.</summary>
    private static double Resemblance(int k, ClusterMoments moments)
    {
        var (centroids, weights, spreads, _) = moments;
        double largest = 0;
        for (var l = 0; l < centroids.Count; l++)
        {
            var distance = Math.Sqrt(Overflow.Checked(SquaredDistance.Between(centroids[k], centroids[l])));
            var spread = spreads[k] + spreads[l];
            if (l != k && weights[l] > 0 && distance > Coincident * spread)
            {
                largest = Math.Max(largest, spread / distance);
            }
        }

        return largest;
    }
}
