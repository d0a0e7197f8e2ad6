using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Assignment at a temperature above 0: every row goes to all centroids in shares, each a summand of the exact sums, so that as T falls to 0 the sums
/// become those of hard assignment to the bit. O(n K d).
/// </summary>
internal sealed class SoftAssignment<T>(Observations<T> rows, Temperature temperature) : Assignment
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly RowBlocks<T> source = new(rows, statisticsSize: 0);
    private readonly double[] energies = new double[new RowBlocks<T>(rows, statisticsSize: 0).Blocks];
    private Centroids? centroids;

    public override int Units => source.Blocks;

    public override bool IsIncremental => false;

    public override void Begin(Centroids model) => centroids = model;

    public override void Run(int unit, ExactSums sums, Workspace workspace)
    {
        var block = source.Read(unit);
        var d = sums.Dimension;
        var tiles = new ResponsibilityTiles<T>(centroids!, temperature, workspace);
        var index = workspace.Take<int>(tiles.Width);
        var from = workspace.Take<int>(tiles.Width);
        var to = workspace.Take<int>(tiles.Width);
        var shares = workspace.Take<double>(tiles.Width);
        from.Fill(-1);
        double energy = 0;
        for (var first = 0; first < block.Count; first += tiles.Width)
        {
            var count = Math.Min(tiles.Width, block.Count - first);
            var values = block.Values.Slice(first * d, count * d);
            var weights = block.Weights.IsEmpty ? [] : block.Weights.Slice(first, count);
            tiles.Compute(values);
            for (var i = 0; i < count; i++)
            {
                energy += (weights.IsEmpty ? 1 : weights[i]) * tiles.Free[i];
            }

            for (var k = 0; k < sums.Clusters; k++)
            {
                var some = Shared(tiles.Shares.Slice(k * tiles.Width, count), weights, index, shares);
                to.Fill(k);
                ExactScatter<T>.Run(values, new(index[..some], from[..some], to[..some], shares[..some]), sums);
            }
        }

        energies[unit] = energy;
    }

    public override double Energy(ExactSums sums, Centroids model, int threads) => energies.Sum();

    /// <summary>Lists the rows of which a cluster has a share, and the shares times the weights.</summary>
    private static int Shared(ReadOnlySpan<double> own, ReadOnlySpan<double> weights, Span<int> index, Span<double> shares)
    {
        var some = 0;
        for (var i = 0; i < own.Length; i++)
        {
            index[some] = i;
            shares[some] = weights.IsEmpty ? own[i] : own[i] * weights[i];
            some += shares[some] > 0 ? 1 : 0;
        }

        return some;
    }
}
