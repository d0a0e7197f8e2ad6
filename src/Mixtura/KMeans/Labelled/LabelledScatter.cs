using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>The E-step of a partition that is given: each row counts for the cluster of its label; the energy is the inertia about the centroids, by differences. O(n d).</summary>
/// <param name="labels">n labels 0 .. K-1.</param>
/// <param name="clusters">K.</param>
/// <param name="dimension">d.</param>
internal sealed class LabelledScatter<T>(int[] labels, int clusters, int dimension) : IExpectation<Centroids, Moments, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Moments NewStatistics() => new(clusters, dimension, SecondMoment.None);

    public IBlockPass<Moments, T> Under(Centroids model) => new BlockPass(labels, model);

    private sealed class BlockPass(int[] labels, Centroids model) : IBlockPass<Moments, T>
    {
        public void Add(RowBlock<T> block, Moments into, Workspace workspace)
        {
            var scatter = new HardScatter<T>(block.Values, block.Weights, labels.AsSpan((int)block.First, block.Count), model.Means, into);
            SimdWidth.Run<double, HardScatter<T>>(ref scatter);
        }
    }
}
