namespace Mixtura;

/// <summary>Rows by cost, the cheapest on top, of equals the first row: a binary heap.</summary>
internal sealed class RowHeap
{
    private int[] rows;
    private double[] costs;

    /// <summary>A heap of some rows, which are copied, and their costs, which are not. O(n).</summary>
    public RowHeap(int[] rows, double[] costs)
    {
        this.rows = [.. rows];
        this.costs = costs;
        Count = rows.Length;
        for (var at = (Count / 2) - 1; at >= 0; at--)
        {
            Sink(at);
        }
    }

    public int Count { get; private set; }

    /// <summary>The row on top.</summary>
    public int Row => rows[0];

    /// <summary>Its cost.</summary>
    public double Cost => costs[0];

    public void Add(int row, double cost)
    {
        if (Count == rows.Length)
        {
            Array.Resize(ref rows, Math.Max(4, 2 * Count));
            Array.Resize(ref costs, rows.Length);
        }

        var at = Count++;
        (rows[at], costs[at]) = (row, cost);
        for (var parent = (at - 1) / 2; at > 0 && IsBefore(at, parent); (at, parent) = (parent, (parent - 1) / 2))
        {
            Swap(at, parent);
        }
    }

    public void RemoveTop()
    {
        Count--;
        (rows[0], costs[0]) = (rows[Count], costs[Count]);
        Sink(0);
    }

    private void Sink(int at)
    {
        while (true)
        {
            var child = (2 * at) + 1;
            if (child >= Count)
            {
                return;
            }

            child = child + 1 < Count && IsBefore(child + 1, child) ? child + 1 : child;
            if (!IsBefore(child, at))
            {
                return;
            }

            Swap(at, child);
            at = child;
        }
    }

    private bool IsBefore(int a, int b) => costs[a] < costs[b] || (costs[a] == costs[b] && rows[a] < rows[b]);

    private void Swap(int a, int b)
    {
        (rows[a], rows[b]) = (rows[b], rows[a]);
        (costs[a], costs[b]) = (costs[b], costs[a]);
    }
}
