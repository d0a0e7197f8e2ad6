using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura.Measures;

/// <summary>Silhouettes by centroids (Hruschka, de Castro and Campello 2004): tiles of rows against K centroids. O(n K d).</summary>
internal static class SimplifiedSilhouettes
{
    /// <summary>The (weighted) mean of all rows.</summary>
    public static double Mean<T>(Observations<T> rows, Partition partition, ClusterMoments moments, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        partition.RequireSeveralClusters(Silhouette.Name);
        return SilhouetteWidth.Mean(rows, Of(rows, partition, moments.Centroids, threads, cancellationToken));
    }

    /// <summary>n silhouettes.</summary>
    public static double[] Of<T>(Observations<T> rows, Partition partition, Centroids centroids, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var silhouettes = new double[partition.Codes.Length];
        var d = rows.Dimension;
        var width = RowTile.Width(d, centroids.Count);
        BlockParallel.For(
            new RowBlocks<T>(rows, centroids.Means.Length),
            threads,
            (_, block, workspace) =>
            {
                var tile = workspace.Take<double>(d * width);
                var squares = workspace.Take<double>(centroids.Count * width);
                for (var first = 0; first < block.Count; first += width)
                {
                    var count = Math.Min(width, block.Count - first);
                    RowTile.Turn(block.Values.Slice(first * d, count * d), d, width, tile);
                    SquaredDistances.Run(tile, centroids.Means, width, squares);
                    for (var i = 0; i < count; i++)
                    {
                        var row = (int)block.First + first + i;
                        silhouettes[row] = One(partition, partition.Codes[row], rows.Weight(row), squares[i..], width);
                    }
                }
            },
            cancellationToken);
        return Array.ConvertAll(silhouettes, Overflow.Checked);
    }

    /// <summary>(b - a) / max(a, b) of one row, whose squared distance from centroid k is squares[k width].</summary>
    private static double One(Partition partition, int own, double weight, ReadOnlySpan<double> squares, int width)
    {
        if (partition.Weights[own] - Math.Min(1, weight) <= 0)
        {
            return 0;
        }

        var next = double.PositiveInfinity;
        for (var k = 0; k < partition.Clusters; k++)
        {
            next = k != own && partition.Weights[k] > 0 ? Math.Min(next, squares[k * width]) : next;
        }

        return SilhouetteWidth.Of(Math.Sqrt(squares[own * width]), Math.Sqrt(next));
    }
}
