using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>Adds up what the tiles of a block give to <see cref="Moments"/>: by <see cref="LaneSums"/> where they fit, by <see cref="SoftScatter{T}"/> otherwise.</summary>
internal readonly ref struct TileScatter<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Moments into;
    private readonly int width;
    private readonly bool isSmall;
    private readonly LaneSums lanes;
    private readonly SoftScatter<T>.Scratch scratch;

    /// <param name="into">Where sums go.</param>
    /// <param name="width">Rows in a tile.</param>
    /// <param name="workspace">Memory for the block.</param>
    public TileScatter(Moments into, int width, Workspace workspace)
    {
        this.into = into;
        this.width = width;
        isSmall = LaneSums.Fit(into.Components, into.Dimension);
        lanes = isSmall ? new LaneSums(into, workspace) : default;
        scratch = isSmall ? default : new SoftScatter<T>.Scratch(width, into, workspace);
    }

    /// <summary>Adds a tile.</summary>
    /// <param name="values">rows x d.</param>
    /// <param name="tile">The same rows turned, d x width.</param>
    /// <param name="weights">A weight for each row, or none.</param>
    /// <param name="shares">K x width; may be overwritten by shares times weights.</param>
    /// <param name="means">K x d.</param>
    public void Add(ReadOnlySpan<T> values, ReadOnlySpan<double> tile, ReadOnlySpan<double> weights, Span<double> shares, ReadOnlySpan<double> means)
    {
        if (isSmall)
        {
            var rows = values.Length / into.Dimension;
            Weigh(shares, weights, rows);
            var scatter = new LaneScatter(tile, width, rows, shares, means, into, lanes);
            SimdWidth.Run<double, LaneScatter>(ref scatter);
        }
        else
        {
            SoftScatter<T>.Run(values, weights, shares, width, means, into, scratch);
        }
    }

    /// <summary>Ends the block.</summary>
    public void Flush()
    {
        if (isSmall)
        {
            lanes.Flush();
        }
    }

    /// <summary>Makes the shares of the first rows their shares times their weights, and those behind them 0.</summary>
    private void Weigh(Span<double> shares, ReadOnlySpan<double> weights, int rows)
    {
        for (var k = 0; k < into.Components; k++)
        {
            var own = shares.Slice(k * width, width);
            for (var i = 0; i < weights.Length; i++)
            {
                own[i] *= weights[i];
            }

            own[rows..].Clear();
        }
    }
}
