using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>The smallest ball about the rows' mean that holds them all: what the largest score of any row follows from. O(n d) once.</summary>
internal sealed record RowRadius(double[] Mean, double Radius)
{
    public static RowRadius Of<T>(Observations<T> rows, double[] mean, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var source = new RowBlocks<T>(rows, statisticsSize: 0);
        var farthest = new double[source.Blocks];
        var origin = Array.ConvertAll(mean, T.CreateTruncating);
        BlockParallel.For(source, threads, (index, block, workspace) =>
        {
            var squares = workspace.Take<T>(block.Count);
            var all = workspace.Take<int>(block.Count);
            for (var i = 0; i < block.Count; i++)
            {
                all[i] = i;
            }

            RowDistances<T>.Run(block.Values, all, origin, new T[origin.Length], [], squares);
            foreach (var square in squares)
            {
                farthest[index] = Math.Max(farthest[index], double.CreateTruncating(square));
            }
        }, cancellationToken);

        // Right to a thousandth and more, however many features there are.
        return new(mean, Math.Sqrt(farthest.Max()) * (1 + 1e-3));
    }

    /// <summary>The farthest that a row may be from another point.</summary>
    public double About<T>(ReadOnlySpan<T> point)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Radius + (Math.Sqrt(SquaredDistance.Between(point, Mean)) * (1 + 1e-3));
}
