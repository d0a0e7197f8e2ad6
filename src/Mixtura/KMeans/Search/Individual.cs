namespace Mixtura;

/// <summary>A local optimum that a search keeps.</summary>
/// <param name="Centroids">K x d.</param>
/// <param name="Inertia">What they cost.</param>
internal sealed record Individual(double[] Centroids, double Inertia)
{
    /// <summary>Inertias that differ by less than this share are of one optimum: the difference is rounding.</summary>
    private const double Rounding = 1e-10;

    public bool IsSameAs(Individual other) => !IsBetterThan(other) && !other.IsBetterThan(this);

    public bool IsBetterThan(Individual other) => Inertia < other.Inertia * (1 - Rounding);
}
