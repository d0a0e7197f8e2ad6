using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>Adds up rows whose labels are known: in row order inside a block, blocks in the tree of their numbers. O(n d).</summary>
internal static class LabelledPass
{
    /// <summary>The sums of rows about the point that each one's label names.</summary>
    /// <param name="rows">n x d rows.</param>
    /// <param name="labels">n labels 0 .. K-1.</param>
    /// <param name="about">K points of d values.</param>
    /// <param name="threads">How many threads may work.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static LabelledSums Run<T>(Observations<T> rows, int[] labels, Centroids about, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var source = new RowBlocks<T>(rows, LabelledSums.Size(about.Count, about.Dimension));
        using var executor = new InMemoryExecutor<Centroids, LabelledSums, T>(source, new Expectation<T>(labels, about.Count, about.Dimension), threads);
        return executor.Pass(about, cancellationToken);
    }

    private sealed class Expectation<T>(int[] labels, int clusters, int dimension) : IExpectation<Centroids, LabelledSums, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public LabelledSums NewStatistics() => new(clusters, dimension);

        public IBlockPass<LabelledSums, T> Under(Centroids model) => new BlockPass<T>(labels, model);
    }

    private sealed class BlockPass<T>(int[] labels, Centroids about) : IBlockPass<LabelledSums, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Add(RowBlock<T> block, LabelledSums into, Workspace workspace)
        {
            var d = about.Dimension;
            for (var i = 0; i < block.Count; i++)
            {
                var k = labels[block.First + i];
                var row = block.Values.Slice(i * d, d);
                var point = about[k];
                var first = into.First.AsSpan(k * d, d);
                var weight = block.Weights.IsEmpty ? 1 : block.Weights[i];
                double square = 0;
                for (var j = 0; j < row.Length; j++)
                {
                    var delta = double.CreateTruncating(row[j]) - point[j];
                    square = Math.FusedMultiplyAdd(delta, delta, square);
                    first[j] = Math.FusedMultiplyAdd(weight, delta, first[j]);
                }

                into.Weight[k] += weight;
                into.Inertia[k] = Math.FusedMultiplyAdd(weight, square, into.Inertia[k]);
                into.Rows[k]++;
            }
        }
    }
}
