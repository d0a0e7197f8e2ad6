namespace Mixtura;

/// <summary>What keeps covariance matrices from becoming singular: a number added to the diagonal of each, or shrinkage towards a round one.</summary>
public readonly record struct Regularization
{
    /// <summary>What is added beside shrinkage, a share of the mean feature variance.</summary>
    private const double BesideShrinkage = 1e-6;

    private Regularization(double value, bool isRelative)
    {
        if (!double.IsFinite(value) || value < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A regularization is finite and not negative.");
        }

        Value = value;
        IsRelative = isRelative;
    }

    /// <summary>What is added to the diagonals: in data^2, or as a share of the mean feature variance.</summary>
    public double Value { get; }

    /// <summary>Whether the amount is a share of the mean feature variance.</summary>
    public bool IsRelative { get; }

    /// <summary>Whether covariances are drawn towards a round one, as well.</summary>
    public bool IsShrinkage { get; private init; }

    /// <summary>How far, from 0, not at all, to 1, all the way; null where it is estimated or there is no shrinkage.</summary>
    public double? Intensity { get; private init; }

    /// <summary>Nothing is added: maximum likelihood.</summary>
    public static Regularization None => default;

    /// <summary>A fixed amount, in data^2 (scikit-learn's reg_covar).</summary>
    /// <param name="amount">Finite and not negative.</param>
    public static Regularization Absolute(double amount) => new(amount, false);

    /// <summary>A share of the mean feature variance: the same for data in metres and in millimetres.</summary>
    /// <param name="share">Finite and not negative.</param>
    public static Regularization Relative(double share) => new(share, true);

    /// <summary>
    /// Each step draws full, tied or diagonal covariances S towards a round one, (1 - rho) S + rho m I with m the mean variance of S (O. Ledoit and M. Wolf 2004), for many features and few
    /// rows. Such a step need not gain likelihood: the fit ends where the likelihood stays, which is near the maximum and not at it. 1e-6 times the mean feature variance is added, as well.
    /// </summary>
    /// <param name="intensity">rho, 0 to 1; without, it is estimated at each step for each component, for normal distributions (Y. Chen et al. 2010).</param>
    /// <returns>The regularization.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The intensity is not 0 to 1.</exception>
    public static Regularization Shrinkage(double? intensity = null) => intensity is null or (>= 0 and <= 1)
        ? new(BesideShrinkage, true) { IsShrinkage = true, Intensity = intensity }
        : throw new ArgumentOutOfRangeException(nameof(intensity), intensity, "An intensity of shrinkage is 0 to 1.");

    /// <summary>Whether the covariances of a structure can be drawn towards round ones.</summary>
    internal static bool CanShrink(CovarianceStructure structure) => structure is CovarianceStructure.Full or CovarianceStructure.Tied or CovarianceStructure.Diagonal;
}
