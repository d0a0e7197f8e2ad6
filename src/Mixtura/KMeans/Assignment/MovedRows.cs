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

    /// <summary>Moves those that are gathered.</summary>
    public void Flush(ExactSums sums)
    {
        ExactScatter<T>.Run(values, new(index.AsSpan(0, count), leaving.AsSpan(0, count), joining.AsSpan(0, count), weights.Length > 0 ? weights.AsSpan(0, count) : []), sums);
        sums.Moved += count;
        count = 0;
    }
}
