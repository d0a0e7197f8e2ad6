using Mixtura.Kernels;

namespace Mixtura;

/// <summary>K components with energies E_k(x); immutable. All that the dense E-step needs to know of a model.</summary>
internal interface IComponents
{
    /// <summary>K.</summary>
    int Count { get; }

    /// <summary>The energy of the noise, the same for every row; null where there is none.</summary>
    double? NoiseEnergy => null;

    /// <summary>K, or where there is noise one more, which is the last.</summary>
    int CountWithNoise => NoiseEnergy is null ? Count : Count + 1;

    /// <summary>d.</summary>
    int Dimension { get; }

    /// <summary>K x d: the points that moments are taken about.</summary>
    ReadOnlySpan<double> Means { get; }

    /// <summary>How much of the second moment the M-step needs.</summary>
    SecondMoment SecondMoment { get; }

    /// <summary>The energies of a tile of rows under every component.</summary>
    /// <param name="tile">d x width, feature-major.</param>
    /// <param name="width">Rows in the tile, a multiple of <see cref="RowTile.Granularity"/>.</param>
    /// <param name="energies">K x width.</param>
    /// <param name="scratch">ScratchLength(width) numbers.</param>
    void Energies(ReadOnlySpan<double> tile, int width, Span<double> energies, Span<double> scratch);

    /// <summary>How many numbers <see cref="Energies"/> needs to work in.</summary>
    int ScratchLength(int width);
}
