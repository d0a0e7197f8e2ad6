using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Passes over rows under limits: the cost of every row in every cluster, the cheapest labels that keep the limits, and what the rows add up
/// to. Prices of the clusters are kept from pass to pass, so that a pass begins near its end.
/// </summary>
internal sealed class BalancedExecutor<T>(Observations<T> rows, SizeLimits limits, int clusters, int threads) : IExecutor<Centroids, LabelledSums>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] costs = new double[rows.Count * clusters];
    private readonly double[] prices = new double[clusters];

    /// <summary>n labels, of the last pass.</summary>
    public int[] Labels { get; private set; } = [];

    public LabelledSums Pass(Centroids model, CancellationToken cancellationToken)
    {
        ComputeCosts(model, cancellationToken);
        var labels = LimitedAssignment.Solve(costs, prices, limits, cancellationToken);
        var sums = LabelledPass.Run(rows, labels, model, threads, cancellationToken);
        sums.Moved = Labels.Length == 0 ? labels.Length : labels.Zip(Labels).LongCount(pair => pair.First != pair.Second);
        Labels = labels;
        return sums;
    }

    /// <summary>weight x squared distance: n x K.</summary>
    private void ComputeCosts(Centroids model, CancellationToken cancellationToken)
    {
        var d = model.Dimension;
        BlockParallel.For(new RowBlocks<T>(rows, statisticsSize: 0), threads, (_, block, workspace) =>
        {
            var width = RowTile.Width(d, clusters);
            var tile = workspace.Take<double>(d * width);
            var squares = workspace.Take<double>(clusters * width);
            for (var first = 0; first < block.Count; first += width)
            {
                var count = Math.Min(width, block.Count - first);
                RowTile.Turn(block.Values.Slice(first * d, count * d), d, width, tile);
                model.Energies(tile, width, squares, []);
                for (var i = 0; i < count; i++)
                {
                    var weight = block.Weights.IsEmpty ? 1 : block.Weights[first + i];
                    var to = costs.AsSpan((int)(block.First + first + i) * clusters, clusters);
                    for (var k = 0; k < clusters; k++)
                    {
                        to[k] = weight * squares[(k * width) + i];
                    }
                }
            }
        }, cancellationToken);
    }
}
