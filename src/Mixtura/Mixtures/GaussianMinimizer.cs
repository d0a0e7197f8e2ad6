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
/// <param name="family">The structure's own part, where the structure alone does not say it.</param>
internal sealed class GaussianMinimizer(
    CovarianceStructure structure, bool equalWeights, double regularization, double[] floor, IReadOnlyList<string> features, CovarianceFamily? family = null)
    : IMixtureMinimizer
{
    public CovarianceFamily Family { get; } = family ?? CovarianceFamily.Of(structure);

    public GaussianComponents Minimize(GaussianComponents model, Moments statistics) => Minimize(model.Means, statistics, model.Covariances);

    public GaussianComponents Minimize(ReadOnlySpan<double> about, Moments statistics) => Minimize(about, statistics, before: null);

    public GaussianComponents Uniform(double[] means, double variance, int dimension)
    {
        var clusters = means.Length / dimension;
        return Model([.. Enumerable.Repeat(1.0 / clusters, clusters)], means, () => Family.Uniform(variance, clusters, dimension), dimension);
    }

    private GaussianComponents Minimize(ReadOnlySpan<double> about, Moments statistics, double[]? before)
    {
        var clusters = statistics.Components;
        if (Array.FindIndex(statistics.Weight, w => !(w > 0)) is >= 0 and var empty)
        {
            throw new DiscardedStartException(string.Create(CultureInfo.InvariantCulture, $"component {empty} lost all its rows; ask for fewer components."));
        }

        var total = statistics.Weight.Sum();
        var weights = statistics.Weight.Select(w => equalWeights ? 1.0 / clusters : w / total).ToArray();
        var means = about.ToArray();
        for (var i = 0; i < means.Length; i++)
        {
            means[i] += statistics.First[i] / statistics.Weight[i / statistics.Dimension];
        }

        return Model(weights, means, () => Family.Minimize(statistics, regularization, before), statistics.Dimension);
    }

    /// <summary>A model of given parameters, or why there is none.</summary>
    public GaussianComponents Model(double[] weights, double[] means, Func<double[]> covariances, int dimension, Posterior? posterior = null)
    {
        try
        {
            return new(structure, weights, means, covariances(), dimension, floor, posterior, Family);
        }
        catch (SingularCovarianceException singular)
        {
            throw new DiscardedStartException(Explain(singular));
        }
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
