using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// k-means++ (Arthur and Vassilvitskii, "k-means++: The advantages of careful seeding", SODA 2007): each next centroid is a row drawn
/// with probability proportional to its cost, weight x squared distance to the nearest centroid so far. The greedy variant draws
/// 2 + ln K candidates and takes the one that leaves the least cost. O(n d K) or O(n d K ln K), and 8 bytes a row.
/// </summary>
internal sealed class PlusPlusCentroids<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Observations<T> rows;
    private readonly int clusters;
    private readonly int candidates;
    private readonly int threads;
    private readonly CancellationToken cancellationToken;
    private readonly RowBlocks<T> source;
    private readonly double[] costs;
    private readonly double[] costOfBlock;

    private PlusPlusCentroids(Observations<T> rows, int clusters, bool greedy, int threads, CancellationToken cancellationToken)
    {
        this.rows = rows;
        this.clusters = clusters;
        this.threads = threads;
        this.cancellationToken = cancellationToken;
        candidates = greedy ? 2 + (int)ElementaryFunctions.Log(clusters) : 1;
        source = new(rows, statisticsSize: candidates);
        costs = new double[rows.Count];
        costOfBlock = new double[source.Blocks];
    }

    /// <summary>K centroids, K x d: rows of different values; behind given ones, where there are some, which count as chosen before.</summary>
    public static double[] Choose(Observations<T> rows, int clusters, bool greedy, RandomStream random, int threads, CancellationToken cancellationToken, double[]? given = null)
    {
        var seeding = new PlusPlusCentroids<T>(rows, clusters, greedy, threads, cancellationToken);
        return seeding.Choose(random, given ?? []);
    }

    private double[] Choose(RandomStream random, double[] given)
    {
        var d = rows.Dimension;
        var chosen = new double[clusters * d];
        given.CopyTo(chosen, 0);
        if (given.Length == 0)
        {
            CopyRow(WeightedRow(random), chosen.AsSpan(0, d));
        }

        Array.Fill(costs, double.PositiveInfinity);
        var drawn = new double[candidates * d];
        for (var k = 1; k < clusters; k++)
        {
            TakeInto(costs, chosen.AsSpan((k - 1) * d, d).ToArray());
            if (k * d < given.Length)
            {
                continue;
            }

            var total = costOfBlock.Sum();
            if (total <= 0)
            {
                throw new MixturaException($"Only {k} rows can be told apart by their squared distances where {clusters} clusters are asked for: rescale the data, or ask for at most {k}.");
            }

            for (var c = 0; c < candidates; c++)
            {
                CopyRow(DrawByCost(random.NextDouble() * total), drawn.AsSpan(c * d, d));
            }

            var best = candidates == 1 ? 0 : LeastCost(drawn);
            drawn.AsSpan(best * d, d).CopyTo(chosen.AsSpan(k * d));
        }

        return chosen;
    }

    /// <summary>Lowers each row's cost to that of a new centroid where it is nearer.</summary>
    private void TakeInto(double[] into, double[] centroid) => BlockParallel.For(source, threads, (index, block, workspace) =>
    {
        var tiles = new CostTiles(block, centroid, into, workspace);
        var total = Vector512<double>.Zero;
        for (var first = 0; first < block.Count; first += tiles.Width)
        {
            var kept = tiles.Compute(first);
            total = tiles.LowerCosts(kept, total);
        }

        costOfBlock[index] = Vector512.Sum(total);
    }, cancellationToken);

    /// <summary>The candidate that would leave the least total cost; of equals the first.</summary>
    private int LeastCost(double[] drawn)
    {
        var left = new double[source.Blocks][];
        BlockParallel.For(source, threads, (index, block, workspace) =>
        {
            var totals = workspace.Take<Vector512<double>>(candidates);
            totals.Clear();
            var tiles = new CostTiles(block, drawn, costs, workspace);
            for (var first = 0; first < block.Count; first += tiles.Width)
            {
                tiles.AddCosts(tiles.Compute(first), totals);
            }

            left[index] = new double[candidates];
            for (var c = 0; c < candidates; c++)
            {
                left[index][c] = Vector512.Sum(totals[c]);
            }
        }, cancellationToken);

        var best = 0;
        var sums = Enumerable.Range(0, candidates).Select(c => left.Sum(block => block[c])).ToArray();
        for (var c = 1; c < candidates; c++)
        {
            best = sums[c] < sums[best] ? c : best;
        }

        return best;
    }

    /// <summary>The row at which the running sum of costs passes a number; the last row with a cost where rounding leaves none.</summary>
    private long DrawByCost(double at)
    {
        var block = 0;
        for (var last = Array.FindLastIndex(costOfBlock, c => c > 0); block < last && at >= costOfBlock[block]; block++)
        {
            at -= costOfBlock[block];
        }

        var read = source.Read(block);
        long passed = -1;
        for (var i = read.First; i < read.First + read.Count; i++)
        {
            if (costs[i] > 0)
            {
                passed = i;
                at -= costs[i];
                if (at < 0)
                {
                    break;
                }
            }
        }

        return passed;
    }

    /// <summary>A row drawn with probability proportional to its weight.</summary>
    private long WeightedRow(RandomStream random) => new WeightedRows<T>(rows).Draw(random);

    private void CopyRow(long row, Span<double> to)
    {
        var from = rows[row];
        for (var j = 0; j < from.Length; j++)
        {
            to[j] = double.CreateTruncating(from[j]);
        }
    }

    /// <summary>Squared distances of tile after tile of a block to a few points, and what they do to the costs. Sums run in 8 fixed lanes.</summary>
    private readonly ref struct CostTiles
    {
        private readonly RowBlock<T> block;
        private readonly ReadOnlySpan<double> points;
        private readonly Span<double> costs;
        private readonly Span<double> tile;
        private readonly Span<double> distances;
        private readonly int d;

        public CostTiles(RowBlock<T> block, double[] points, double[] costs, Workspace workspace)
        {
            this.block = block;
            this.points = points;
            this.costs = costs.AsSpan((int)block.First, block.Count);
            d = block.Values.Length / block.Count;
            Width = RowTile.Width(d, points.Length / d);
            tile = workspace.Take<double>(d * Width);
            distances = workspace.Take<double>(points.Length / d * Width);
        }

        public int Width { get; }

        /// <summary>Fills the distances of the tile that begins at a row; weighted where rows are, and 0 behind the last row.</summary>
        public Span<double> Compute(int first)
        {
            var count = Math.Min(Width, block.Count - first);
            RowTile.Turn(block.Values.Slice(first * d, count * d), d, Width, tile);
            SquaredDistances.Run(tile, points, Width, distances);
            for (var c = 0; c < distances.Length; c += Width)
            {
                if (!block.Weights.IsEmpty)
                {
                    for (var i = 0; i < count; i++)
                    {
                        distances[c + i] *= block.Weights[first + i];
                    }
                }

                distances.Slice(c + count, Width - count).Clear();
            }

            return costs.Slice(first, count);
        }

        public Vector512<double> LowerCosts(Span<double> kept, Vector512<double> total)
        {
            for (var i = 0; i < kept.Length; i++)
            {
                kept[i] = distances[i] = distances[i] < kept[i] ? distances[i] : kept[i];
            }

            foreach (var lanes in MemoryMarshal.Cast<double, Vector512<double>>(distances))
            {
                total += lanes;
            }

            return total;
        }

        public void AddCosts(ReadOnlySpan<double> kept, Span<Vector512<double>> totals)
        {
            var whole = MemoryMarshal.Cast<double, Vector512<double>>(kept);
            for (var c = 0; c < totals.Length; c++)
            {
                var here = distances.Slice(c * Width, Width);
                var lanes = MemoryMarshal.Cast<double, Vector512<double>>(here);
                var total = totals[c];
                for (var v = 0; v < whole.Length; v++)
                {
                    total += Vector512.ConditionalSelect(Vector512.LessThan(lanes[v], whole[v]), lanes[v], whole[v]);
                }

                if (whole.Length * Vector512<double>.Count < kept.Length)
                {
                    // The last rows of all: behind them the distances are 0, which is less than any cost.
                    var rest = here.Slice(whole.Length * Vector512<double>.Count, Vector512<double>.Count);
                    for (var i = whole.Length * Vector512<double>.Count; i < kept.Length; i++)
                    {
                        rest[i % Vector512<double>.Count] = Math.Min(here[i], kept[i]);
                    }

                    total += Vector512.Create<double>(rest);
                }

                totals[c] = total;
            }
        }
    }
}
