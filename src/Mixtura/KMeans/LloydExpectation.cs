using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// The E-step of k-means at temperature 0 (Lloyd 1982): each row goes to its nearest centroid, by the fused assignment kernels.
/// O(n K d); nothing of size n x K is stored.
/// </summary>
/// <param name="dimension">d.</param>
/// <param name="clusters">K.</param>
/// <param name="labels">Where labels are kept from pass to pass, to count those that change; null to keep none.</param>
internal sealed class LloydExpectation<T>(int dimension, int clusters, int[]? labels) : IExpectation<Centroids, Moments, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Moments NewStatistics() => new(clusters, dimension, SecondMoment.None);

    public IBlockPass<Moments, T> Under(Centroids model) => new BlockPass(model, new PackedCentroids<T>(model.Means, dimension), labels);

    private sealed class BlockPass(Centroids model, PackedCentroids<T> packed, int[]? kept) : IBlockPass<Moments, T>
    {
        public void Add(RowBlock<T> block, Moments into, Workspace workspace)
        {
            var labels = workspace.Take<int>(block.Count);
            NearestCentroid.Assign(block.Values, packed, labels, workspace);
            if (kept is not null)
            {
                var before = kept.AsSpan(checked((int)block.First), block.Count);
                into.Moved += Differences(labels, before);
                labels.CopyTo(before);
            }

            var scatter = new HardScatter<T>(block.Values, block.Weights, labels, model.Means, into);
            SimdWidth.Run<double, HardScatter<T>>(ref scatter);
        }

        private static int Differences(ReadOnlySpan<int> labels, ReadOnlySpan<int> before)
        {
            var count = 0;
            for (var i = 0; i < labels.Length; i++)
            {
                count += labels[i] != before[i] ? 1 : 0;
            }

            return count;
        }
    }
}
