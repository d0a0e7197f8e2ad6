using System.Numerics;

namespace Mixtura.Measures;

/// <summary>What the measures by centroids are made of: the centroid, weight and spread of each of the K clusters of a partition, and its inertia about those centroids.</summary>
/// <param name="Centroids">K x d weighted means.</param>
/// <param name="Weights">K sums of weights.</param>
/// <param name="Spreads">K weighted mean distances of a cluster's rows from its centroid; 0 for a cluster without weight.</param>
/// <param name="Inertia">sum w |x - mu|^2.</param>
internal sealed record ClusterMoments(Centroids Centroids, double[] Weights, double[] Spreads, double Inertia)
{
    /// <summary>
    /// Two passes, O(n d): the first about a row of each cluster finds the centroids, the second takes distances from them, so that
    /// nothing cancels however far from the origin the rows lie (the two-pass algorithm: T. F. Chan, G. H. Golub and
    /// R. J. LeVeque, "Algorithms for computing the sample variance", 1983).
    /// </summary>
    public static ClusterMoments Of<T>(Observations<T> rows, Partition partition, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var d = rows.Dimension;
        var workers = BlockParallel.Threads(threads);
        var source = new RowBlocks<T>(rows, Moments.Size(partition.Clusters, d, SecondMoment.None));
        using var first = new InMemoryExecutor<Centroids, Moments, T>(source, new LabelledScatter<T, FirstMoment>(partition.Codes, partition.Clusters, d), workers);
        using var second = new InMemoryExecutor<Centroids, SpreadSums, T>(source, new SpreadPass<T>(partition.Codes, partition.Clusters), workers);
        var start = FirstRows(rows, partition);
        var centroids = Shifted(start, first.Pass(start, cancellationToken));
        var sums = second.Pass(centroids, cancellationToken);
        var spreads = new double[partition.Clusters];
        for (var k = 0; k < spreads.Length; k++)
        {
            spreads[k] = partition.Weights[k] > 0 ? sums.Distances[k] / partition.Weights[k] : 0;
        }

        return new(centroids, partition.Weights, spreads, sums.Energy);
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
