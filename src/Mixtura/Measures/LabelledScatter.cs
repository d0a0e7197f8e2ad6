using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura.Measures;

/// <summary>
/// The E-step of a partition that is given: each row counts for the cluster of its label. Passes fill the same sums as k-means does.
/// </summary>
internal sealed class LabelledScatter<T>(Partition partition, int dimension) : IExpectation<Centroids, Moments, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Moments NewStatistics() => new(partition.Clusters, dimension, SecondMoment.None);

    public IBlockPass<Moments, T> Under(Centroids model) => new BlockPass(partition.Codes, model);

    private sealed class BlockPass(int[] codes, Centroids model) : IBlockPass<Moments, T>
    {
        public void Add(RowBlock<T> block, Moments into, Workspace workspace)
        {
            var labels = codes.AsSpan((int)block.First, block.Count);
            var scatter = new HardScatter<T>(block.Values, block.Weights, labels, model.Means, into);
            SimdWidth.Run<double, HardScatter<T>>(ref scatter);
        }
    }
}
