namespace Mixtura;

/// <summary>
/// For each pair of clusters (a, b) the row of a that costs least to move to b, by c_ib - c_ia; of equals the first. A cluster's rows are
/// looked through when it is first asked for, and again, for the pairs concerned, when such a row leaves it: O(n K) for all of them, and on
/// average O(n) at worst for a row that moves. (A heap a pair would make that O(K log n); to make and fill the heaps takes longer.)
/// </summary>
/// <param name="costs">n x K.</param>
/// <param name="clusters">K.</param>
/// <param name="labels">n labels, kept up to date.</param>
internal sealed class TransferCosts(double[] costs, int clusters, int[] labels)
{
    private const int Nobody = -1;

    private readonly List<int>[] members = Members(clusters, labels);
    private readonly bool[] isReady = new bool[clusters];
    private readonly double[] least = new double[clusters * clusters];
    private readonly int[] leastRow = new int[clusters * clusters];
    private readonly List<int> concerned = [];

    /// <summary>The least cost of a move; infinite where a cluster has no row.</summary>
    public double Least(int from, int to)
    {
        if (!isReady[from])
        {
            isReady[from] = true;
            concerned.Clear();
            concerned.AddRange(Enumerable.Range(0, clusters));
            LookThrough(from);
        }

        return least[(from * clusters) + to];
    }

    /// <summary>The row of a move whose cost was asked for.</summary>
    public int LeastRow(int from, int to) => leastRow[(from * clusters) + to];

    /// <summary>Labels a row anew.</summary>
    public void Move(int row, int to)
    {
        var from = labels[row];
        labels[row] = to;
        members[from].Remove(row);
        members[to].Add(row);
        if (isReady[from])
        {
            concerned.Clear();
            concerned.AddRange(Enumerable.Range(0, clusters).Where(b => leastRow[(from * clusters) + b] == row));
            LookThrough(from);
        }

        for (var b = 0; isReady[to] && b < clusters; b++)
        {
            Offer(row, to, b);
        }
    }

    private static List<int>[] Members(int clusters, int[] labels)
    {
        List<int>[] lists = [.. Enumerable.Range(0, clusters).Select(_ => new List<int>())];
        for (var i = 0; i < labels.Length; i++)
        {
            lists[labels[i]].Add(i);
        }

        return lists;
    }

    /// <summary>Finds the least of the pairs concerned anew.</summary>
    private void LookThrough(int from)
    {
        foreach (var b in concerned)
        {
            least[(from * clusters) + b] = double.PositiveInfinity;
            leastRow[(from * clusters) + b] = Nobody;
        }

        foreach (var row in members[from])
        {
            foreach (var b in concerned)
            {
                Offer(row, from, b);
            }
        }
    }

    private void Offer(int row, int from, int to)
    {
        ref var cost = ref least[(from * clusters) + to];
        ref var holder = ref leastRow[(from * clusters) + to];
        var offered = costs[(row * clusters) + to] - costs[(row * clusters) + from];
        if (offered < cost || (offered == cost && row < holder))
        {
            (cost, holder) = (offered, row);
        }
    }
}
