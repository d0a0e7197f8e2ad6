using System.Numerics;

namespace Mixtura.Measures;

/// <summary>
/// How far rows lie from the centroid of their cluster: sum_i w_i |x_i - mu_label(i)|^2, mu_k the weighted mean of cluster k. What
/// k-means minimises (J. MacQueen, "Some methods for classification and analysis of multivariate observations", 1967). Lower is
/// better for the same number of clusters.
/// </summary>
public static class Inertia
{
    /// <summary>The inertia of a partition. O(n d), two passes about the centroids, so that nothing cancels.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows; weights count.</param>
    /// <param name="labels">n numbers of clusters, from 0; gaps are allowed.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The sum, in squared units of the features; 0 or more.</returns>
    /// <exception cref="ArgumentException">There are not n labels, or one is negative.</exception>
    /// <exception cref="MixturaException">The squares overflow.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static double Of<T>(Observations<T> rows, ReadOnlySpan<int> labels, int threads = 0, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var partition = Partition.Of(rows, labels);
        return Overflow.Checked(ClusterMoments.Of(rows, partition, threads, cancellationToken).Inertia);
    }
}
