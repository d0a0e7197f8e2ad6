using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// AFK-MC^2 (Bachem, Lucic, Hassani and Krause, "Fast and provably good seedings for k-means", NIPS 2016): each next centroid is where a
/// Markov chain ends that approaches the draw of k-means++, p ~ weight x squared distance to the centroids so far. Rows are proposed
/// from half p for the first centroid alone and half the weights, which assumes nothing of the data. O(n d) once, and
/// O(K^2 d) times the length of the chain; 16 bytes a row.
/// </summary>
internal sealed class MarkovChainCentroids<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Chains for one centroid that may end in a row equal to a centroid before k-means++ does the rest: most rows are equal then.</summary>
    private const int Patience = 8;

    private readonly Observations<T> rows;
    private readonly int length;
    private readonly RandomStream random;
    private readonly int threads;
    private readonly CancellationToken cancellationToken;
    private readonly List<long> chosen = [];
    private readonly DistinctRowSet<T> distinct;

    private MarkovChainCentroids(Observations<T> rows, int length, RandomStream random, int threads, CancellationToken cancellationToken)
    {
        this.rows = rows;
        this.length = length;
        this.random = random;
        this.threads = threads;
        this.cancellationToken = cancellationToken;
        distinct = new(rows);
    }

    /// <summary>K centroids, K x d: rows of different values.</summary>
    public static double[] Choose(Observations<T> rows, int clusters, MarkovChainSeeding seeding, RandomStream random, int threads, CancellationToken cancellationToken)
    {
        var chains = new MarkovChainCentroids<T>(rows, seeding.Length, random, threads, cancellationToken);
        chains.Run(clusters);
        var centroids = rows.Points(chains.chosen);
        return chains.chosen.Count == clusters
            ? centroids
            : PlusPlusCentroids<T>.Complete(rows, centroids, clusters, greedy: false, random, threads, cancellationToken);
    }

    /// <summary>Chooses K rows, or fewer where chains keep ending in rows that are chosen already.</summary>
    private void Run(int clusters)
    {
        Choose(new WeightedRows<T>(rows).Draw(random));
        if (clusters == 1)
        {
            return;
        }

        var proposal = Proposal();
        var draw = new MassDraw([.. proposal]);
        while (chosen.Count < clusters)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var end = EndOfChain(proposal, draw);
            for (var chains = 1; end < 0 && chains < Patience; chains++)
            {
                end = EndOfChain(proposal, draw);
            }

            if (end < 0)
            {
                return;
            }

            Choose(end);
        }
    }

    private void Choose(long row)
    {
        chosen.Add(row);
        distinct.Add(row);
    }

    /// <summary>q = half the share in the cost of the first centroid, half the share in the weight; n masses.</summary>
    private double[] Proposal()
    {
        var d = rows.Dimension;
        var first = rows.Points(chosen);
        var costs = new double[rows.Count];
        BlockParallel.For(new RowBlocks<T>(rows, statisticsSize: 1), threads, (_, block, _) =>
        {
            for (var i = 0; i < block.Count; i++)
            {
                costs[block.First + i] = (block.Weights.IsEmpty ? 1 : block.Weights[i]) * RowDistance.Between(block.Values.Slice(i * d, d), first);
            }
        }, cancellationToken);

        double cost = 0, weight = 0;
        for (var i = 0; i < costs.Length; i++)
        {
            cost += costs[i];
            weight += rows.Weight(i);
        }

        for (var i = 0; i < costs.Length; i++)
        {
            costs[i] = (cost > 0 ? costs[i] / cost / 2 : 0) + (rows.Weight(i) / weight / 2);
        }

        return costs;
    }

    /// <summary>Where one chain ends; -1 where that row equals a centroid. Proposals do not depend on the chain, so all are drawn at once.</summary>
    private long EndOfChain(double[] proposal, MassDraw draw)
    {
        var proposed = new long[length];
        var accept = new double[length];
        for (var i = 0; i < length; i++)
        {
            proposed[i] = draw.Draw(random);
            accept[i] = random.NextDouble();
        }

        var squares = Squares(proposed);
        int at = 0;
        for (var i = 1; i < length; i++)
        {
            // The odds of the proposed row, p / q, against those of the present one.
            var odds = rows.Weight(proposed[i]) * squares[i] / proposal[proposed[i]];
            var present = rows.Weight(proposed[at]) * squares[at] / proposal[proposed[at]];
            at = odds > accept[i] * present ? i : at;
        }

        return squares[at] > 0 ? proposed[at] : -1;
    }

    /// <summary>Squared distances of rows to the nearest centroid so far; 0 exactly for those that equal one.</summary>
    private double[] Squares(long[] proposed)
    {
        var d = rows.Dimension;
        var values = new T[proposed.Length * d];
        for (var i = 0; i < proposed.Length; i++)
        {
            rows[proposed[i]].CopyTo(values.AsSpan(i * d, d));
        }

        var centroids = rows.Points(chosen);
        var labels = HardPass.Labels(new Centroids(centroids, d), Observations.From(values, d), threads, cancellationToken);
        var squares = new double[proposed.Length];
        for (var i = 0; i < squares.Length; i++)
        {
            squares[i] = distinct.Contains(proposed[i]) ? 0 : RowDistance.Between<T>(values.AsSpan(i * d, d), centroids.AsSpan(labels[i] * d, d));
        }

        return squares;
    }
}
