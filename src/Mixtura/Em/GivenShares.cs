using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// An E-step whose responsibilities are given, by labels or as a matrix: what a start from a partition hands to the M-step, so that
/// such a start has no arithmetic of its own. O(n K d) or O(n K d^2).
/// </summary>
/// <param name="components">K.</param>
/// <param name="dimension">d.</param>
/// <param name="secondMoment">How much of the second moment is added up.</param>
/// <param name="fill">Writes the shares (K x width) of the rows from a first one on.</param>
internal sealed class GivenShares<TModel, T>(int components, int dimension, SecondMoment secondMoment, FillShares fill) : IExpectation<TModel, Moments, T>
    where TModel : IComponents
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A share of 1 for the label of each row; none for -1.</summary>
    public static FillShares OfLabels(IReadOnlyList<int> labels) => (first, count, shares, width) =>
    {
        shares.Clear();
        for (var i = 0; i < count; i++)
        {
            if (labels[(int)first + i] is >= 0 and var label)
            {
                shares[(label * width) + i] = 1;
            }
        }
    };

    public static FillShares OfMatrix(double[,] responsibilities) => (first, count, shares, width) =>
    {
        for (var k = 0; k < responsibilities.GetLength(1); k++)
        {
            for (var i = 0; i < count; i++)
            {
                shares[(k * width) + i] = responsibilities[first + i, k];
            }
        }
    };

    public Moments NewStatistics() => new(components, dimension, secondMoment);

    public IBlockPass<Moments, T> Under(TModel model) => new BlockPass(model, fill);

    private sealed class BlockPass(TModel model, FillShares fill) : IBlockPass<Moments, T>
    {
        public void Add(RowBlock<T> block, Moments into, Workspace workspace)
        {
            var d = into.Dimension;
            var width = RowTile.Width(d, into.Components);
            var shares = workspace.Take<double>(into.Components * width);
            var scratch = new SoftScatter<T>.Scratch(width, into, workspace);
            for (var first = 0; first < block.Count; first += width)
            {
                var count = Math.Min(width, block.Count - first);
                fill(block.First + first, count, shares, width);
                var weights = block.Weights.IsEmpty ? [] : block.Weights.Slice(first, count);
                SoftScatter<T>.Run(block.Values.Slice(first * d, count * d), weights, shares, width, model.Means, into, scratch);
            }
        }
    }
}

/// <summary>Writes the shares of some rows.</summary>
internal delegate void FillShares(long first, int count, Span<double> shares, int width);
