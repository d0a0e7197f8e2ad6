using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// The E-step of any components at any temperature, fused with the sums of the M-step: tile by tile energies, shares, moments; of
/// shares only those of one tile are ever stored.
/// </summary>
/// <param name="components">K.</param>
/// <param name="dimension">d.</param>
/// <param name="secondMoment">How much of the second moment is added up.</param>
/// <param name="temperature">At which shares are taken.</param>
/// <param name="known">n components that rows are known to come from, -1 where it is not known; empty where no row's is.</param>
internal sealed class DenseExpectation<TModel, T>(int components, int dimension, SecondMoment secondMoment, Temperature temperature, ReadOnlyMemory<int> known = default) : IExpectation<TModel, Moments, T>
    where TModel : IComponents
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Moments NewStatistics() => new(components, dimension, secondMoment);

    public IBlockPass<Moments, T> Under(TModel model) => new BlockPass(model, temperature, known);

    private sealed class BlockPass(TModel model, Temperature temperature, ReadOnlyMemory<int> known) : IBlockPass<Moments, T>
    {
        public void Add(RowBlock<T> block, Moments into, Workspace workspace)
        {
            var tiles = new ResponsibilityTiles<T>(model, temperature, workspace);
            var scatter = new TileScatter<T>(into, tiles.Width, workspace);
            for (var first = 0; first < block.Count; first += tiles.Width)
            {
                var rows = Math.Min(tiles.Width, block.Count - first);
                var values = block.Values.Slice(first * model.Dimension, rows * model.Dimension);
                var weights = block.Weights.IsEmpty ? [] : block.Weights.Slice(first, rows);
                tiles.Compute(values, known.IsEmpty ? [] : known.Span.Slice((int)block.First + first, rows));
                for (var i = 0; i < rows; i++)
                {
                    into.Energy += (weights.IsEmpty ? 1 : weights[i]) * tiles.Free[i];
                }

                scatter.Add(values, tiles.Tile, weights, tiles.Shares, model.Means);
            }

            scatter.Flush();
        }
    }
}

/// <summary>Energies, shares and free energies of one tile of rows after the other, in memory that each tile uses again.</summary>
internal readonly ref struct ResponsibilityTiles<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IComponents model;
    private readonly double temperature;
    private readonly Span<double> scratch;

    public ResponsibilityTiles(IComponents model, Temperature temperature, Workspace workspace)
    {
        this.model = model;
        this.temperature = temperature.Value;
        Width = RowTile.Width(model.Dimension, model.Count);
        scratch = workspace.Take<double>(model.ScratchLength(Width));
        Tile = workspace.Take<double>(model.Dimension * Width);
        Shares = workspace.Take<double>(model.CountWithNoise * Width);
        Free = workspace.Take<double>(Width);
    }

    /// <summary>Rows in a tile.</summary>
    public int Width { get; }

    /// <summary>d x Width values; behind the last row it is repeated.</summary>
    public Span<double> Tile { get; }

    /// <summary>K x Width shares; where there is noise, its are the last.</summary>
    public Span<double> Shares { get; }

    /// <summary>Width free energies.</summary>
    public Span<double> Free { get; }

    /// <summary>The component with the largest share of a row; of equals the first.</summary>
    public int Label(int row)
    {
        var best = 0;
        for (var k = 1; k < model.CountWithNoise; k++)
        {
            best = Shares[(k * Width) + row] > Shares[(best * Width) + row] ? k : best;
        }

        return best;
    }

    /// <summary>Fills Shares and Free for at most Width rows.</summary>
    /// <param name="values">The rows.</param>
    /// <param name="known">The component that each comes from, -1 where it is not known; or nothing. A known row has its component's energy, and no share of another.</param>
    public void Compute(ReadOnlySpan<T> values, ReadOnlySpan<int> known = default)
    {
        RowTile.Turn(values, model.Dimension, Width, Tile);
        var normal = Shares[..(model.Count * Width)];
        model.Energies(Tile, Width, normal, scratch);
        Shares[normal.Length..].Fill(model.NoiseEnergy ?? 0);
        for (var i = 0; i < known.Length; i++)
        {
            for (var k = 0; known[i] >= 0 && k < model.CountWithNoise; k++)
            {
                Shares[(k * Width) + i] = k == known[i] ? Shares[(k * Width) + i] : double.PositiveInfinity;
            }
        }

        Softmin.Run(Shares, Width, temperature, Free);
    }
}
