using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mixtura.Kernels;

/// <summary>The index of each row's nearest centroid; of equals the first. Nothing of size n x K is written.</summary>
internal static class NearestCentroid
{
    /// <summary>Rows in a tile of the row-lane kernel.</summary>
    public const int TileWidth = 256;

    /// <summary>T's in the widest vector that this machine has.</summary>
    public static int Lanes<T>()
        where T : unmanaged => (Vector512.IsHardwareAccelerated ? 64 : Vector256.IsHardwareAccelerated ? 32 : Vector128.IsHardwareAccelerated ? 16 : Unsafe.SizeOf<T>()) / Unsafe.SizeOf<T>();

    /// <summary>Labels of a run of rows. O(n K d).</summary>
    public static void Assign<T>(ReadOnlySpan<T> rows, PackedCentroids<T> centroids, Span<int> labels, Workspace workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (centroids.Layout == AssignmentLayout.CentroidLanes)
        {
            var kernel = new CentroidLaneAssignment<T>(rows, centroids, labels, workspace);
            SimdWidth.Run<T, CentroidLaneAssignment<T>>(ref kernel);
            return;
        }

        var tiles = new AssignedTiles<T>(centroids, workspace);
        for (var first = 0; first < labels.Length; first += TileWidth)
        {
            var count = Math.Min(TileWidth, labels.Length - first);
            tiles.Compute(rows.Slice(first * centroids.Dimension, count * centroids.Dimension));
            Winners.ToLabels(tiles.Winners[..count], labels.Slice(first, count));
        }
    }
}

/// <summary>Tile after tile of rows, feature-major, and the nearest centroid of each.</summary>
internal readonly ref struct AssignedTiles<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PackedCentroids<T> centroids;
    private readonly Span<T> scratch;

    /// <param name="centroids">Centroids whose layout is for rows in the lanes.</param>
    /// <param name="workspace">Gives memory that each tile uses again.</param>
    public AssignedTiles(PackedCentroids<T> centroids, Workspace workspace)
    {
        this.centroids = centroids;
        Tile = workspace.Take<T>(centroids.Dimension * NearestCentroid.TileWidth);
        Winners = workspace.Take<T>(NearestCentroid.TileWidth);
        scratch = workspace.Take<T>(RowLaneAssignment<T>.ScratchLength(centroids.Dimension));
    }

    /// <summary>d x TileWidth values; behind the last row it is repeated.</summary>
    public Span<T> Tile { get; }

    /// <summary>TileWidth indices, as T.</summary>
    public Span<T> Winners { get; }

    /// <summary>Fills Tile and Winners from at most TileWidth rows.</summary>
    public void Compute(ReadOnlySpan<T> rows)
    {
        RowTile.Turn(rows, centroids.Dimension, NearestCentroid.TileWidth, Tile);
        var kernel = new RowLaneAssignment<T>(Tile, NearestCentroid.TileWidth, centroids, Winners, scratch);
        SimdWidth.Run<T, RowLaneAssignment<T>>(ref kernel);
    }
}
