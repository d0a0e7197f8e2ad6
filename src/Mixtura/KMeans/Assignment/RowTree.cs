using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Rows in spatial order, 32 a leaf, under a binary tree of boxes: node i has the children 2i and 2i + 1, and leaf l is node Size + l. The tree is implicit, so that a node
/// is its box and nothing else. Where rows are short their values are kept in order, feature-major leaf by leaf.
/// </summary>
internal sealed class RowTree<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int LeafRows = 32;

    /// <summary>Values of rows of at most this many bytes are copied in order; longer ones are gathered when they are needed.</summary>
    private const int MostCopiedBytes = 8;
    private readonly Observations<T> rows;
    private readonly T[] boxes;
    private readonly T[] copies;
    private readonly int d;

    public RowTree(Observations<T> rows, FeatureSummary summary, int threads)
    {
        this.rows = rows;
        d = rows.Dimension;
        Order = SpatialOrder.Of(rows, summary, threads);
        Leaves = (Order.Length + LeafRows - 1) / LeafRows;
        Size = (int)BitOperations.RoundUpToPowerOf2((uint)Leaves);
        boxes = new T[2 * Size * 2 * d];
        copies = new T[d * Unsafe.SizeOf<T>() <= MostCopiedBytes ? Leaves * LeafRows * d : 0];
        Parallel.For(0, (Leaves + 255) / 256, new ParallelOptions { MaxDegreeOfParallelism = threads }, chunk =>
        {
            for (var leaf = chunk * 256; leaf < Math.Min(Leaves, (chunk + 1) * 256); leaf++)
            {
                Enclose(leaf);
            }
        });
        for (var node = Size - 1; node > 0; node--)
        {
            Enclose(node, 2 * node, (2 * node) + 1);
        }
    }

    /// <summary>n row numbers in spatial order.</summary>
    public int[] Order { get; }

    public int Leaves { get; }

    /// <summary>Whether values are kept in order.</summary>
    public bool IsCopied => copies.Length > 0;

    /// <summary>The number of the first leaf's node: a power of two.</summary>
    public int Size { get; }

    /// <summary>The least and then the largest values of a node's rows: 2 x d.</summary>
    public ReadOnlySpan<T> Box(int node) => boxes.AsSpan(node * 2 * d, 2 * d);

    /// <summary>The places in the order of a node's rows: none behind the last leaf.</summary>
    public (int Begin, int End) Range(int node)
    {
        var level = BitOperations.Log2((uint)Size) - BitOperations.Log2((uint)node);
        var first = ((long)node << level) - Size;
        var last = first + (1L << level);
        return ((int)Math.Min(Order.Length, first * LeafRows), (int)Math.Min(Order.Length, last * LeafRows));
    }

    /// <summary>The values of a leaf's rows, feature-major; behind the last row it is repeated.</summary>
    public ReadOnlySpan<T> Tile(int leaf, Span<T> scratch)
    {
        if (copies.Length > 0)
        {
            return copies.AsSpan(leaf * LeafRows * d, LeafRows * d);
        }

        Gather(leaf, scratch);
        return scratch;
    }

    /// <summary>The values of the row at a place in the order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CopyTo(int at, ref T values)
    {
        if (copies.Length == 0)
        {
            rows[Order[at]].CopyTo(MemoryMarshal.CreateSpan(ref values, d));
            return;
        }

        ref var first = ref copies[(at / LeafRows * LeafRows * d) + (at % LeafRows)];
        for (nint j = 0; j < d; j++)
        {
            Unsafe.Add(ref values, j) = Unsafe.Add(ref first, j * LeafRows);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Gather(int leaf, Span<T> tile)
    {
        ref var first = ref MemoryMarshal.GetReference(rows[0]);
        for (var i = 0; i < LeafRows; i++)
        {
            ref var row = ref Unsafe.Add(ref first, (nint)Order[Math.Min(Order.Length - 1, (leaf * LeafRows) + i)] * d);
            ref var to = ref tile[i];
            for (nint j = 0; j < d; j++)
            {
                Unsafe.Add(ref to, j * LeafRows) = Unsafe.Add(ref row, j);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Enclose(int leaf)
    {
        var tile = copies.Length > 0 ? copies.AsSpan(leaf * LeafRows * d, LeafRows * d) : new T[LeafRows * d];
        Gather(leaf, tile);
        var box = boxes.AsSpan((Size + leaf) * 2 * d, 2 * d);
        for (var j = 0; j < d; j++)
        {
            var (least, most) = (tile[j * LeafRows], tile[j * LeafRows]);
            foreach (var x in tile.Slice(j * LeafRows, LeafRows))
            {
                least = T.MinNative(least, x);
                most = T.MaxNative(most, x);
            }

            (box[j], box[d + j]) = (least, most);
        }
    }

    /// <summary>The box of two boxes; the second may be of no rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Enclose(int node, int first, int second)
    {
        var to = boxes.AsSpan(node * 2 * d, 2 * d);
        Box(first).CopyTo(to);
        var (begin, end) = Range(second);
        if (begin < end)
        {
            var other = Box(second);
            for (var j = 0; j < d; j++)
            {
                to[j] = T.MinNative(to[j], other[j]);
                to[d + j] = T.MaxNative(to[d + j], other[d + j]);
            }
        }
    }
}
