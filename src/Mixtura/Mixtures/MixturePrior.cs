namespace Mixtura;

/// <summary>
/// What is believed of a mixture before rows are seen, so that a fit finds the distribution of its parameters and no longer their most likely values, and components that no rows need
/// lose their weight (H. Attias 2000; C. M. Bishop, "Pattern recognition and machine learning", 2006, 10.2; D. M. Blei and M. I. Jordan 2006). Given the number of components as the
/// most there may be. Means and covariances have a normal-Wishart prior about the mean and covariance of the rows.
/// </summary>
public sealed record MixturePrior
{
    private MixturePrior(bool isProcess, double? concentration)
    {
        if (concentration is { } given && !(double.IsFinite(given) && given > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(concentration), concentration, "A concentration is finite and above 0.");
        }

        IsProcess = isProcess;
        Concentration = concentration;
    }

    /// <summary>Whether weights have a (truncated) Dirichlet process as their prior, and not a Dirichlet distribution.</summary>
    public bool IsProcess { get; }

    /// <summary>The concentration: small, few components keep weight; large, all do. Without, 1 / K.</summary>
    public double? Concentration { get; }

    /// <summary>How many rows the prior mean counts as. Above 0; default: 1.</summary>
    public double MeanPrecision { get; init; } = 1;

    /// <summary>How many rows the prior covariance counts as. Above d - 1; without, d.</summary>
    public double? DegreesOfFreedom { get; init; }

    /// <summary>Whether components stay in the model which less than one row is expected of. Default: they are dropped.</summary>
    public bool KeepsUnneeded { get; init; }

    /// <summary>Weights from a Dirichlet process, by sticks broken one after the other: the first components are the heaviest.</summary>
    /// <param name="concentration">Finite and above 0; without, 1 / K.</param>
    public static MixturePrior DirichletProcess(double? concentration = null) => new(isProcess: true, concentration);

    /// <summary>Weights from a symmetric Dirichlet distribution.</summary>
    /// <param name="concentration">Finite and above 0; without, 1 / K.</param>
    public static MixturePrior Dirichlet(double? concentration = null) => new(isProcess: false, concentration);
}
