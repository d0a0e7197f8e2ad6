using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// The E-step of a t mixture (D. Peel and G. J. McLachlan 2000): which component a row comes from, and how precise the normal distribution was that it was drawn from there. Tile by tile
/// energies, shares, weights, moments. O(n K d) or O(n K d^2).
/// </summary>
/// <param name="components">K.</param>
/// <param name="dimension">d.</param>
/// <param name="secondMoment">How much of the second moment is added up.</param>
/// <param name="temperature">At which shares are taken.</param>
internal sealed class StudentExpectation<T>(int components, int dimension, SecondMoment secondMoment, Temperature temperature) : IExpectation<StudentComponents, StudentMoments, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public StudentMoments NewStatistics() => new(components, dimension, secondMoment);

    public IBlockPass<StudentMoments, T> Under(StudentComponents model) => new BlockPass(model, temperature);

    private sealed class BlockPass(StudentComponents model, Temperature temperature) : IBlockPass<StudentMoments, T>
    {
        public void Add(RowBlock<T> block, StudentMoments into, Workspace workspace)
        {
            var tiles = new StudentTiles<T>(model, temperature, workspace);
            var weights = workspace.Take<double>(tiles.Width);
            var sums = workspace.Take<double>(2 * model.Count * WeighedShares.Lanes);
            sums.Clear();
            var scatter = new TileScatter<T>(into.Weighed, tiles.Width, workspace);
            for (var first = 0; first < block.Count; first += tiles.Width)
            {
                var rows = Math.Min(tiles.Width, block.Count - first);
                var values = block.Values.Slice(first * model.Dimension, rows * model.Dimension);
                Weights(block, first, rows, weights);
                tiles.Compute(values);
                for (var i = 0; i < rows; i++)
                {
                    into.Weighed.Energy += weights[i] * tiles.Free[i];
                }

                WeighedShares.Run(tiles.Shares, tiles.Width, weights, tiles.Logs, tiles.Factors, sums);
                scatter.Add(values, tiles.Tile, [], tiles.Shares, model.Means);
            }

            scatter.Flush();
            Flush(sums, into);
        }

        /// <summary>The weights of the rows of a tile, and 0 behind the last.</summary>
        private static void Weights(RowBlock<T> block, int first, int rows, Span<double> weights)
        {
            if (block.Weights.IsEmpty)
            {
                weights[..rows].Fill(1);
            }
            else
            {
                block.Weights.Slice(first, rows).CopyTo(weights);
            }

            weights[rows..].Clear();
        }

        /// <summary>Adds the lanes up, at the end of a block.</summary>
        private static void Flush(ReadOnlySpan<double> sums, StudentMoments into)
        {
            for (var i = 0; i < sums.Length; i++)
            {
                var k = i / (2 * WeighedShares.Lanes);
                var sum = i / WeighedShares.Lanes % 2 == 0 ? into.Shares : into.Logs;
                sum[k] += sums[i];
            }
        }
    }
}

/// <summary>Shares, free energies and weights of one tile of rows after the other, in memory that each tile uses again.</summary>
internal readonly ref struct StudentTiles<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly StudentComponents model;
    private readonly double temperature;
    private readonly Span<double> scratch;

    public StudentTiles(StudentComponents model, Temperature temperature, Workspace workspace)
    {
        this.model = model;
        this.temperature = temperature.Value;
        Width = RowTile.Width(model.Dimension, 3 * model.Count);
        scratch = workspace.Take<double>(model.ScratchLength(Width));
        Tile = workspace.Take<double>(model.Dimension * Width);
        Shares = workspace.Take<double>(model.Count * Width);
        Free = workspace.Take<double>(Width);
    }

    /// <summary>Rows in a tile.</summary>
    public int Width { get; }

    /// <summary>d x Width values; behind the last row it is repeated.</summary>
    public Span<double> Tile { get; }

    /// <summary>K x Width shares.</summary>
    public Span<double> Shares { get; }

    /// <summary>Width free energies.</summary>
    public Span<double> Free { get; }

    /// <summary>K x Width logarithms ln(1 + delta / nu).</summary>
    public Span<double> Logs => model.Logs(scratch, Width);

    /// <summary>K x Width weights (nu + d) / (nu + delta).</summary>
    public Span<double> Factors => model.Factors(scratch, Width);

    /// <summary>Fills all for at most Width rows.</summary>
    public void Compute(ReadOnlySpan<T> values)
    {
        RowTile.Turn(values, model.Dimension, Width, Tile);
        model.Energies(Tile, Width, Shares, scratch);
        Softmin.Run(Shares, Width, temperature, Free);
    }
}
