using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mixtura.Kernels;

/// <summary>The index of each row's nearest centroid; of equals the first. Nothing of size n x K is written.</summary>
internal static class NearestCentroid
{
    /// <summary>The most rows in a tile of the row-lane kernel.</summary>
    public const int TileWidth = 256;

    /// <summary>T's in the widest vector that this machine has.</summary>
    public static int Lanes<T>()
        where T : unmanaged => (Vector512.IsHardwareAccelerated ? 64 : Vector256.IsHardwareAccelerated ? 32 : Vector128.IsHardwareAccelerated ? 16 : Unsafe.SizeOf<T>()) / Unsafe.SizeOf<T>();

    /// <summary>Labels of a run of rows. O(n K d).</summary>
    public static void Assign<T>(ReadOnlySpan<T> rows, PackedCentroids<T> centroids, Span<int> labels, Workspace workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run<T, NoScores>(rows, centroids, labels, [], [], workspace);

    /// <summary>Labels of a run of rows, the best score x.c - |c|^2 / 2 of each, then at least the second best of each, and |x|^2, x as seen from the origin of the centroids. O(n K d).</summary>
    public static void Assign<T>(ReadOnlySpan<T> rows, PackedCentroids<T> centroids, Span<int> labels, Span<T> scores, Span<T> squares, Workspace workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run<T, TwoScores>(rows, centroids, labels, scores, squares, workspace);

    /// <summary>All scores of a few rows: rows in whole eights x whole panels of centroids. Centroids in the lanes. O(n K d).</summary>
    public static void Scores<T>(ReadOnlySpan<T> rows, PackedCentroids<T> centroids, Span<T> scores, Workspace workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run<T, AllScores>(rows, centroids, workspace.Take<int>(rows.Length / centroids.Dimension), scores, [], workspace);

    private static void Run<T, TScores>(ReadOnlySpan<T> rows, PackedCentroids<T> centroids, Span<int> labels, Span<T> scores, Span<T> squares, Workspace workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TScores : struct, IKeptScores
    {
        if (!TScores.AreAll && centroids.Coded is { } coded)
        {
            new CodedAssignment<T, TScores>(rows, centroids, coded, labels, scores, squares, workspace).Run();
            return;
        }

        Exactly<T, TScores>(rows, centroids, labels, scores, squares, workspace);
    }

    /// <summary>The same from the numbers themselves.</summary>
    public static void Exactly<T, TScores>(ReadOnlySpan<T> rows, PackedCentroids<T> centroids, Span<int> labels, Span<T> scores, Span<T> squares, Workspace workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TScores : struct, IKeptScores
    {
        if (!TScores.AreAll && TurnedRowAssignment.Suits(centroids))
        {
            TurnedRowAssignment.Assign<TScores>(
                MemoryMarshal.Cast<T, float>(rows), (PackedCentroids<float>)(object)centroids, labels, MemoryMarshal.Cast<T, float>(scores), MemoryMarshal.Cast<T, float>(squares), workspace);
            return;
        }

        if (centroids.Layout == AssignmentLayout.CentroidLanes)
        {
            var kernel = new CentroidLaneAssignment<T, TScores>(rows, centroids, labels, scores, squares, workspace);
            SimdWidth.Run<T, CentroidLaneAssignment<T, TScores>>(ref kernel);
            return;
        }

        if (TScores.AreKept)
        {
            var nowhere = workspace.Take<T>(centroids.Dimension);
            nowhere.Clear();
            RowDistances<T>.Run(rows, [], centroids.Origin, nowhere, [], squares);
        }

        var d = centroids.Dimension;
        if (PairAssignment.Suits<T, TScores>(centroids))
        {
            var done = PairAssignment.Assign(MemoryMarshal.Cast<T, float>(rows), (PackedCentroids<float>)(object)centroids, labels);
            rows = rows[(done * d)..];
            labels = labels[done..];
        }

        var tile = workspace.Take<T>(d * TileWidth);
        var winners = workspace.Take<T>(TileWidth);
        var kept = workspace.Take<T>(TScores.AreKept ? 2 * TileWidth : 0);
        var scratch = workspace.Take<T>(RowLaneAssignment<T, TScores>.ScratchLength(d));
        for (var first = 0; first < labels.Length; first += TileWidth)
        {
            var count = Math.Min(TileWidth, labels.Length - first);
            var width = (count + RowTile.Granularity - 1) / RowTile.Granularity * RowTile.Granularity;
            RowTile.Turn(rows.Slice(first * d, count * d), d, width, tile);
            var kernel = new RowLaneAssignment<T, TScores>(tile, width, centroids, winners, kept, scratch);
            SimdWidth.Run<T, RowLaneAssignment<T, TScores>>(ref kernel);
            Winners.ToLabels(winners[..count], labels.Slice(first, count));
            if (TScores.AreKept)
            {
                kept[..count].CopyTo(scores[first..]);
                kept.Slice(width, count).CopyTo(scores[(labels.Length + first)..]);
            }
        }
    }
}
