using System.Collections.Immutable;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// K weighted t distributions, fitted by <see cref="StudentMixture"/>: a density with heavy tails, for each row how probable each component is, and how much it counts. Immutable and safe
/// to share.
/// </summary>
public sealed class StudentMixtureModel : ClusteringModel
{
    /// <param name="fittedOn">The rows in short.</param>
    /// <param name="report">The fit's story.</param>
    /// <param name="scaled">The components where densities are taken.</param>
    /// <param name="tails">Where the degrees of freedom come from.</param>
    /// <param name="equalWeights">Whether the weights are fixed at 1 / K.</param>
    /// <param name="scaledLogLikelihood">Of the scaled rows.</param>
    /// <param name="certainty">sum_i w_i ln max_k r_ik.</param>
    /// <param name="sizes">Rows by most probable component.</param>
    internal StudentMixtureModel(
        FittedOn fittedOn, FitReport report, StudentComponents scaled, Tails tails, bool equalWeights, double scaledLogLikelihood, double certainty, ImmutableArray<long> sizes)
        : base(fittedOn, report)
    {
        Scaled = scaled;
        Tails = tails;
        EqualWeights = equalWeights;
        ScaledLogLikelihood = scaledLogLikelihood;
        Certainty = certainty;
        Sizes = sizes;
        Weights = [.. scaled.Centers.Weights];
        DegreesOfFreedom = [.. scaled.Degrees];
        Means = [.. Enumerable.Range(0, scaled.Count).Select(k => fittedOn.Standardization.ToDataUnits(scaled.Centers.Mean(k)))];
    }

    /// <inheritdoc/>
    public override int Clusters => Weights.Length;

    /// <summary>What the scale matrices may differ in.</summary>
    public CovarianceStructure Covariance => Scaled.Centers.Structure;

    /// <summary>Where the degrees of freedom come from.</summary>
    public Tails Tails { get; }

    /// <summary>K degrees of freedom nu_k: the fewer, the heavier the tails.</summary>
    public ImmutableArray<double> DegreesOfFreedom { get; }

    /// <summary>K weights pi_k above 0, with sum 1.</summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>K points mu_k of d values, in the units of the fit's rows: where components are symmetric about, and their means where nu_k is above 1.</summary>
    public ImmutableArray<ImmutableArray<double>> Means { get; }

    /// <summary>Whether the weights were kept at 1 / K.</summary>
    public bool EqualWeights { get; }

    /// <summary>K counts: the fit's rows by most probable component.</summary>
    public ImmutableArray<long> Sizes { get; }

    /// <summary>sum_i w_i ln p(x_i) over the fit's rows, in their own units.</summary>
    public double LogLikelihood => ScaledLogLikelihood - (FittedOn.Weight * LogScale);

    /// <summary>The log-likelihood per row: a weighted mean where rows are weighted.</summary>
    public double MeanLogLikelihood => LogLikelihood / FittedOn.Weight;

    /// <summary>Free parameters: K - 1 weights (none where they are kept equal), K d means, those of the structure, and the degrees of freedom that were estimated.</summary>
    public int Parameters =>
        (EqualWeights ? 0 : Clusters - 1) + (Clusters * Dimension) + CovarianceFamily.Of(Covariance).Parameters(Clusters, Dimension) + Tails.Parameters(Clusters);

    /// <summary>The Bayesian information criterion, 2 logL - parameters ln n: larger is better (Schwarz 1978), also beside that of a Gaussian mixture. n is the sum of weights.</summary>
    public double Bic => (2 * LogLikelihood) - (Parameters * ElementaryFunctions.Log(FittedOn.Weight));

    /// <summary>Akaike's criterion in the same direction, 2 logL - 2 parameters: larger is better (Akaike 1974).</summary>
    public double Aic => (2 * LogLikelihood) - (2.0 * Parameters);

    /// <summary>The integrated completed likelihood, BIC + 2 sum_i w_i ln max_k r_ik: larger is better; doubt costs (Biernacki, Celeux and Govaert 2000).</summary>
    public double Icl => Bic + (2 * Certainty);

    /// <summary>The components where densities are taken.</summary>
    internal StudentComponents Scaled { get; }

    internal double ScaledLogLikelihood { get; }

    internal double Certainty { get; }

    /// <summary>What a density loses for each row when its features go back to their own units.</summary>
    private double LogScale => FittedOn.Standardization.IsIdentity ? 0 : FittedOn.Standardization.Scale.Sum(ElementaryFunctions.Log);

