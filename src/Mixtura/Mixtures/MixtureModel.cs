using System.Collections.Immutable;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// What every fitted mixture is: K weighted densities about means, with matrices of some <see cref="CovarianceStructure"/>, that make up a density, and for each row how probable each component
/// is. Immutable and safe to share.
/// </summary>
public abstract class MixtureModel : ClusteringModel
{
    private readonly IComponents components;
    private readonly GaussianComponents centers;

    /// <param name="fittedOn">The rows in short.</param>
    /// <param name="report">The fit's story.</param>
    /// <param name="components">The components where densities are taken.</param>
    /// <param name="centers">Their weights, means and matrices.</param>
    /// <param name="equalWeights">Whether the weights are fixed at 1 / K.</param>
    /// <param name="scaledLogLikelihood">Of the scaled rows.</param>
    /// <param name="certainty">sum_i w_i ln max_k r_ik.</param>
    /// <param name="sizes">Rows by most probable component.</param>
    private protected MixtureModel(
        FittedOn fittedOn, FitReport report, IComponents components, GaussianComponents centers, bool equalWeights, double scaledLogLikelihood, double certainty, ImmutableArray<long> sizes)
        : base(fittedOn, report)
    {
        this.components = components;
        this.centers = centers;
        EqualWeights = equalWeights;
        ScaledLogLikelihood = scaledLogLikelihood;
        Certainty = certainty;
        Sizes = sizes;
        Weights = [.. centers.Weights];
        Means = [.. Enumerable.Range(0, centers.Count).Select(k => fittedOn.Standardization.ToDataUnits(centers.Mean(k)))];
    }

    /// <inheritdoc/>
    public override int Clusters => Weights.Length;

    /// <summary>What the covariances, or scale matrices, may differ in.</summary>
    public CovarianceStructure Covariance => centers.Structure;

    /// <summary>K weights pi_k above 0, with sum 1, or where there is noise 1 less its weight.</summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>K means of d values, in the units of the fit's rows; of t distributions the points that they are symmetric about, which are means where they have one.</summary>
    public ImmutableArray<ImmutableArray<double>> Means { get; }

    /// <summary>Whether the weights were kept at 1 / K.</summary>
    public bool EqualWeights { get; }

    /// <summary>K counts, and one more where there is noise: the fit's rows by most probable component.</summary>
    public ImmutableArray<long> Sizes { get; }

    /// <summary>sum_i w_i ln p(x_i) over the fit's rows, in their own units.</summary>
    public double LogLikelihood => ScaledLogLikelihood - (FittedOn.Weight * LogScale);

    /// <summary>The log-likelihood per row: a weighted mean where rows are weighted.</summary>
    public double MeanLogLikelihood => LogLikelihood / FittedOn.Weight;

    /// <summary>Free parameters: weights, means, those of the matrices, and what else there is.</summary>
    public abstract int Parameters { get; }

    /// <summary>The Bayesian information criterion as mclust has it, 2 logL - parameters ln n: larger is better (Schwarz 1978), among mixtures of any kind. n is the sum of weights.</summary>
    public double Bic => (2 * LogLikelihood) - (Parameters * ElementaryFunctions.Log(FittedOn.Weight));

    /// <summary>Akaike's criterion in the same direction, 2 logL - 2 parameters: larger is better (Akaike 1974).</summary>
    public double Aic => (2 * LogLikelihood) - (2.0 * Parameters);

    /// <summary>
    /// The integrated completed likelihood, BIC + 2 sum_i w_i ln max_k r_ik: larger is better; doubt costs (Biernacki, Celeux and Govaert 2000).
    /// </summary>
    public double Icl => Bic + (2 * Certainty);

    /// <summary>Draws rows from the mixture, each from a component by its weight. O(count d^2).</summary>
    /// <param name="count">How many rows.</param>
    /// <param name="seed">The seed; row i depends on it and on i alone.</param>
    /// <returns>count x d rows in the units of the fit's rows, and the component that each came from.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is less than 1.</exception>
    public abstract LabelledObservations Sample(int count, ulong seed = 0);

    internal double ScaledLogLikelihood { get; }

    internal double Certainty { get; }

    /// <summary>What a density loses for each row when its features go back to their own units.</summary>
    private protected double LogScale => FittedOn.Standardization.LogScale;

