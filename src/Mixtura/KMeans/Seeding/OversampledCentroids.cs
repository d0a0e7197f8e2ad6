using System.Globalization;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// k-means|| (Bahmani, Moseley, Vattani, Kumar and Vassilvitskii, "Scalable k-means++", VLDB 2012): in each of a few rounds every row is
/// taken by itself with probability min(1, l x cost / total cost), its cost being weight x squared distance to the nearest candidate so
/// far and l = oversampling x K. The candidates, weighted by the rows they attract, are then clustered by greedy k-means++. A round
/// costs O(n d l) in the fast assignment of rows to centroids; 12 bytes a row.
/// </summary>
internal sealed class OversampledCentroids<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Observations<T> rows;
    private readonly int threads;
    private readonly CancellationToken cancellationToken;
    private readonly RowBlocks<T> source;
    private readonly List<long> candidates = [];
    private readonly DistinctRowSet<T> distinct;
    private readonly double[] squares;
    private readonly int[] nearest;

    private OversampledCentroids(Observations<T> rows, int threads, CancellationToken cancellationToken)
    {
        this.rows = rows;
        this.threads = threads;
        this.cancellationToken = cancellationToken;
        source = new(rows, statisticsSize: 1);
        distinct = new(rows);
        squares = new double[rows.Count];
        nearest = new int[rows.Count];
        Array.Fill(squares, double.PositiveInfinity);
    }

    /// <summary>K centroids, K x d: rows of different values.</summary>
    public static double[] Choose(Observations<T> rows, int clusters, OversampledSeeding seeding, RandomStream random, int threads, CancellationToken cancellationToken)
    {
        var sampled = new OversampledCentroids<T>(rows, threads, cancellationToken);
        var weighted = sampled.Sample(clusters, seeding, random);
        return PlusPlusCentroids<double>.Choose(weighted, clusters, greedy: true, random, threads, cancellationToken);
    }

    /// <summary>The candidates, at least K where there are so many different rows, each with the weight of the rows nearest to it.</summary>
    private Observations<double> Sample(int clusters, OversampledSeeding seeding, RandomStream random)
    {
        var expected = seeding.Oversampling * clusters;
        var key = random.NextBits();
        Attract([new WeightedRows<T>(rows).Draw(random)]);
        for (var round = 0; round < seeding.Rounds || candidates.Count < clusters; round++)
        {
            var total = TotalCost();
            if (total <= 0)
            {
                break;
            }

            Attract(Drawn(expected / total, key, round));
        }

        if (candidates.Count < clusters)
        {
            throw Untold.Rows(candidates.Count, clusters);
        }

        var weights = new double[candidates.Count];
        for (var i = 0; i < nearest.Length; i++)
        {
            weights[nearest[i]] += rows.Weight(i);
        }

        return Observations.From(rows.Points(candidates), rows.Dimension).WithWeights(weights);
    }

    /// <summary>Weight x squared distance, over all rows: blocks in order.</summary>
    private double TotalCost()
    {
        var costs = new double[source.Blocks];
        BlockParallel.For(source, threads, (index, block, _) =>
        {
            double cost = 0;
            for (var i = 0; i < block.Count; i++)
            {
                cost += Cost(block, i);
            }

            costs[index] = cost;
        }, cancellationToken);
        return costs.Sum();
    }

    /// <summary>Each row by itself, with probability scale x cost; a block has random numbers of its own, so that blocks may run in any order.</summary>
    private List<long> Drawn(double scale, ulong key, int round)
    {
        var drawn = new List<long>[source.Blocks];
        BlockParallel.For(source, threads, (index, block, _) =>
        {
            var random = new RandomStream(key, RandomPurpose.Oversampling, ((ulong)round << 32) | (uint)index);
            drawn[index] = [];
            for (var i = 0; i < block.Count; i++)
            {
                if (random.NextDouble() < scale * Cost(block, i))
                {
                    drawn[index].Add(block.First + i);
                }
            }
        }, cancellationToken);
        return [.. drawn.SelectMany(rowsOfBlock => rowsOfBlock)];
    }

    /// <summary>Makes rows candidates, unless an equal one is, and lowers the distances of the rows that are nearer to them.</summary>
    private void Attract(List<long> drawn)
    {
        var first = candidates.Count;
        candidates.AddRange(drawn.Where(distinct.Add));
        var points = rows.Points(candidates[first..]);
        if (points.Length == 0)
        {
            return;
        }

        var d = rows.Dimension;
        var labels = HardPass.Labels(new Centroids(points, d), rows, threads, cancellationToken);
        BlockParallel.For(source, threads, (_, block, _) =>
        {
            for (var i = 0; i < block.Count; i++)
            {
                var row = (int)block.First + i;
                var square = RowDistance.Between(block.Values.Slice(i * d, d), points.AsSpan(labels[row] * d, d));
                if (square < squares[row])
                {
                    (squares[row], nearest[row]) = (square, first + labels[row]);
                }
            }
        }, cancellationToken);

        // Labels go by rounded scores: a candidate belongs to itself even where another is nearer than rounding.
        for (var k = first; k < candidates.Count; k++)
        {
            (squares[candidates[k]], nearest[candidates[k]]) = (0, k);
        }
    }

    private double Cost(RowBlock<T> block, int i) => (block.Weights.IsEmpty ? 1 : block.Weights[i]) * squares[block.First + i];
}
