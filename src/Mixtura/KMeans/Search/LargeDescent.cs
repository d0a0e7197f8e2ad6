using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// The way down for many rows: a whole fit by the regular engine on all threads (Lloyd 1982). Costs of rows take 8 bytes a row; sums run by
/// blocks in their order.
/// </summary>
/// <param name="rows">n x d.</param>
/// <param name="mostClusters">The largest K.</param>
/// <param name="descend">A fit from K x d centroids.</param>
/// <param name="threads">How many threads may work.</param>
internal sealed class LargeDescent<T>(Observations<T> rows, int mostClusters, Func<double[], Fit<Centroids>> descend, int threads) : IDescent
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows whose distances are taken at a time.</summary>
    private const int Width = 16 * TwoNearest.TileWidth;

    private readonly RowBlocks<T> source = new(rows, statisticsSize: 2 * mostClusters);
    private readonly double[] costs = new double[rows.Count];
    private readonly double[] ones = [.. Enumerable.Repeat(1.0, mostClusters)];
    private double[] errors = [];
    private double[] utilities = [];
    private double[] costOfBlock = [];

    public long Passes { get; private set; }

    public ReadOnlySpan<double> Errors => errors;

    public ReadOnlySpan<double> Utilities => utilities;

    public double Descend(Span<double> centroids, CancellationToken cancellationToken)
    {
        var fit = descend(centroids.ToArray());
        fit.Model.Means.CopyTo(centroids);
        Passes += fit.Trace.Length;
        return fit.Energy;
    }

    public void Measure(ReadOnlySpan<double> centroids, CancellationToken cancellationToken)
    {
        var points = centroids.ToArray();
        var clusters = points.Length / rows.Dimension;
        var parts = new double[source.Blocks][];
        BlockParallel.For(source, threads, (index, block, workspace) => parts[index] = OfBlock(block, points, workspace), cancellationToken);
        Passes++;
        errors = new double[clusters];
        utilities = new double[clusters];
        costOfBlock = new double[source.Blocks];
        for (var b = 0; b < parts.Length; b++)
        {
            for (var k = 0; k < clusters; k++)
            {
                errors[k] += parts[b][k];
                utilities[k] += parts[b][clusters + k];
                costOfBlock[b] += parts[b][k];
            }
        }
    }

    public void DrawByCost(RandomStream random, Span<double> row)
    {
        var at = random.NextDouble() * costOfBlock.Sum();
        var block = 0;
        for (var last = Math.Max(0, Array.FindLastIndex(costOfBlock, c => c > 0)); block < last && at >= costOfBlock[block]; block++)
        {
            at -= costOfBlock[block];
        }

        var read = source.Read(block);
        var values = rows[CostlyRows.At(costs.AsSpan((int)read.First, read.Count), at) + read.First];
        for (var j = 0; j < values.Length; j++)
        {
            row[j] = double.CreateTruncating(values[j]);
        }
    }

    public double[] Found(int count, RandomStream random, CancellationToken cancellationToken)
    {
        Passes += 2;
        return PlusPlusCentroids<T>.Choose(rows, count, greedy: false, random, threads, cancellationToken);
    }

    /// <summary>Writes the block's costs of rows; returns its errors, then its utilities.</summary>
    private double[] OfBlock(RowBlock<T> block, double[] points, Workspace workspace)
    {
        var d = rows.Dimension;
        var clusters = points.Length / d;
        var sums = new double[2 * clusters];
        var tiles = workspace.Take<double>(Width * d);
        var least = workspace.Take<double>(Width);
        var nearest = workspace.Take<double>(Width);
        var second = workspace.Take<double>(Width);
        for (var first = 0; first < block.Count; first += Width)
        {
            var count = Math.Min(Width, block.Count - first);
            for (var i = 0; i < count; i += TwoNearest.TileWidth)
            {
                var run = block.Values.Slice((first + i) * d, Math.Min(TwoNearest.TileWidth, count - i) * d);
                RowTile.Turn(run, d, TwoNearest.TileWidth, tiles.Slice(i * d, TwoNearest.TileWidth * d));
            }

            TwoNearest.Run(tiles, points, ones.AsSpan(0, clusters), least, nearest, second);
            for (var i = 0; i < count; i++)
            {
                var weight = block.Weights.IsEmpty ? 1 : block.Weights[first + i];
                var k = (int)nearest[i];
                var cost = weight * least[i];
                sums[k] += cost;
                sums[clusters + k] += (weight * second[i]) - cost;
                costs[block.First + first + i] = cost;
            }
        }

        return sums;
    }
}
