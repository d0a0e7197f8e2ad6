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
            if (LaneSums.Fit(model.Count, model.Dimension))
            {
                AddInLanes(block, into, workspace);
                return;
            }

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

        /// <summary>Few centroids in few dimensions: a tile is assigned and added up while it is near.</summary>
        private void AddInLanes(RowBlock<T> block, Moments into, Workspace workspace)
        {
            const int width = NearestCentroid.TileWidth;
            var d = model.Dimension;
            var tiles = new AssignedTiles<T>(packed, workspace);
            var sums = new LaneSums(into, workspace);
            var shares = workspace.Take<double>(model.Count * width);
            var weights = workspace.Take<double>(width);
            weights.Fill(1);
            for (var first = 0; first < block.Count; first += width)
            {
                var count = Math.Min(width, block.Count - first);
                tiles.Compute(block.Values.Slice(first * d, count * d));
                if (!block.Weights.IsEmpty)
                {
                    block.Weights.Slice(first, count).CopyTo(weights);
                }

                weights[count..].Clear();
                HardShares<T>.Run(tiles.Winners, weights, shares);
                var scatter = new LaneScatter<T>(tiles.Tile, width, count, shares, model.Means, into, sums, addsEnergy: true);
                SimdWidth.Run<double, LaneScatter<T>>(ref scatter);
                if (kept is not null)
                {
                    into.Moved += Winners.Update(tiles.Winners[..count], kept.AsSpan(checked((int)block.First) + first, count));
                }

                CountRows(tiles.Winners[..count], block.Weights, into);
            }

            sums.Flush();
            if (block.Weights.IsEmpty)
            {
                // Each row weighs 1: the weights are the counts.
                for (var k = 0; k < into.Components; k++)
                {
                    into.Rows[k] = (long)into.Weight[k];
                }
            }
        }

        private static void CountRows(ReadOnlySpan<T> winners, ReadOnlySpan<double> weights, Moments into)
        {
            if (!weights.IsEmpty)
            {
                foreach (var winner in winners)
                {
                    into.Rows[int.CreateTruncating(winner)]++;
                }
            }
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
