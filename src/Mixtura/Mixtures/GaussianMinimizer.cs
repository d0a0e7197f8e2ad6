using System.Globalization;

namespace Mixtura;

/// <summary>
/// The M-step of a Gaussian mixture (Dempster, Laird and Rubin 1977): pi_k = N_k / N, mu_k' = mu_k + F_k / N_k, and the covariances that the
/// structure makes of the scatter about the new means.
/// </summary>
/// <param name="structure">What the covariances may differ in.</param>
/// <param name="equalWeights">Whether the weights stay 1 / K.</param>
/// <param name="regularization">What is added to the diagonals.</param>
/// <param name="floor">d variances that are no more than rounding.</param>
/// <param name="features">d names, for messages.</param>
/// <param name="weight">The sum of the rows' weights N.</param>
/// <param name="noise">The uniform component that a start begins with; null where there is none.</param>
internal sealed class GaussianMinimizer(
    CovarianceStructure structure, bool equalWeights, double regularization, double[] floor, IReadOnlyList<string> features, double weight, NoiseBox? noise = null)
    : IMixtureMinimizer
{
    public CovarianceStructure Structure => structure;

    public CovarianceFamily Family { get; } = CovarianceFamily.Of(structure);

    public GaussianComponents Minimize(GaussianComponents model, Moments statistics) => Minimize(model.Means, statistics, model);

    public GaussianComponents Minimize(ReadOnlySpan<double> about, Moments statistics) => Minimize(about, statistics, before: null);

    public GaussianComponents Uniform(double[] means, double variance, int dimension)
    {
        var clusters = means.Length / dimension;
        return Model([.. Enumerable.Repeat((1 - (noise?.Weight ?? 0)) / clusters, clusters)], means, () => Family.Uniform(variance, clusters, dimension), dimension, noise: noise);
    }

    /// <summary>A model of given parameters, with the noise at a given weight, to go on from.</summary>
    public GaussianComponents Continued(double[] weights, double[] means, double[] covariances, int dimension, double noiseWeight) =>
        Model(weights, means, () => covariances, dimension, noise: noise is null ? null : noise with { Weight = noiseWeight });

    private GaussianComponents Minimize(ReadOnlySpan<double> about, Moments statistics, GaussianComponents? before)
    {
        var clusters = statistics.Components;
        if (Array.FindIndex(statistics.Weight, w => !(w > 0)) is >= 0 and var empty)
        {
            throw new DiscardedStartException(string.Create(CultureInfo.InvariantCulture, $"component {empty} lost all its rows; ask for fewer components."));
        }

        var total = statistics.Weight.Sum();
        var nowNoise = Noise(total, isFirst: before is null);
        var left = 1 - (nowNoise?.Weight ?? 0);
        var weights = statistics.Weight.Select(w => left * (equalWeights ? 1.0 / clusters : w / total)).ToArray();
        var means = about.ToArray();
        for (var i = 0; i < means.Length; i++)
        {
            means[i] += statistics.First[i] / statistics.Weight[i / statistics.Dimension];
        }

        return Model(weights, means, () => Family.Minimize(statistics, regularization, before?.Covariances), statistics.Dimension, noise: nowNoise);
    }

    /// <summary>A model of given parameters, or why there is none.</summary>
    public GaussianComponents Model(double[] weights, double[] means, Func<double[]> covariances, int dimension, Posterior? posterior = null, NoiseBox? noise = null)
    {
        try
        {
            return new(structure, weights, means, covariances(), dimension, floor, posterior, noise);
        }
        catch (SingularCovarianceException singular)
        {
            throw new DiscardedStartException(Explain(singular));
        }
    }

    /// <summary>The noise has what the components leave; where a start leaves it nothing, it begins with its own weight.</summary>
    private NoiseBox? Noise(double total, bool isFirst)
    {
        const double rounding = 1e-12;
        var left = Math.Max(0, 1 - (total / weight));
        return noise is null || (isFirst && left <= rounding) ? noise : noise with { Weight = left };
    }

    private string Explain(SingularCovarianceException singular)
    {
        var feature = features[singular.Feature];
        var what = structure is CovarianceStructure.Spherical or CovarianceStructure.TiedSpherical
            ? "it has collapsed on a point"
            : singular.Regressors.Count == 0
                ? $"feature {feature} is constant in it"
                : $"feature {feature} is a linear combination of {string.Join(", ", singular.Regressors.Select(j => features[j]))} in it";
        return string.Create(CultureInfo.InvariantCulture, $"the covariance of component {singular.Component} is singular: {what}; leave features out, ask for fewer components, or regularize (--regularization).");
    }
}

/// <summary>
/// EM has settled when a step gains no more than tolerance x weight in log-likelihood; at tolerance 0 when a step changes nothing at all,
/// since gains fall below the rounding of their sum long before.
/// </summary>
internal sealed class MixtureStop(double tolerance, double weight) : IStopRule<GaussianComponents, Moments>
{
    public bool Settled(GaussianComponents previous, double previousEnergy, GaussianComponents model, Moments statistics) =>
        tolerance > 0 ? previousEnergy - statistics.Energy <= tolerance * weight : model.HasParametersOf(previous);
}
