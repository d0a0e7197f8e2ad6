using System.Numerics;

namespace Mixtura.Measures;

/// <summary>The centroid and weight of each of the K clusters of a partition, and its inertia about those centroids.</summary>
internal sealed record ClusterMoments(Centroids Centroids, double[] Weights, double Inertia)
{
    /// <summary>
    /// Two passes, O(n d): the first about a row of each cluster finds the centroids, the second squares distances about them, so
    /// that nothing cancels however far from the origin the rows lie (the two-pass algorithm: T. F. Chan, G. H. Golub and
    /// R. J. LeVeque, "Algorithms for computing the sample variance", 1983).
    /// </summary>
    public static ClusterMoments Of<T>(Observations<T> rows, Partition partition, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var d = rows.Dimension;
        var source = new RowBlocks<T>(rows, Moments.Size(partition.Clusters, d, SecondMoment.None));
        using var executor = new InMemoryExecutor<Centroids, Moments, T>(source, new LabelledScatter<T>(partition.Codes, partition.Clusters, d), BlockParallel.Threads(threads));
        var start = FirstRows(rows, partition);
        var centroids = Shifted(start, executor.Pass(start, cancellationToken));
        return new(centroids, partition.Weights, executor.Pass(centroids, cancellationToken).Energy);
    }

    private static Centroids FirstRows<T>(Observations<T> rows, Partition partition)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var d = rows.Dimension;
        var means = new double[checked(partition.Clusters * d)];
        for (var k = 0; k < partition.Clusters; k++)
        {
            var row = rows[partition.FirstRows[k]];
            for (var j = 0; j < d; j++)
            {
                means[(k * d) + j] = double.CreateTruncating(row[j]);
            }
        }

        return new(means, d);
    }

    /// <summary>mu' = mu + F / N; a cluster without weight stays.</summary>
    private static Centroids Shifted(Centroids about, Moments sums)
    {
        var means = (double[])about.Means.Clone();
        for (var at = 0; at < means.Length; at++)
        {
            var weight = sums.Weight[at / about.Dimension];
            means[at] += weight > 0 ? sums.First[at] / weight : 0;
        }

        return new(means, about.Dimension);
    }
}
