using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Mixtura.Measures;

/// <summary>
/// How many rows of each true class are in each cluster: what all measures against known classes are computed from. Only the cells
/// that hold rows are stored. Immutable.
/// </summary>
public sealed class ContingencyTable
{
    /// <summary>Tables up to this many cells are counted densely.</summary>
    private const long DenseCells = 1 << 22;

    private static readonly Comparer<Cell> ByPosition = Comparer<Cell>.Create((a, b) => (a.Class, a.Cluster).CompareTo((b.Class, b.Cluster)));

    private readonly Cell[] cells;

    private ContingencyTable(int classes, int clusters, Cell[] cells)
    {
        this.cells = cells;
        var classSizes = new long[classes];
        var clusterSizes = new long[clusters];
        foreach (var (c, k, count) in cells)
        {
            classSizes[c] += count;
            clusterSizes[k] += count;
            Count = checked(Count + count);
        }

        ClassSizes = ImmutableCollectionsMarshal.AsImmutableArray(classSizes);
        ClusterSizes = ImmutableCollectionsMarshal.AsImmutableArray(clusterSizes);
    }

    /// <summary>The number of classes: one more than the largest class label.</summary>
    public int Classes => ClassSizes.Length;

    /// <summary>The number of clusters: one more than the largest cluster label.</summary>
    public int Clusters => ClusterSizes.Length;

    /// <summary>The number of rows n.</summary>
    public long Count { get; }

    /// <summary>The rows of each class; 0 where a label does not occur.</summary>
    public ImmutableArray<long> ClassSizes { get; }

    /// <summary>The rows of each cluster; 0 where a label does not occur.</summary>
    public ImmutableArray<long> ClusterSizes { get; }

    /// <summary>The cells that hold rows, by class and then by cluster.</summary>
    internal ReadOnlySpan<Cell> Cells => cells;

    /// <summary>Whether no cluster mixes classes: each has one cell.</summary>
    internal bool ClustersArePure => cells.Length == ClusterSizes.Count(size => size > 0);

    /// <summary>Whether no class is split over clusters: each has one cell.</summary>
    internal bool ClassesAreWhole => cells.Length == ClassSizes.Count(size => size > 0);

    /// <summary>The rows of a class that are in a cluster. O(log of the cells that hold rows).</summary>
    /// <param name="trueClass">The class, 0 .. Classes - 1.</param>
    /// <param name="cluster">The cluster, 0 .. Clusters - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class or cluster.</exception>
    public long this[int trueClass, int cluster]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)trueClass, (uint)Classes, nameof(trueClass));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)cluster, (uint)Clusters, nameof(cluster));
            var at = Array.BinarySearch(cells, new Cell(trueClass, cluster, 0), ByPosition);
            return at < 0 ? 0 : cells[at].Count;
        }
    }

    /// <summary>Counts rows by class and cluster. O(n), and memory for the cells that hold rows.</summary>
    /// <param name="classes">n true classes, from 0; gaps are allowed.</param>
    /// <param name="clusters">n clusters, from 0; gaps are allowed.</param>
    /// <returns>The table, classes x clusters.</returns>
    /// <exception cref="ArgumentException">The two differ in length, or a label is negative.</exception>
    public static ContingencyTable Of(ReadOnlySpan<int> classes, ReadOnlySpan<int> clusters)
    {
        if (classes.Length != clusters.Length)
        {
            throw new ArgumentException($"{clusters.Length} cluster labels for {classes.Length} classes: each row needs one of both.", nameof(clusters));
        }

        var rows = LabelRange.Of(classes, nameof(classes));
        var columns = LabelRange.Of(clusters, nameof(clusters));
        return new(rows, columns, (long)rows * columns <= DenseCells ? Dense(classes, clusters, rows, columns) : Sparse(classes, clusters));
    }

    /// <summary>A table from counts that were made elsewhere.</summary>
    /// <param name="counts">classes x clusters numbers of rows, none negative; their sum fits in a <see cref="long"/>.</param>
    /// <returns>The table.</returns>
    /// <exception cref="ArgumentException">A count is negative.</exception>
    /// <exception cref="OverflowException">The sum of the counts overflows.</exception>
    public static ContingencyTable From(long[,] counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var occupied = new List<Cell>();
        for (var c = 0; c < counts.GetLength(0); c++)
        {
            for (var k = 0; k < counts.GetLength(1); k++)
            {
                if (counts[c, k] < 0)
                {
                    throw new ArgumentException($"Class {c}, cluster {k} has {counts[c, k]} rows: counts are not negative.", nameof(counts));
                }

                if (counts[c, k] > 0)
                {
                    occupied.Add(new(c, k, counts[c, k]));
                }
            }
        }

        return new(counts.GetLength(0), counts.GetLength(1), [.. occupied]);
    }

    private static Cell[] Dense(ReadOnlySpan<int> classes, ReadOnlySpan<int> clusters, int rows, int columns)
    {
        var counts = new long[rows, columns];
        for (var i = 0; i < classes.Length; i++)
        {
            counts[classes[i], clusters[i]]++;
        }

        return From(counts).cells;
    }

    private static Cell[] Sparse(ReadOnlySpan<int> classes, ReadOnlySpan<int> clusters)
    {
        var counts = new Dictionary<(int Class, int Cluster), long>();
        for (var i = 0; i < classes.Length; i++)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, (classes[i], clusters[i]), out _)++;
        }

        return [.. counts.Select(entry => new Cell(entry.Key.Class, entry.Key.Cluster, entry.Value)).Order(ByPosition)];
    }

    /// <summary>The rows of one class in one cluster.</summary>
    internal readonly record struct Cell(int Class, int Cluster, long Count);
}
