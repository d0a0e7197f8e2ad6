using Mixtura.Kernels;

namespace Mixtura;

/// <summary>K centroids of d values: the energy of a row is its squared distance, E_k(x) = |x - mu_k|^2. Immutable.</summary>
/// <param name="Means">K x d values, in the units that distances are measured in.</param>
/// <param name="Dimension">d.</param>
internal sealed record Centroids(double[] Means, int Dimension) : IComponents
{
    public int Count => Means.Length / Dimension;

    ReadOnlySpan<double> IComponents.Means => Means;

    SecondMoment IComponents.SecondMoment => SecondMoment.None;

    public ReadOnlySpan<double> this[int cluster] => Means.AsSpan(cluster * Dimension, Dimension);

    public int ScratchLength(int width) => 0;

    public void Energies(ReadOnlySpan<double> tile, int width, Span<double> energies, Span<double> scratch) =>
        SquaredDistances.Run(tile, Means, width, energies);
}
