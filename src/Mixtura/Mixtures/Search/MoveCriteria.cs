using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Which components to merge and which to split (Ueda, Nakano, Ghahramani and Hinton 2000). Two that share rows, sum_i w_i r_ik r_il, are one cluster's. A component is split where the
/// density of its own rows differs from its normal density by the largest Kullback-Leibler divergence: of shares r_ik = pi_k N_k(x_i) / p(x_i) that divergence is, but for a constant, the mean
/// of -ln p(x_i) over its rows.
/// </summary>
internal sealed class MoveCriteria(int components) : IStatistics<MoveCriteria>
{
    private readonly double[] shared = new double[components * components];
    private readonly double[] surprise = new double[components];
    private readonly double[] weight = new double[components];

    public double Energy { get; private set; }

    /// <summary>Pairs to merge and components to split, the most promising first: pairs by what they share, and for each the others by their misfit.</summary>
    public IEnumerable<(int Kept, int Freed, int Split)> Moves()
    {
        var pairs =
            from k in Enumerable.Range(0, components)
            from l in Enumerable.Range(k + 1, components - k - 1)
            orderby shared[(k * components) + l] descending
            select (k, l);
        var misfits = Enumerable.Range(0, components).OrderByDescending(k => weight[k] > 0 ? surprise[k] / weight[k] : double.NegativeInfinity).ToArray();
        return
            from pair in pairs
            from split in misfits
            where split != pair.k && split != pair.l
            select (pair.k, pair.l, split);
    }

    public void Merge(MoveCriteria other)
    {
        Energy += other.Energy;
        for (var i = 0; i < shared.Length; i++)
        {
            shared[i] += other.shared[i];
        }

        for (var k = 0; k < weight.Length; k++)
        {
            weight[k] += other.weight[k];
            surprise[k] += other.surprise[k];
        }
    }

    public void Clear()
    {
        Energy = 0;
        Array.Clear(shared);
        Array.Clear(surprise);
        Array.Clear(weight);
    }

    /// <summary>Adds one row: its weight, -ln p(x), and its shares, one of every so many numbers.</summary>
    public void Add(double rowWeight, double energy, ReadOnlySpan<double> shares, int stride)
    {
        Energy += rowWeight * energy;
        for (var k = 0; k < components; k++)
        {
            var share = rowWeight * shares[k * stride];
            weight[k] += share;
            surprise[k] += share * energy;
            for (var l = k + 1; share > 0 && l < components; l++)
            {
                shared[(k * components) + l] = Math.FusedMultiplyAdd(share, shares[l * stride], shared[(k * components) + l]);
            }
        }
    }
}

/// <summary>The pass that adds up <see cref="MoveCriteria"/>. O(n K (d^2 + K)).</summary>
internal sealed class MoveExpectation<T>(int components) : IExpectation<GaussianComponents, MoveCriteria, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A pass over rows in memory.</summary>
    public static MoveCriteria Of(GaussianComponents model, Observations<T> rows, int threads, CancellationToken cancellationToken)
    {
        var source = new RowBlocks<T>(rows, statisticsSize: (model.Count + 2) * (long)model.Count);
        using var executor = new InMemoryExecutor<GaussianComponents, MoveCriteria, T>(source, new MoveExpectation<T>(model.Count), threads);
        return executor.Pass(model, cancellationToken);
    }

    public MoveCriteria NewStatistics() => new(components);

    public IBlockPass<MoveCriteria, T> Under(GaussianComponents model) => new BlockPass(model);

    private sealed class BlockPass(GaussianComponents model) : IBlockPass<MoveCriteria, T>
    {
        public void Add(RowBlock<T> block, MoveCriteria into, Workspace workspace)
        {
            var tiles = new ResponsibilityTiles<T>(model, Temperature.One, workspace);
            for (var first = 0; first < block.Count; first += tiles.Width)
            {
                var rows = Math.Min(tiles.Width, block.Count - first);
                tiles.Compute(block.Values.Slice(first * model.Dimension, rows * model.Dimension));
                for (var i = 0; i < rows; i++)
                {
                    into.Add(block.Weights.IsEmpty ? 1 : block.Weights[first + i], tiles.Free[i], tiles.Shares[i..], tiles.Width);
                }
            }
        }
    }
}
