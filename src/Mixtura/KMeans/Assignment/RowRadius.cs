using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// A ball about the rows' mean that holds them all: what the largest score of any row follows from. For few features that of the box which holds them, O(d); for many the smallest, O(n d) once.
/// </summary>
internal sealed record RowRadius(double[] Mean, double Radius)
{
    /// <summary>Up to this many features the corners of a box are not much farther than its rows.</summary>
    private const int MostFeaturesInBox = 8;

    public static RowRadius Of<T>(Observations<T> rows, FeatureSummary summary, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var mean = summary.Mean;
        if (mean.Length <= MostFeaturesInBox)
        {
            return new(mean, Math.Sqrt(mean.Select((m, j) => Math.Max(m - summary.Least[j], summary.Most[j] - m)).Sum(reach => reach * reach)) * (1 + 1e-3));
        }

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
