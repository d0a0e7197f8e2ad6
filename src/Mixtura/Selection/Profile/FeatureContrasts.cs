using System.Collections.Immutable;
using System.Numerics;
using Mixtura.Kernels;
using Mixtura.Measures;

namespace Mixtura.Selection;

/// <summary>Standardised differences of means between each cluster and all other rows (Cohen 1988). Three passes, O(n d + K^2 d).</summary>
internal static class FeatureContrasts
{
    private const double Largest = 1e12;

    /// <summary>For each cluster of the partition its d features, the largest effect first; of equals the first feature.</summary>
    public static ImmutableArray<FeatureContrast>[] Of<T>(Observations<T> rows, Partition partition, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var centroids = ClusterMoments.Of(rows, partition, threads, cancellationToken).Centroids;
        var source = new RowBlocks<T>(rows, centroids.Means.Length);
        using var executor = new InMemoryExecutor<Centroids, FeatureScatter, T>(source, new ScatterPass<T>(partition.Codes, centroids.Means.Length), BlockParallel.Threads(threads));
        var scatter = executor.Pass(centroids, cancellationToken).Sums;
        return [.. Enumerable.Range(0, partition.Clusters).Select(k => Of(k, rows.Features, partition.Weights, centroids, scatter))];
    }

    private static ImmutableArray<FeatureContrast> Of(int cluster, ImmutableArray<string> names, double[] weights, Centroids centroids, double[] scatter)
    {
        double others = 0;
        for (var k = 0; k < weights.Length; k++)
        {
            others += k == cluster ? 0 : weights[k];
        }

        if (others == 0 || weights[cluster] == 0)
        {
            return [];
        }

        return
        [
            .. Enumerable.Range(0, names.Length)
                .Select(j => Of(cluster, j, names[j], weights, others, centroids, scatter))
                .OrderByDescending(contrast => Math.Abs(contrast.Effect)),
        ];
    }

    private static FeatureContrast Of(int cluster, int feature, string name, double[] weights, double others, Centroids centroids, double[] scatter)
    {
        var mean = centroids[cluster][feature];

        // About the cluster's mean, so that nothing cancels far from the origin.
        double shift = 0;
        for (var k = 0; k < weights.Length; k++)
        {
            shift += k == cluster ? 0 : weights[k] / others * (centroids[k][feature] - mean);
        }

        shift = Overflow.Checked(shift);
        var pooled = scatter[(cluster * centroids.Dimension) + feature];
        for (var k = 0; k < weights.Length; k++)
        {
            if (k != cluster)
            {
                var apart = centroids[k][feature] - mean - shift;
                pooled += scatter[(k * centroids.Dimension) + feature] + (weights[k] * apart * apart);
            }
        }

        var deviation = Math.Sqrt(Overflow.Checked(pooled) / (weights[cluster] + others));
        var effect = shift == 0 ? 0 : Math.Abs(shift) >= Largest * deviation ? -Math.Sign(shift) * Largest : -shift / deviation;
        return new(feature, name, mean, mean + shift, effect);
    }

    /// <summary>sum w (x_j - mu_kj)^2: K x d.</summary>
    private sealed class FeatureScatter(int size) : IStatistics<FeatureScatter>
    {
        public double[] Sums { get; } = new double[size];

        public double Energy => Sums.Sum();

        public void Merge(FeatureScatter other)
        {
            for (var at = 0; at < Sums.Length; at++)
            {
                Sums[at] += other.Sums[at];
            }
        }

        public void Clear() => Array.Clear(Sums);
    }

    private sealed class ScatterPass<T>(int[] labels, int size) : IExpectation<Centroids, FeatureScatter, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public FeatureScatter NewStatistics() => new(size);

        public IBlockPass<FeatureScatter, T> Under(Centroids model) => new BlockPass(labels, model);

        private sealed class BlockPass(int[] labels, Centroids about) : IBlockPass<FeatureScatter, T>
        {
            public void Add(RowBlock<T> block, FeatureScatter into, Workspace workspace)
            {
                var d = about.Dimension;
                for (var i = 0; i < block.Count; i++)
                {
                    var k = labels[block.First + i];
                    var weight = block.Weights.IsEmpty ? 1 : block.Weights[i];
                    var row = block.Values.Slice(i * d, d);
                    var mean = about[k];
                    var sums = into.Sums.AsSpan(k * d, d);
                    for (var j = 0; j < row.Length; j++)
                    {
                        var delta = double.CreateTruncating(row[j]) - mean[j];
                        sums[j] = Math.FusedMultiplyAdd(weight * delta, delta, sums[j]);
                    }
                }
            }
        }
    }
}
