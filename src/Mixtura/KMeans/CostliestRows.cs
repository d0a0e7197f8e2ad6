using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>A row that is expensive where it is.</summary>
internal sealed record CostlyRow(long Index, double Cost, int Cluster, double Weight, double[] Values);

/// <summary>The rows with the largest weight x squared distance to their centroid: where an empty cluster helps most.</summary>
internal static class CostliestRows
{
    /// <summary>
    /// Up to <paramref name="count"/> rows of cost above 0 and of different values, the costliest first, of equals the first. O(n d).
    /// </summary>
    public static IReadOnlyList<CostlyRow> Find<T>(Observations<T> rows, int[] labels, Centroids model, int count, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var source = new RowBlocks<T>(rows, statisticsSize: 0);
        var parts = new List<CostlyRow>[source.Blocks];
        BlockParallel.For(source, threads, (index, block, _) => parts[index] = OfBlock(block, labels.AsSpan((int)block.First, block.Count), model, count));

        var found = new List<CostlyRow>();
        foreach (var row in parts.SelectMany(p => p))
        {
            Insert(found, row, count);
        }

        return found;
    }

    private static List<CostlyRow> OfBlock<T>(RowBlock<T> block, ReadOnlySpan<int> labels, Centroids model, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var d = model.Dimension;
        var best = new List<CostlyRow>();
        for (var i = 0; i < block.Count; i++)
        {
            var row = block.Values.Slice(i * d, d);
            var weight = block.Weights.IsEmpty ? 1 : block.Weights[i];
            var cost = weight * SquaredDistance.Between(row, model[labels[i]]);
            if (cost > 0 && (best.Count < count || cost > best[^1].Cost))
            {
                var values = new double[d];
                for (var j = 0; j < d; j++)
                {
                    values[j] = double.CreateTruncating(row[j]);
                }

                Insert(best, new(block.First + i, cost, labels[i], weight, values), count);
            }
        }

        return best;
    }

    /// <summary>Keeps the list sorted, short, and free of equal rows; rows come in order, so of equal costs the first stays ahead.</summary>
    private static void Insert(List<CostlyRow> best, CostlyRow row, int count)
    {
        if (best.Any(b => b.Values.AsSpan().SequenceEqual(row.Values)))
        {
            return;
        }

        var at = best.Count;
        while (at > 0 && best[at - 1].Cost < row.Cost)
        {
            at--;
        }

        best.Insert(at, row);
        if (best.Count > count)
        {
            best.RemoveAt(count);
        }
    }
}
