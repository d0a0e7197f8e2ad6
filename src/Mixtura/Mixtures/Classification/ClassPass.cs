using System.Numerics;

namespace Mixtura;

/// <summary>What classes say of rows: the most probable one of each, and the free energy of all, -sum_i w_i ln sum_g prior_g f_g(x_i).</summary>
/// <param name="Labels">n classes.</param>
/// <param name="Energy">The sum, in row order.</param>
internal sealed record ClassPass(int[] Labels, double Energy)
{
    /// <summary>One pass; O(n K d) or O(n K d^2).</summary>
    public static ClassPass Of<T>(IComponents classes, Observations<T> rows, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var labels = new int[checked((int)rows.Count)];
        var energies = new double[labels.Length];
        BlockParallel.For(
            new RowBlocks<T>(rows, statisticsSize: 0),
            threads,
            (_, block, workspace) =>
            {
                var tiles = new ResponsibilityTiles<T>(classes, Temperature.One, workspace);
                for (var first = 0; first < block.Count; first += tiles.Width)
                {
                    var count = Math.Min(tiles.Width, block.Count - first);
                    tiles.Compute(block.Values.Slice(first * rows.Dimension, count * rows.Dimension));
                    for (var i = 0; i < count; i++)
                    {
                        var row = (int)block.First + first + i;
                        labels[row] = tiles.Label(i);
                        energies[row] = rows.Weight(row) * tiles.Free[i];
                    }
                }
            },
            cancellationToken);
        return new(labels, energies.Sum());
    }
}
