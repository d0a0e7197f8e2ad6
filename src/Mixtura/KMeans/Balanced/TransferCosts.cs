namespace Mixtura;

/// <summary>
/// For each pair of clusters (a, b) the row of a that costs least to move to b, by c_ib - c_ia; of equals the first. One heap a pair, in which
/// rows that have left stay until they come to the top. The heaps of a cluster are made when first asked for, O(n K) for all.
/// </summary>
/// <param name="costs">n x K.</param>
/// <param name="clusters">K.</param>
/// <param name="labels">n labels, kept up to date.</param>
internal sealed class TransferCosts(double[] costs, int clusters, int[] labels)
{
    private readonly RowHeap[]?[] heaps = new RowHeap[]?[clusters];
    private readonly double[] least = new double[clusters * clusters];

    /// <summary>The least cost of a move; infinite where a cluster has no row.</summary>
    public double Least(int from, int to)
    {
        Ready(from);
        return least[(from * clusters) + to];
    }

    /// <summary>The row of that move.</summary>
    public int LeastRow(int from, int to) => Ready(from)[to].Row;

    /// <summary>Labels a row anew.</summary>
    public void Move(int row, int to)
    {
        var from = labels[row];
        labels[row] = to;
        if (heaps[from] is not null)
        {
            Refresh(from);
        }

        if (heaps[to] is { } arrived)
        {
            for (var b = 0; b < clusters; b++)
            {
                if (b != to)
                {
                    arrived[b].Add(row, Cost(row, to, b));
                }
            }

            Refresh(to);
        }
    }

    private double Cost(int row, int from, int to) => costs[(row * clusters) + to] - costs[(row * clusters) + from];

    private RowHeap[] Ready(int from)
    {
        if (heaps[from] is { } there)
        {
            return there;
        }

        int[] members = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] == from)];
        var made = new RowHeap[clusters];
        for (var b = 0; b < clusters; b++)
        {
            made[b] = new(b == from ? [] : members, b == from ? [] : [.. members.Select(i => Cost(i, from, b))]);
        }

        heaps[from] = made;
        Refresh(from);
        return made;
    }

    /// <summary>Takes rows that have left off the tops.</summary>
    private void Refresh(int from)
    {
        for (var b = 0; b < clusters; b++)
        {
            var heap = heaps[from]![b];
            while (heap.Count > 0 && labels[heap.Row] != from)
            {
                heap.RemoveTop();
            }

            least[(from * clusters) + b] = heap.Count > 0 ? heap.Cost : double.PositiveInfinity;
        }
    }
}
