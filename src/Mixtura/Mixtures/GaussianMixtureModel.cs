using System.Collections.Immutable;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>K weighted Gaussians, fitted by <see cref="GaussianMixture"/>: a density, and for each row how probable each component is. Immutable and safe to share.</summary>
public sealed partial class GaussianMixtureModel : MixtureModel
{
    /// <param name="fittedOn">The rows in short.</param>
    /// <param name="report">The fit's story.</param>
    /// <param name="scaled">The components where densities are taken.</param>
    /// <param name="equalWeights">Whether the weights are fixed at 1 / K.</param>
    /// <param name="isBayesian">Whether the parameters are expectations under a prior.</param>
    /// <param name="scaledLogLikelihood">Of the scaled rows.</param>
    /// <param name="certainty">sum_i w_i ln max_k r_ik.</param>
    /// <param name="sizes">Rows by most probable component.</param>
    /// <param name="standsFor">The weight of all rows that it stands for, where these are not only the fit's.</param>
    internal GaussianMixtureModel(
        FittedOn fittedOn, FitReport report, GaussianComponents scaled, bool equalWeights, bool isBayesian, double scaledLogLikelihood, double certainty, ImmutableArray<long> sizes, double? standsFor = null)
        : base(fittedOn, report, scaled, scaled, equalWeights, scaledLogLikelihood, certainty, sizes)
    {
        Scaled = scaled;
        IsBayesian = isBayesian;
        StandsFor = standsFor ?? fittedOn.Weight;
    }

    /// <summary>The number of factors q, where each full covariance is made of q directions and noise; null where it is not.</summary>
    public int? Factors => (Scaled.Family as FactorCovariance)?.Factors;

    /// <summary>Whether the parameters are expectations under a <see cref="MixturePrior"/>, and not the most likely ones.</summary>
    public bool IsBayesian { get; }

    /// <summary>
    /// The lower bound of the evidence that a Bayesian fit ended with, without terms that only the priors decide: larger is better among fits with the same prior. Null for others.
    /// </summary>
    public double? LowerBound => IsBayesian ? -Report.Trace[^1] - (FittedOn.Weight * LogScale) : null;

    /// <summary>The weight of all rows that the parameters stand for: the fit's, and after <see cref="Update"/> what was kept of those before.</summary>
    public double StandsFor { get; }

    /// <summary>Whether there is a uniform component beside the K normal ones (<see cref="UniformNoise"/>): it has number K in labels, sizes and responsibilities.</summary>
    public bool HasNoise => Scaled.Noise is not null;

    /// <summary>The weight of the noise; 0 where there is none.</summary>
    public double NoiseWeight => Scaled.Noise?.Weight ?? 0;

    /// <summary>ln of the volume V of the noise, whose density is 1 / V, V in the product of the features' units; null where there is none.</summary>
    public double? NoiseLogVolume => Scaled.Noise is { } noise ? noise.LogVolume + LogScale : null;

    /// <summary>Free parameters: K - 1 weights (none where they are kept equal), K d means, those of the covariance structure, and 2 of noise.</summary>
    public override int Parameters =>
        (HasNoise ? 2 : 0) + (EqualWeights ? 0 : Clusters - 1) + (Clusters * Dimension) + Scaled.Family.Parameters(Clusters, Dimension);

    /// <summary>The components where densities are taken.</summary>
    internal GaussianComponents Scaled { get; }

    /// <summary>The covariance matrix of one component, in the units of the fit's rows. O(d^2).</summary>
    /// <param name="component">0 .. K-1.</param>
    /// <returns>d x d, symmetric.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such component.</exception>
    public double[,] CovarianceOf(int component) => ScaleMatrixOf(component);

    /// <summary>The density by itself, with marginals and conditionals; where there is noise, that of the rows which are none. O(K d^3).</summary>
    /// <returns>The density in the units of the fit's rows.</returns>
    public GaussianMixtureDensity ToDensity() =>
        new(HasNoise ? [.. Weights.Select(weight => weight / (1 - NoiseWeight))] : Weights, Means, [.. Enumerable.Range(0, Clusters).Select(k => CovarianceOf(k).Cast<double>().ToArray())], [.. FittedOn.Features]);

    /// <summary>
    /// Draws rows from the mixture: a component by its weight, then mu_k + L_k z with z standard normal and L_k L_k' = Sigma_k, or for noise anywhere in its box. O(count d^2).
    /// </summary>
    /// <param name="count">How many rows.</param>
    /// <param name="seed">The seed; row i depends on it and on i alone.</param>
    /// <returns>count x d rows in the units of the fit's rows, and the component that each came from.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is less than 1.</exception>
    public override LabelledObservations Sample(int count, ulong seed = 0) => MixtureSample.Draw(this, count, seed);

    /// <summary>
    /// Takes in new rows of a stream by one step of stepwise EM: the sums of the new rows under the model are added to those that it stands for, and the parameters are the most likely ones for
    /// both (O. Cappe and E. Moulines, "On-line expectation-maximization algorithm for latent data models", 2009). The model itself stays as it is. O(n K d^2).
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d new rows in the units of the fit's rows; they are scaled as those were.</param>
    /// <param name="keep">How much of what the model stands for counts on, 0 to 1: 1 forgets nothing, so that every row ever seen counts alike; 0 takes the new rows alone.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>The moved model. Its likelihood, sizes and report are those of the new rows, before and after the step.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Keep is not from 0 to 1.</exception>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    /// <exception cref="MixturaException">A component is left without rows, or its covariance without an inverse.</exception>
    public GaussianMixtureModel Update<T>(Observations<T> rows, double keep = 1, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckedCount(rows);
        return keep is >= 0 and <= 1
            ? MixtureUpdate.Of(this, rows, keep, BlockParallel.Threads(threads))
            : throw new ArgumentOutOfRangeException(nameof(keep), keep, "What is kept is a share from 0 to 1.");
    }

    /// <summary>The k-means model at the limit of small equal variances and weights: the means as centroids. O(n d K).</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows: the fit's, or others whose inertia is of interest.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>Centroids with the inertia and sizes of these rows.</returns>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    public KMeansModel ToKMeans<T>(Observations<T> rows, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Bridge.ToKMeans(this, rows, threads);
}
