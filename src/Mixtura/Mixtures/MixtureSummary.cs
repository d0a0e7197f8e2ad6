using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>What a fitted mixture says of rows, at temperature 1: log-likelihood, doubt, and how many it would put where.</summary>
internal sealed class MixtureSummary(int components) : IStatistics<MixtureSummary>
{
    /// <summary>Minus the log-likelihood.</summary>
    public double Energy { get; private set; }

    /// <summary>sum_i w_i ln max_k r_ik: 0 where there is no doubt (Biernacki, Celeux and Govaert 2000).</summary>
    public double Certainty { get; private set; }

    /// <summary>The sum of weights.</summary>
    public double Weight { get; private set; }

    /// <summary>Counts of rows by most probable component.</summary>
    public long[] Sizes { get; } = new long[components];

    public void Merge(MixtureSummary other)
    {
        Energy += other.Energy;
        Certainty += other.Certainty;
        Weight += other.Weight;
        for (var k = 0; k < Sizes.Length; k++)
        {
            Sizes[k] += other.Sizes[k];
        }
    }

    public void Clear()
    {
        Energy = Certainty = Weight = 0;
        Array.Clear(Sizes);
    }

    /// <summary>Adds one row.</summary>
    public void Add(double energy, double weight, int label, double share)
    {
        Energy += weight * energy;
        Certainty += weight * ElementaryFunctions.Log(share);
        Weight += weight;
        Sizes[label]++;
    }
}

/// <summary>The pass that makes a <see cref="MixtureSummary"/>. O(n K d) or O(n K d^2).</summary>
internal sealed class SummaryExpectation<T>(int components) : IExpectation<GaussianComponents, MixtureSummary, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A pass over rows in memory.</summary>
    public static MixtureSummary Of(GaussianComponents model, Observations<T> rows, int threads, CancellationToken cancellationToken)
    {
        var source = new RowBlocks<T>(rows, statisticsSize: model.Count + 3);
        using var executor = new InMemoryExecutor<GaussianComponents, MixtureSummary, T>(source, new SummaryExpectation<T>(model.AllWeights.Length), threads);
        return executor.Pass(model, cancellationToken);
    }

    public MixtureSummary NewStatistics() => new(components);

    public IBlockPass<MixtureSummary, T> Under(GaussianComponents model) => new BlockPass(model);

    private sealed class BlockPass(GaussianComponents model) : IBlockPass<MixtureSummary, T>
    {
        public void Add(RowBlock<T> block, MixtureSummary into, Workspace workspace)
        {
            var tiles = new ResponsibilityTiles<T>(model, Temperature.One, workspace);
            for (var first = 0; first < block.Count; first += tiles.Width)
            {
                var rows = Math.Min(tiles.Width, block.Count - first);
                tiles.Compute(block.Values.Slice(first * model.Dimension, rows * model.Dimension));
                for (var i = 0; i < rows; i++)
                {
                    var label = tiles.Label(i);
                    into.Add(tiles.Free[i], block.Weights.IsEmpty ? 1 : block.Weights[first + i], label, tiles.Shares[(label * tiles.Width) + i]);
                }
            }
        }
    }
}
