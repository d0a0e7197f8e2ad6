namespace Mixtura;

/// <summary>
/// The cheapest labels of n rows such that each of K clusters has from a least to a most number of rows: a minimum-cost flow from rows
/// through clusters to a sink, by successive shortest paths (Bradley, Bennett and Demiriz 2000; Ahuja, Magnanti and Orlin, "Network flows",
/// 1993, section 9.7). Exact but for the rounding of sums of costs.
/// </summary>
/// <remarks>
/// <para>
/// A path need not name rows: to move some row from cluster a to cluster b costs the least c_ib - c_ia over the rows i of a.
/// So paths are found among the clusters and the sink alone, O(K^2) each by Dijkstra's algorithm (1959). Of the sink only how many rows each cluster hands on matters: from least to most, at no cost.
/// </para>
/// <para>
/// Each node has a price. While no arc costs less than the difference of its prices, labels are the cheapest for their sizes; any prices can
/// begin, as every row then takes the cluster of least cost less price. Those of a problem much like this one leave little to do.
/// </para>
/// </remarks>
internal sealed class LimitedAssignment
{
    private const int Nobody = -1;

    private readonly double[] costs;
    private readonly int clusters;
    private readonly SizeLimits limits;
    private readonly int[] labels;
    private readonly int[] sizes;
    private readonly int[] handedOn;
    private readonly double[] prices;
    private readonly TransferCosts transfers;
    private readonly double[] lengths;
    private readonly int[] previous;
    private readonly bool[] settled;

    private LimitedAssignment(double[] costs, double[] prices, SizeLimits limits)
    {
        this.costs = costs;
        clusters = prices.Length;
        labels = new int[costs.Length / clusters];
        this.limits = limits with { Most = Math.Min(limits.Most, labels.Length) };
        sizes = new int[clusters];
        handedOn = new int[clusters];

        // Where there is no upper limit a price below 0 is rounding.
        this.prices = [.. prices.Select(p => limits.Most < labels.Length ? p : Math.Max(0, p)), 0];
        lengths = new double[clusters + 1];
        previous = new int[clusters + 1];
        settled = new bool[clusters + 1];
        Begin();
        transfers = new(costs, clusters, labels);
    }

    /// <summary>The node behind all clusters.</summary>
    private int Sink => clusters;

    /// <param name="costs">n x K.</param>
    /// <param name="prices">K prices to begin with, 0 where nothing is known; the final ones afterwards.</param>
    /// <param name="limits">K x least is at most n, and K x most at least n.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>n labels.</returns>
    public static int[] Solve(double[] costs, double[] prices, SizeLimits limits, CancellationToken cancellationToken)
    {
        var problem = new LimitedAssignment(costs, prices, limits);
        for (var from = problem.NodeWithExcess(0); from != Nobody; from = problem.NodeWithExcess(from))
        {
            cancellationToken.ThrowIfCancellationRequested();
            problem.SendAlong(from, problem.ShortestPath(from));
        }

        for (var k = 0; k < prices.Length; k++)
        {
            prices[k] = problem.prices[k] - problem.prices[problem.Sink];
        }

        return problem.labels;
    }

    /// <summary>Rows take the cluster of least cost less price, of equals the first; a cluster hands on what its price wants.</summary>
    private void Begin()
    {
        for (var i = 0; i < labels.Length; i++)
        {
            var row = costs.AsSpan(i * clusters, clusters);
            var best = 0;
            for (var k = 1; k < clusters; k++)
            {
                best = row[k] - prices[k] < row[best] - prices[best] ? k : best;
            }

            labels[i] = best;
            sizes[best]++;
        }

        for (var k = 0; k < clusters; k++)
        {
            handedOn[k] = prices[k] > 0 ? limits.Least : prices[k] < 0 ? limits.Most : limits.Clamp(sizes[k]);
        }
    }

    /// <summary>How many rows a node has that it must pass on; negative where it needs some.</summary>
    private int Excess(int node) => node == Sink ? handedOn.Sum() - labels.Length : sizes[node] - handedOn[node];

    /// <summary>The first node with rows to pass on, from one on and then from the beginning.</summary>
    private int NodeWithExcess(int begin)
    {
        for (var step = 0; step <= clusters; step++)
        {
            var node = (begin + step) % (clusters + 1);
            if (Excess(node) > 0)
            {
                return node;
            }
        }

        return Nobody;
    }

    /// <summary>The nearest node that needs rows; <see cref="previous"/> leads back from it.</summary>
    private int ShortestPath(int from)
    {
        Array.Fill(lengths, double.PositiveInfinity);
        Array.Fill(previous, Nobody);
        Array.Clear(settled);
        lengths[from] = 0;
        while (true)
        {
            var node = Nobody;
            for (var v = 0; v <= clusters; v++)
            {
                if (!settled[v] && lengths[v] < (node == Nobody ? double.PositiveInfinity : lengths[node]))
                {
                    node = v;
                }
            }

            settled[node] = true;
            if (Excess(node) < 0)
            {
                LowerPrices(lengths[node]);
                return node;
            }

            for (var v = 0; v <= clusters; v++)
            {
                // Rounding may leave an arc a little below its prices.
                var through = settled[v] ? double.PositiveInfinity : lengths[node] + Math.Max(0, ArcCost(node, v) + prices[node] - prices[v]);
                if (through < lengths[v])
                {
                    lengths[v] = through;
                    previous[v] = node;
                }
            }
        }
    }

    /// <summary>What one more row from node to node costs; infinite where none can go.</summary>
    private double ArcCost(int from, int to) =>
        from == Sink ? (handedOn[to] > limits.Least ? 0 : double.PositiveInfinity)
        : to == Sink ? (handedOn[from] < limits.Most ? 0 : double.PositiveInfinity)
        : transfers.Least(from, to);

    /// <summary>Keeps every arc at or above its prices, and those of the path at them.</summary>
    private void LowerPrices(double length)
    {
        for (var v = 0; v <= clusters; v++)
        {
            if (lengths[v] < length)
            {
                prices[v] += lengths[v] - length;
            }
        }
    }

    /// <summary>Sends one row along the path: each cluster on it gives the next its cheapest, as it was before.</summary>
    private void SendAlong(int from, int to)
    {
        var moves = new List<(int Row, int Cluster)>();
        for (var v = to; v != from; v = previous[v])
        {
            var u = previous[v];
            if (u == Sink)
            {
                handedOn[v]--;
            }
            else if (v == Sink)
            {
                handedOn[u]++;
            }
            else
            {
                moves.Add((transfers.LeastRow(u, v), v));
            }
        }

        foreach (var (row, cluster) in moves)
        {
            sizes[labels[row]]--;
            sizes[cluster]++;
            transfers.Move(row, cluster);
        }
    }
}
