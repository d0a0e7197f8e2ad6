using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// The E-step of a partition that is given: each row counts for the cluster of its label; the energy is the inertia about the centroids, by differences. Where first moments
/// are not wanted there is room for none. O(n d).
/// </summary>
/// <param name="labels">n labels 0 .. K-1.</param>
/// <param name="clusters">K.</param>
/// <param name="dimension">d.</param>
internal sealed class LabelledScatter<T, TFirst>(int[] labels, int clusters, int dimension) : IExpectation<Centroids, Moments, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFirst : struct, IFirstMoment
{
    public Moments NewStatistics() => new(clusters, TFirst.IsKept ? dimension : 0, SecondMoment.None);

    public IBlockPass<Moments, T> Under(Centroids model) => new BlockPass(labels, model);

    private sealed class BlockPass(int[] labels, Centroids model) : IBlockPass<Moments, T>
    {
        public void Add(RowBlock<T> block, Moments into, Workspace workspace)
        {
            var scatter = new HardScatter<T, TFirst>(block.Values, block.Weights, labels.AsSpan((int)block.First, block.Count), model.Means, into);
            SimdWidth.Run<double, HardScatter<T, TFirst>>(ref scatter);
        }
    }
}
