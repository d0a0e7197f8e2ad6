using System.Collections.Immutable;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>K weighted Gaussians, fitted by <see cref="GaussianMixture"/>: a density, and for each row how probable each component is. Immutable and safe to share.</summary>
public sealed partial class GaussianMixtureModel : ClusteringModel
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
        : base(fittedOn, report)
    {
        Scaled = scaled;
        EqualWeights = equalWeights;
        IsBayesian = isBayesian;
        ScaledLogLikelihood = scaledLogLikelihood;
        Certainty = certainty;
        Sizes = sizes;
        StandsFor = standsFor ?? fittedOn.Weight;
        Weights = [.. scaled.Weights];
        Means = [.. Enumerable.Range(0, scaled.Count).Select(k => fittedOn.Standardization.ToDataUnits(scaled.Mean(k)))];
    }

    /// <inheritdoc/>
    public override int Clusters => Weights.Length;

    /// <summary>What the covariances may differ in.</summary>
    public CovarianceStructure Covariance => Scaled.Structure;

    /// <summary>K weights pi_k above 0, with sum 1, or where there is noise 1 less its weight.</summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>K means of d values, in the units of the fit's rows.</summary>
    public ImmutableArray<ImmutableArray<double>> Means { get; }

    /// <summary>Whether the weights were kept at 1 / K.</summary>
    public bool EqualWeights { get; }

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

    /// <summary>The volume V of the noise, whose density is 1 / V, in the product of the features' units; null where there is none.</summary>
    public double? NoiseVolume => Scaled.Noise is { } noise ? VectorMath.Exp<double, Simd1<double>>(noise.LogVolume + LogScale) : null;

    /// <summary>K counts, and one more where there is noise: the fit's rows by most probable component.</summary>
    public ImmutableArray<long> Sizes { get; }

    /// <summary>sum_i w_i ln p(x_i) over the fit's rows, in their own units.</summary>
    public double LogLikelihood => ScaledLogLikelihood - (FittedOn.Weight * LogScale);

    /// <summary>The log-likelihood per row: a weighted mean where rows are weighted.</summary>
    public double MeanLogLikelihood => LogLikelihood / FittedOn.Weight;

    /// <summary>Free parameters: K - 1 weights (none where they are kept equal), K d means, those of the covariance structure, and 2 of noise.</summary>
    public int Parameters =>
        (HasNoise ? 2 : 0) + (EqualWeights ? 0 : Clusters - 1) + (Clusters * Dimension) + CovarianceFamily.Of(Covariance).Parameters(Clusters, Dimension);

    /// <summary>The Bayesian information criterion as mclust has it, 2 logL - parameters ln n: larger is better (Schwarz 1978). n is the sum of weights.</summary>
    public double Bic => (2 * LogLikelihood) - (Parameters * ElementaryFunctions.Log(FittedOn.Weight));

    /// <summary>Akaike's criterion in the same direction, 2 logL - 2 parameters: larger is better (Akaike 1974).</summary>
    public double Aic => (2 * LogLikelihood) - (2.0 * Parameters);

    /// <summary>
    /// The integrated completed likelihood, BIC + 2 sum_i w_i ln max_k r_ik: larger is better; doubt costs (Biernacki, Celeux and Govaert 2000).
    /// </summary>
    public double Icl => Bic + (2 * Certainty);

    /// <summary>The components where densities are taken.</summary>
    internal GaussianComponents Scaled { get; }

    internal double ScaledLogLikelihood { get; }

    internal double Certainty { get; }

    /// <summary>What a density loses for each row when its features go back to their own units.</summary>
    private double LogScale => FittedOn.Standardization.LogScale;

    /// <summary>The covariance matrix of one component, in the units of the fit's rows. O(d^2).</summary>
    /// <param name="component">0 .. K-1.</param>
    /// <returns>d x d, symmetric.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such component.</exception>
    public double[,] CovarianceOf(int component)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(component);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(component, Clusters);
        var matrix = new double[Dimension, Dimension];
        var scale = FittedOn.Standardization.Scale;
        for (var j = 0; j < Dimension; j++)
        {
            for (var l = 0; l < Dimension; l++)
            {
                matrix[j, l] = Scaled.Covariance(component, j, l) * (FittedOn.Standardization.IsIdentity ? 1 : scale[j] * scale[l]);
            }
        }

        return matrix;
    }

    /// <inheritdoc/>
    public override int[] Predict<T>(Observations<T> rows, int threads = 0)
    {
        var labels = new int[CheckedCount(rows)];
        OnTiles(Scaled, rows, Temperature.One, threads, (row, at, tiles) => labels[row] = tiles.Label(at));
        return labels;
    }

    /// <summary>The posterior probabilities of the components for one row: r_k = pi_k N(x; mu_k, Sigma_k) / p(x). The maybe.</summary>
    /// <param name="row">d values in the units of the fit's rows.</param>
    /// <returns>K probabilities with sum 1, the noise where there is some as one more; less than 2^-104 is 0.</returns>
    /// <exception cref="ArgumentException">The row has not d values.</exception>
    /// <exception cref="MixturaException">A value is not finite.</exception>
    public double[] Responsibilities(ReadOnlySpan<double> row) => [.. Responsibilities(OneRow(row), threads: 1).Cast<double>()];

    /// <summary>The posterior probabilities of the components for each row: r_ik = pi_k N(x_i; mu_k, Sigma_k) / p(x_i).</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows in the units of the fit's rows.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>n x K probabilities, the noise where there is some as one more column; each row with sum 1.</returns>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    public double[,] Responsibilities<T>(Observations<T> rows, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SharesOf(Scaled, rows, Temperature.One, threads);

    /// <summary>ln p(x) of one row, p in the units of the fit's rows.</summary>
    /// <param name="row">d values in the units of the fit's rows.</param>
    /// <returns>The log-density.</returns>
    /// <exception cref="ArgumentException">The row has not d values.</exception>
    /// <exception cref="MixturaException">A value is not finite.</exception>
    public double LogDensity(ReadOnlySpan<double> row) => LogDensities(OneRow(row), threads: 1)[0];

    /// <summary>ln p(x_i) of each row, p(x) = sum_k pi_k N(x; mu_k, Sigma_k) and the density of noise where there is some, in the units of the fit's rows.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows in the units of the fit's rows.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>n log-densities.</returns>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    public double[] LogDensities<T>(Observations<T> rows, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var densities = new double[CheckedCount(rows)];
        var logScale = LogScale;
        OnTiles(Scaled, rows, Temperature.One, threads, (row, at, tiles) => densities[row] = -tiles.Free[at] - logScale);
        return densities;
    }

    /// <summary>The largest posterior probability's distance from 1 for each row: 0 where there is no doubt, at most 1 - 1 / K.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows in the units of the fit's rows.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>n uncertainties, as mclust has them.</returns>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    public double[] Uncertainties<T>(Observations<T> rows, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var uncertainties = new double[CheckedCount(rows)];
        OnTiles(Scaled, rows, Temperature.One, threads, (row, at, tiles) => uncertainties[row] = 1 - tiles.Shares[(tiles.Label(at) * tiles.Width) + at]);
        return uncertainties;
    }

    /// <summary>The log-density that a share of some rows, by weight, lie at or below: rows of less density are the rarest of their kind, and may be called anomalies. O(n K d^2 + n ln n).</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows in the units of the fit's rows, as a rule the fit's own.</param>
    /// <param name="share">Above 0, at most 1: 0.01 for the rarest row in a hundred.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>The least log-density of a row such that this and all of less density have at least that share.</returns>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share is not above 0 and at most 1.</exception>
    public double LogDensityQuantile<T>(Observations<T> rows, double share, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!(share > 0 && share <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share is above 0 and at most 1.");
        }

        var densities = LogDensities(rows, threads);
        var order = Enumerable.Range(0, densities.Length).OrderBy(i => densities[i]).ToArray();
        var asked = share * order.Sum(i => rows.Weight(i));
        double passed = 0;
        foreach (var i in order)
        {
            passed += rows.Weight(i);
            if (passed >= asked)
            {
                return densities[i];
            }
        }

        return densities[order[^1]];
    }

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
    public LabelledObservations Sample(int count, ulong seed = 0) => MixtureSample.Draw(this, count, seed);

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
