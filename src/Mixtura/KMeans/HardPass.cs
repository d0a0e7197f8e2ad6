using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>What centroids make of rows at temperature 0.</summary>
internal static class HardPass
{
    /// <summary>The inertia (as energy), weights and sizes; no first moments. O(n d K).</summary>
    public static Moments Run<T>(Centroids centroids, Observations<T> rows, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run(centroids, rows, Labels(centroids, rows, threads, cancellationToken), threads, cancellationToken);

    /// <summary>The same of labels that are known. O(n d).</summary>
    public static Moments Run<T>(Centroids centroids, Observations<T> rows, int[] labels, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var source = new RowBlocks<T>(rows, Moments.Size(centroids.Count, centroids.Dimension, SecondMoment.None));
        using var executor = new InMemoryExecutor<Centroids, Moments, T>(source, new LabelledScatter<T, NoFirstMoment>(labels, centroids.Count, centroids.Dimension), threads);
        return executor.Pass(centroids, cancellationToken);
    }

    /// <summary>The nearest centroid of each row. O(n d K).</summary>
    public static int[] Labels<T>(Centroids centroids, Observations<T> rows, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var labels = new int[rows.Count];
        var packed = new PackedCentroids<T>(centroids.Means, centroids.Dimension);
        BlockParallel.For(
            new RowBlocks<T>(rows, statisticsSize: 0),
            threads,
            (_, block, workspace) => NearestCentroid.Assign(block.Values, packed, labels.AsSpan((int)block.First, block.Count), workspace),
            cancellationToken);
        return labels;
    }
}
