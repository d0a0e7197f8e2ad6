namespace Mixtura;

/// <summary>
/// Merges the two clusters whose union costs least, again and again, where a cost depends on the two alone: each pair's cost is kept, and each cluster's cheapest partner before it, so that after
/// a merge only the costs of the union are new and only clusters whose partner changed look for another (D. Müllner, "Modern hierarchical, agglomerative clustering algorithms", 2011). 4 n^2 bytes; O(n^2) costs.
/// </summary>
internal sealed class PairwiseMerging
{
    private readonly IMergeCosts costs;
    private readonly int threads;
    private readonly double[][] kept;
    private readonly int[] partner;
    private readonly bool[] isGone;

    private PairwiseMerging(IMergeCosts costs, int threads)
    {
        this.costs = costs;
        this.threads = threads;
        kept = new double[costs.Count][];
        partner = new int[costs.Count];
        isGone = new bool[costs.Count];
        ItemParallel.For(costs.Count, (long)costs.Numbers * costs.Count / 2, threads, j =>
        {
            var row = kept[j] = new double[j];
            for (var i = 0; i < j; i++)
            {
                row[i] = costs.Cost(i, j);
            }

            partner[j] = Cheapest(j);
        });
    }

    /// <summary>All merges, each (a, b, cost) with a &lt; b, where a goes on as the union. Of equal costs the one with the least b comes first, then the least a.</summary>
    public static IEnumerable<(int Into, int From, double Cost)> Run(IMergeCosts costs, int threads, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var state = new PairwiseMerging(costs, threads);
        for (var left = costs.Count; left > 1; left--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var from = state.Next();
            var into = state.partner[from];
            var cost = state.kept[from][into];
            state.Merge(into, from);
            yield return (into, from, cost);
        }
    }

    private int Next()
    {
        var best = -1;
        for (var j = 1; j < partner.Length; j++)
        {
            if (!isGone[j] && partner[j] >= 0 && (best < 0 || kept[j][partner[j]] < kept[best][partner[best]]))
            {
                best = j;
            }
        }

        return best;
    }

    private void Merge(int into, int from)
    {
        costs.Merge(into, from);
        isGone[from] = true;
        ItemParallel.For(partner.Length, costs.Numbers, threads, k =>
        {
            if (isGone[k] || k == into)
            {
                return;
            }

            kept[Math.Max(k, into)][Math.Min(k, into)] = costs.Cost(Math.Min(k, into), Math.Max(k, into));
            if (k > from)
            {
                kept[k][from] = double.PositiveInfinity;
            }
        });
        partner[into] = Cheapest(into);
        for (var k = into + 1; k < partner.Length; k++)
        {
            if (!isGone[k])
            {
                partner[k] = Partner(k, into, from);
            }
        }
    }

    /// <summary>The cheapest partner after a merge of a cluster behind the union.</summary>
    private int Partner(int k, int into, int from)
    {
        var before = partner[k];
        if (before == into || before == from || before < 0)
        {
            return Cheapest(k);
        }

        var (costNow, costBefore) = (kept[k][into], kept[k][before]);
        return costNow < costBefore || (costNow == costBefore && into < before) ? into : before;
    }

    /// <summary>The cheapest partner before a cluster, the first of equals; -1 where all are gone.</summary>
    private int Cheapest(int j)
    {
        var row = kept[j];
        var best = -1;
        for (var i = 0; i < row.Length; i++)
        {
            if (!isGone[i] && (best < 0 || row[i] < row[best]))
            {
                best = i;
            }
        }

        return best;
    }
}
