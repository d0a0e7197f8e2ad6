using System.Numerics;
using System.Runtime.CompilerServices;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>Rows that changed their label, gathered until there are enough to move in the sums together.</summary>
internal sealed class MovedRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Most = 512;
    private readonly Observations<T> rows;
    private readonly RowTree<T> tree;
    private readonly int d;
    private readonly T[] values;
    private readonly double[] weights;
    private readonly T[] ones;
    private readonly int[] index = new int[Most];
    private readonly int[] leaving = new int[Most];
    private readonly int[] joining = new int[Most];
    private int count;

    public MovedRows(Observations<T> rows, RowTree<T> tree)
    {
        this.rows = rows;
        this.tree = tree;
        d = rows.Dimension;
        values = new T[Most * d];
        weights = new double[rows.IsWeighted ? Most : 0];
        ones = new T[RowTree<T>.LeafRows];
        Array.Fill(ones, T.One);
        for (var i = 0; i < Most; i++)
        {
            index[i] = i;
        }
    }

    /// <summary>The row at a place of the tree leaves a cluster, or none (-1), for another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int at, int left, int joined, ExactSums sums)
    {
        tree.CopyTo(at, ref values[count * d]);
        (leaving[count], joining[count]) = (left, joined);
        if (weights.Length > 0)
        {
            weights[count] = rows.Weight(tree.Order[at]);
        }

        if (++count == Most)
        {
            Flush(sums);
        }
    }

    /// <summary>Whether the rows of a leaf can move as one: if they weigh 1 and lie side by side.</summary>
    public bool MovesLeaves => weights.Length == 0 && tree.IsCopied;

    /// <summary>All rows of some leaves leave a cluster, or none (-1), for another.</summary>
    /// <param name="begin">The place of the first row in the tree: the beginning of a leaf.</param>
    /// <param name="end">The place behind the last.</param>
    /// <param name="left">The cluster that they leave.</param>
    /// <param name="joined">The cluster that they join.</param>
    /// <param name="sums">The sums that they move in.</param>
    public void AddLeaves(int begin, int end, int left, int joined, ExactSums sums)
    {
        for (var at = begin; at < end; at += RowTree<T>.LeafRows)
        {
            var some = Math.Min(RowTree<T>.LeafRows, end - at);
            sums.Reserve(some);
            var tile = tree.Tile(at / RowTree<T>.LeafRows, []);
            for (var j = 0; j < d; j++)
            {
                ExactRun<T>.Move(tile.Slice(j * RowTree<T>.LeafRows, some), j, left, joined, sums);
            }

            ExactRun<T>.Move(ones.AsSpan(0, some), d, left, joined, sums);
        }

        sums.Moved += end - begin;
    }

    /// <summary>Moves those that are gathered.</summary>
    public void Flush(ExactSums sums)
    {
        ExactScatter<T>.Run(values, new(index.AsSpan(0, count), leaving.AsSpan(0, count), joining.AsSpan(0, count), weights.Length > 0 ? weights.AsSpan(0, count) : []), sums);
        sums.Moved += count;
        count = 0;
    }
}
