using System.Numerics;

namespace Mixtura.Measures;

/// <summary>The centroid and weight of each of the K clusters of a partition, and its inertia about those centroids.</summary>
internal sealed record ClusterMoments(Centroids Centroids, double[] Weights, double Inertia)
{
    /// <summary>
    /// Two passes, O(n d): the first about a row of each cluster finds the centroids, the second squares distances about them, so
    /// that nothing cancels however far from the origin the rows lie.
    /// </summary>
    public static ClusterMoments Of<T>(Observations<T> rows, Partition partition, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var d = rows.Dimension;
        var source = new RowBlocks<T>(rows, Moments.Size(partition.Clusters, d, SecondMoment.None));
        using var executor = new InMemoryExecutor<Centroids, Moments, T>(source, new LabelledScatter<T>(partition, d), BlockParallel.Threads(threads));
        var centroids = Shifted(FirstRows(rows, partition), executor, cancellationToken, out _);
        centroids = Shifted(centroids, executor, cancellationToken, out var inertia);
        return new(centroids, partition.Weights, inertia);
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

    /// <summary>mu' = mu + F / N, and the inertia about mu': S - sum over k of |F|^2 / N.</summary>
    private static Centroids Shifted<T>(Centroids about, InMemoryExecutor<Centroids, Moments, T> executor, CancellationToken cancellationToken, out double inertia)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sums = executor.Pass(about, cancellationToken);
        var means = (double[])about.Means.Clone();
        inertia = sums.Energy;
        for (var at = 0; at < means.Length; at++)
        {
            var weight = sums.Weight[at / about.Dimension];
            if (weight > 0)
            {
                var delta = sums.First[at] / weight;
                means[at] += delta;
                inertia -= sums.First[at] * delta;
            }
        }

        inertia = Math.Max(0, inertia);
        return new(means, about.Dimension);
    }
}