    /// <summary>The matrix Sigma_k of one component: the covariance of a Gaussian, the scale matrix of a t distribution, in the units of the fit's rows. O(d^2).</summary>
    /// <param name="component">0 .. K-1.</param>
    /// <returns>d x d, symmetric.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such component.</exception>
    public double[,] ScaleMatrixOf(int component)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(component);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(component, Clusters);
        var matrix = new double[Dimension, Dimension];
        var scale = FittedOn.Standardization.Scale;
        for (var j = 0; j < Dimension; j++)
        {
            for (var l = 0; l < Dimension; l++)
            {
                matrix[j, l] = centers.Covariance(component, j, l) * (FittedOn.Standardization.IsIdentity ? 1 : scale[j] * scale[l]);
            }
        }

        return matrix;
    }

    /// <inheritdoc/>
    public override int[] Predict<T>(Observations<T> rows, int threads = 0)
    {
        var labels = new int[CheckedCount(rows)];
        OnTiles(components, rows, Temperature.One, threads, (row, at, tiles) => labels[row] = tiles.Label(at));
        return labels;
    }

    /// <summary>The posterior probabilities of the components for one row: r_k = pi_k f_k(x) / p(x), f_k the density of component k. The maybe.</summary>
    /// <param name="row">d values in the units of the fit's rows.</param>
    /// <returns>K probabilities with sum 1, the noise where there is some as one more; less than 2^-104 is 0.</returns>
    /// <exception cref="ArgumentException">The row has not d values.</exception>
    /// <exception cref="MixturaException">A value is not finite.</exception>
    public double[] Responsibilities(ReadOnlySpan<double> row) => [.. Responsibilities(OneRow(row), threads: 1).Cast<double>()];

    /// <summary>The posterior probabilities of the components for each row: r_ik = pi_k f_k(x_i) / p(x_i).</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows in the units of the fit's rows.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>n x K probabilities, the noise where there is some as one more column; each row with sum 1.</returns>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    public double[,] Responsibilities<T>(Observations<T> rows, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SharesOf(components, rows, Temperature.One, threads);

    /// <summary>ln p(x) of one row, p in the units of the fit's rows.</summary>
    /// <param name="row">d values in the units of the fit's rows.</param>
    /// <returns>The log-density.</returns>
    /// <exception cref="ArgumentException">The row has not d values.</exception>
    /// <exception cref="MixturaException">A value is not finite.</exception>
    public double LogDensity(ReadOnlySpan<double> row) => LogDensities(OneRow(row), threads: 1)[0];

    /// <summary>ln p(x_i) of each row, p(x) = sum_k pi_k f_k(x) and the density of noise where there is some, in the units of the fit's rows.</summary>
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
        OnTiles(components, rows, Temperature.One, threads, (row, at, tiles) => densities[row] = -tiles.Free[at] - logScale);
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
        OnTiles(components, rows, Temperature.One, threads, (row, at, tiles) => uncertainties[row] = 1 - tiles.Shares[(tiles.Label(at) * tiles.Width) + at]);
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
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => WeightedQuantile.Of(LogDensities(rows, threads), rows, share);

    /// <summary>
    /// Each row's most probable component, the next, and the difference of their probabilities; and how typical it is of the first,
    /// ln pi_k f_k(x) = ln r_k + ln p(x). The noise where there is some is one component more.
    /// </summary>
    internal RowPlaces Places<T>(Observations<T> rows, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var places = new RowPlaces(new int[CheckedCount(rows)]);
        var logScale = LogScale;
        OnTiles(components, rows, Temperature.One, threads, (row, at, tiles) =>
        {
            var label = tiles.Label(at);
            var share = tiles.Shares[(label * tiles.Width) + at];
            var (next, second) = (-1, 0.0);
            for (var k = 0; k < components.CountWithNoise; k++)
            {
                var other = tiles.Shares[(k * tiles.Width) + at];
                (next, second) = k != label && (next < 0 || other > second) ? (k, other) : (next, second);
            }

            places.Labels[row] = label;
            places.Next[row] = next;
            places.Margins[row] = next < 0 ? 1 : share - second;
            places.Typicality[row] = ElementaryFunctions.Log(share) - tiles.Free[at] - logScale;
        });
        return places;
    }
}