    /// <summary>The scale matrix Sigma_k of one component, in the units of the fit's rows. O(d^2).</summary>
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
                matrix[j, l] = Scaled.Centers.Covariance(component, j, l) * (FittedOn.Standardization.IsIdentity ? 1 : scale[j] * scale[l]);
            }
        }

        return matrix;
    }

    /// <summary>The covariance matrix of one component, nu_k / (nu_k - 2) Sigma_k, in the units of the fit's rows. O(d^2).</summary>
    /// <param name="component">0 .. K-1.</param>
    /// <returns>d x d, symmetric; null where nu_k is at most 2, as there is none then.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such component.</exception>
    public double[,]? CovarianceOf(int component)
    {
        var matrix = ScaleMatrixOf(component);
        var nu = DegreesOfFreedom[component];
        if (nu <= 2)
        {
            return null;
        }

        for (var i = 0; i < matrix.Length; i++)
        {
            matrix[i / Dimension, i % Dimension] *= nu / (nu - 2);
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

    /// <summary>The posterior probabilities of the components for one row: r_k = pi_k t(x; mu_k, Sigma_k, nu_k) / p(x).</summary>
    /// <param name="row">d values in the units of the fit's rows.</param>
    /// <returns>K probabilities with sum 1; less than 2^-104 is 0.</returns>
    /// <exception cref="ArgumentException">The row has not d values.</exception>
    /// <exception cref="MixturaException">A value is not finite.</exception>
    public double[] Responsibilities(ReadOnlySpan<double> row) => [.. Responsibilities(OneRow(row), threads: 1).Cast<double>()];

    /// <summary>The posterior probabilities of the components for each row: r_ik = pi_k t(x_i; mu_k, Sigma_k, nu_k) / p(x_i).</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows in the units of the fit's rows.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>n x K probabilities, each row with sum 1.</returns>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    public double[,] Responsibilities<T>(Observations<T> rows, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SharesOf(Scaled, rows, Temperature.One, threads);

    /// <summary>ln p(x) of one row, p in the units of the fit's rows.</summary>
    /// <param name="row">d values in the units of the fit's rows.</param>
    /// <returns>The log-density.</returns>
    /// <exception cref="ArgumentException">The row has not d values.</exception>
    /// <exception cref="MixturaException">A value is not finite.</exception>
    public double LogDensity(ReadOnlySpan<double> row) => LogDensities(OneRow(row), threads: 1)[0];

    /// <summary>ln p(x_i) of each row, p(x) = sum_k pi_k t(x; mu_k, Sigma_k, nu_k), in the units of the fit's rows.</summary>
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

    /// <summary>The largest posterior probability's distance from 1 for each row: 0 where there is no doubt, at most 1 - 1 / K.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows in the units of the fit's rows.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>n uncertainties.</returns>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    public double[] Uncertainties<T>(Observations<T> rows, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var uncertainties = new double[CheckedCount(rows)];
        OnTiles(Scaled, rows, Temperature.One, threads, (row, at, tiles) => uncertainties[row] = 1 - tiles.Shares[(tiles.Label(at) * tiles.Width) + at]);
        return uncertainties;
    }

    /// <summary>
    /// How much each row counts in the means and scale matrices: sum_k r_ik u_ik, u = (nu_k + d) / (nu_k + delta_ik) with delta the squared Mahalanobis distance. About 1 for a row as far
    /// out as rows are on average, up to 1 + d / nu near a mean, and near 0 for an outlier. O(n K d^2) or O(n K d).
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows in the units of the fit's rows.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>n weights above 0.</returns>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    public double[] RowWeights<T>(Observations<T> rows, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var weights = new double[CheckedCount(rows)];
        OnScaledBlocks(rows, threads, (_, block, workspace) =>
        {
            var tiles = new StudentTiles<T>(Scaled, Temperature.One, workspace);
            for (var first = 0; first < block.Count; first += tiles.Width)
            {
                var count = Math.Min(tiles.Width, block.Count - first);
                tiles.Compute(block.Values.Slice(first * Dimension, count * Dimension));
                for (var i = 0; i < count; i++)
                {
                    for (var k = 0; k < Clusters; k++)
                    {
                        weights[block.First + first + i] += tiles.Shares[(k * tiles.Width) + i] * tiles.Factors[(k * tiles.Width) + i];
                    }
                }
            }
        });
        return weights;
    }

    /// <summary>Draws rows from the mixture: a component by its weight, then mu_k + L_k z / sqrt(g) with z standard normal, L_k L_k' = Sigma_k, and nu_k g chi-squared with nu_k degrees of freedom. O(count d^2).</summary>
    /// <param name="count">How many rows.</param>
    /// <param name="seed">The seed; row i depends on it and on i alone.</param>
    /// <returns>count x d rows in the units of the fit's rows, and the component that each came from.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is less than 1.</exception>
    public LabelledObservations Sample(int count, ulong seed = 0) => StudentSample.Draw(this, count, seed);
}
