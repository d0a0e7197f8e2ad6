namespace Mixtura;

/// <summary>
/// The temperature T >= 0 of the free energy F_T = sum_i w_i softmin_T over k of E_k(x_i), softmin_T E = -T ln sum exp(-E / T):
/// 0 assigns each row to one component, above 0 every component has a share.
/// </summary>
/// <remarks>
/// For k-means the energy is a squared distance, so T has the unit of the data squared: T = 2 s^2 is the equal-weight
/// spherical mixture of variance s^2. For mixtures the energy is -ln(weight x density), so T has no unit: 1 is EM,
/// 0 is classification EM (Celeux and Govaert 1992), above 1 smooths (Ueda and Nakano 1998).
/// </remarks>
public readonly record struct Temperature
{
    /// <summary>A temperature.</summary>
    /// <param name="value">T, finite and not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public Temperature(double value)
    {
        if (!double.IsFinite(value) || value < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A temperature is finite and not negative.");
        }

        Value = value;
    }

    /// <summary>T.</summary>
    public double Value { get; }

    /// <summary>Hard assignment: k-means, classification EM. Exact.</summary>
    public static Temperature Zero => default;

    /// <summary>The temperature of EM. Exact.</summary>
    public static Temperature One => new(1);

    /// <summary>The temperature at which centroids equal a spherical mixture of that variance: T = 2 s^2.</summary>
    /// <param name="variance">s^2, in the data's unit squared.</param>
    /// <returns>T = 2 s^2.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public static Temperature OfVariance(double variance) => new(2 * variance);
}
