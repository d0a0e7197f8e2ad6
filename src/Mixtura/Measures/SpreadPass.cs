using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura.Measures;

/// <summary>How far the rows of each of K clusters lie from its centroid: sums of distances and of their squares. Merging is addition.</summary>
internal sealed class SpreadSums(int clusters) : IStatistics<SpreadSums>
{
    /// <summary>sum w |x - mu_k| over the rows of each cluster k.</summary>
    public double[] Distances { get; } = new double[clusters];

    /// <summary>sum w |x - mu|^2 over all rows, mu the centroid of each one's cluster.</summary>
    public double Energy { get; set; }

    public void Merge(SpreadSums other)
    {
        for (var k = 0; k < clusters; k++)
        {
            Distances[k] += other.Distances[k];
        }

        Energy += other.Energy;
    }

    public void Clear()
    {
        Array.Clear(Distances);
        Energy = 0;
    }
}

/// <summary>The pass over labelled rows that adds up their distances from given centroids, by differences. O(n d).</summary>
/// <param name="labels">n labels 0 .. K-1.</param>
/// <param name="clusters">K.</param>
internal sealed class SpreadPass<T>(int[] labels, int clusters) : IExpectation<Centroids, SpreadSums, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public SpreadSums NewStatistics() => new(clusters);

    public IBlockPass<SpreadSums, T> Under(Centroids model) => new BlockPass(labels, model);

    private sealed class BlockPass(int[] labels, Centroids centroids) : IBlockPass<SpreadSums, T>
    {
        public void Add(RowBlock<T> block, SpreadSums into, Workspace workspace)
        {
            var d = centroids.Dimension;
            for (var i = 0; i < block.Count; i++)
            {
                var weight = block.Weights.IsEmpty ? 1 : block.Weights[i];
                if (weight > 0)
                {
                    var k = labels[block.First + i];
                    var square = RowDistance.Between(block.Values.Slice(i * d, d), centroids[k]);
                    into.Energy += weight * square;
                    into.Distances[k] += weight * Math.Sqrt(square);
                }
            }
        }
    }
}
