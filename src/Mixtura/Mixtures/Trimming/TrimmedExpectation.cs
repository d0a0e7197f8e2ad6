using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// The E-step of trimmed likelihood: the rows of least density under the model, up to a share of all weight, get no part in the sums, which is a concentration step (N. Neykov, P. Filzmoser,
/// R. Dimova and P. Neytchev, "Robust fitting of mixtures using the trimmed likelihood estimator", 2007; for P. J. Rousseeuw's estimators, 1999; in clustering, L. A. Garcia-Escudero,
/// A. Gordaliza, C. Matran and A. Mayo-Iscar, "A general trimming approach to robust cluster analysis", 2008). The kept weight is the same at every step, so that the energy of the kept
/// rows never rises: what is left out is what costs most, and the M-step lowers the cost of the others. Each pass takes all densities twice; 16 bytes a row.
/// </summary>
/// <param name="inner">The E-step of the kept rows.</param>
/// <param name="source">The rows.</param>
/// <param name="weight">The sum of their weights.</param>
/// <param name="share">The share of weight to leave out.</param>
/// <param name="temperature">At which densities are taken.</param>
/// <param name="known">n components that rows are known to come from, -1 where it is not known; or nothing.</param>
/// <param name="threads">How many threads may take densities.</param>
internal sealed class TrimmedExpectation<T>(
    IExpectation<GaussianComponents, Moments, T> inner, IRowSource<T> source, double weight, double share, Temperature temperature, ReadOnlyMemory<int> known, int threads)
    : IExpectation<GaussianComponents, Moments, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] energies = new double[source.Count];
    private readonly double[] kept = new double[source.Count];

    /// <summary>n weights, or what is left of them, under the model that a pass was readied for last.</summary>
    public ReadOnlyMemory<double> Kept => kept;

    public Moments NewStatistics() => inner.NewStatistics();

    public IBlockPass<Moments, T> Under(GaussianComponents model)
    {
        Choose(model);
        return new BlockPass(inner.Under(model), kept);
    }

    /// <summary>Chooses which rows have no part in the sums under a model. O(n K d) or O(n K d^2).</summary>
    public void Choose(GaussianComponents model)
    {
        BlockParallel.For(source, threads, (_, block, workspace) =>
        {
            var tiles = new ResponsibilityTiles<T>(model, temperature, workspace);
            for (var first = 0; first < block.Count; first += tiles.Width)
            {
                var rows = Math.Min(tiles.Width, block.Count - first);
                var at = (int)block.First + first;
                tiles.Compute(block.Values.Slice(first * model.Dimension, rows * model.Dimension), known.IsEmpty ? [] : known.Span.Slice(at, rows));
                for (var i = 0; i < rows; i++)
                {
                    energies[at + i] = tiles.Free[i];
                    kept[at + i] = block.Weights.IsEmpty ? 1 : block.Weights[first + i];
                }
            }
        });
        DearestRows.Remove(energies, kept, share * weight);
    }

    private sealed class BlockPass(IBlockPass<Moments, T> inner, double[] kept) : IBlockPass<Moments, T>
    {
        public void Add(RowBlock<T> block, Moments into, Workspace workspace) =>
            inner.Add(new(block.Values, kept.AsSpan((int)block.First, block.Count), block.First, block.Count), into, workspace);
    }
}
