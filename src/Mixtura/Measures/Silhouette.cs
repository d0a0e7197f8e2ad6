using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura.Measures;

/// <summary>
/// How much closer a row is to its own cluster than to the next: s = (b - a) / max(a, b), a its mean distance to the other rows of
/// its cluster, b the smallest mean distance to the rows of another one; 0 for a row that is alone in its cluster (P. J. Rousseeuw,
/// "Silhouettes: a graphical aid to the interpretation and validation of cluster analysis", 1987). 1 is best, -1 worst.
/// </summary>
/// <remarks>
/// Distances are Euclidean. A weight counts as that many equal rows; a weight below 1 as part of one, of which a row does not
/// see its own part.
/// </remarks>
public static class Silhouette
{
    internal const string Name = "the silhouette";

    /// <summary>The mean silhouette of all rows, exact. O(n^2 d) time, O(n) memory; see <see cref="Estimate"/> and <see cref="Simplified"/> for many rows.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows; weights count.</param>
    /// <param name="labels">n numbers of clusters, from 0; gaps are allowed.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The (weighted) mean, -1 to 1.</returns>
    /// <exception cref="ArgumentException">There are not n labels, or one is negative.</exception>
    /// <exception cref="MixturaException">There are not 2 to n - 1 clusters, or the squares overflow.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static double Of<T>(Observations<T> rows, ReadOnlySpan<int> labels, int threads = 0, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        return SilhouetteWidth.Mean(rows, OfEach(rows, labels, threads, cancellationToken));
    }

    /// <summary>The silhouette of each row, exact. O(n^2 d) time, O(n) memory.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows; weights count.</param>
    /// <param name="labels">n numbers of clusters, from 0; gaps are allowed.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>n numbers, -1 to 1.</returns>
    /// <exception cref="ArgumentException">There are not n labels, or one is negative.</exception>
    /// <exception cref="MixturaException">There are not 2 to n - 1 clusters, or the squares overflow.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static double[] OfEach<T>(Observations<T> rows, ReadOnlySpan<int> labels, int threads = 0, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var partition = Partition.Of(rows, labels);
        partition.RequireSeveralClusters(Name);
        return new SilhouetteTiles<T>(rows, partition).Run([.. Enumerable.Range(0, labels.Length)], threads, cancellationToken);
    }

    /// <summary>
    /// The mean silhouette estimated from m rows, drawn without replacement, each of which meets all n rows: so the mean is free of
    /// bias (of weighted rows up to 1 / m), and the sample itself says how far it may be off. O(m n d) time, O(n) memory.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows; weights count.</param>
    /// <param name="labels">n numbers of clusters, from 0; gaps are allowed.</param>
    /// <param name="sampleSize">m, at least 2; from n on the result is exact. The error falls with the root of m: 2,500 rows leave 0.01 or less.</param>
    /// <param name="seed">The same seed draws the same rows.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The (weighted) mean with its standard error.</returns>
    /// <exception cref="ArgumentException">There are not n labels, one is negative, or the sample is below 2.</exception>
    /// <exception cref="MixturaException">There are not 2 to n - 1 clusters, all sampled rows have weight 0, or the squares overflow.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static SilhouetteEstimate Estimate<T>(Observations<T> rows, ReadOnlySpan<int> labels, int sampleSize, ulong seed = 0, int threads = 0, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleSize, 2);
        if (sampleSize >= labels.Length)
        {
            return new(Of(rows, labels, threads, cancellationToken), 0, labels.Length);
        }

        var partition = Partition.Of(rows, labels);
        partition.RequireSeveralClusters(Name);
        var sample = RowSample.Draw(rows.Count, sampleSize, seed);
        return SilhouetteEstimate.Of(rows, rows.Count, sample, new SilhouetteTiles<T>(rows, partition).Run(sample, threads, cancellationToken));
    }

    /// <summary>
    /// The mean of silhouettes by centroids: a is a row's distance from the centroid of its cluster and b the smallest from another
    /// one (E. R. Hruschka, L. N. de Castro and R. J. G. B. Campello, "Evolutionary algorithms for clustering gene-expression data",
    /// 2004). For more rows than pairs can be taken of; it ranks partitions much as the silhouette does, and is larger, as a leaves
    /// out how wide a cluster is. O(n K d).
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows; weights count.</param>
    /// <param name="labels">n numbers of clusters, from 0; gaps are allowed.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The (weighted) mean, -1 to 1; a row that is alone in its cluster counts as 0.</returns>
    /// <exception cref="ArgumentException">There are not n labels, or one is negative.</exception>
    /// <exception cref="MixturaException">There are not 2 to n - 1 clusters, or the squares overflow.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static double Simplified<T>(Observations<T> rows, ReadOnlySpan<int> labels, int threads = 0, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var partition = Partition.Of(rows, labels);
        partition.RequireSeveralClusters(Name);
        return SimplifiedSilhouettes.Mean(rows, partition, ClusterMoments.Of(rows, partition, threads, cancellationToken), threads, cancellationToken);
    }
}
