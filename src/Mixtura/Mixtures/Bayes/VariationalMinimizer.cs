using System.Globalization;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// The M-step of variational inference (C. M. Bishop 2006, 10.58 to 10.63): of the sums N_k, xbar_k and W_k the posterior with beta_k = beta_0 + N_k, m_k = (beta_0 m_0 + N_k xbar_k) /
/// beta_k, nu_k = nu_0 + N_k and nu_k Sigma_k = Sigma_0 + W_k + N_k beta_0 / beta_k (xbar_k - m_0)(xbar_k - m_0)'. Under one matrix for all, its parts are averaged over the components;
/// with variances along the axes or one variance the diagonal or its mean is taken.
/// </summary>
/// <param name="structure">Full, tied, diagonal or spherical.</param>
/// <param name="prior">What is believed before.</param>
/// <param name="mean">m_0, d values.</param>
/// <param name="covariance">Sigma_0, d x d.</param>
/// <param name="regularization">What N_k times of is added to the diagonals of W_k.</param>
/// <param name="plain">The step without priors, for models from given means and for messages.</param>
internal sealed class VariationalMinimizer(CovarianceStructure structure, MixturePrior prior, double[] mean, double[] covariance, double regularization, GaussianMinimizer plain) : IMixtureMinimizer
{
    public CovarianceFamily Family => plain.Family;

    /// <summary>The step under a prior about the mean and the covariance of some rows (of n - 1). O(n d^2).</summary>
    /// <exception cref="ArgumentException">The prior or the structure is none that it can have.</exception>
    public static VariationalMinimizer About<T>(
        Observations<T> rows, GaussianMixtureOptions options, FeatureSummary summary, double regularization, GaussianMinimizer plain, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var d = rows.Dimension;
        var prior = options.Prior!;
        if (options.EqualWeights || options.Noise is not null || options.Temperature != Temperature.One)
        {
            throw new ArgumentException("With a prior, weights have a distribution, there is no noise and the temperature is 1.");
        }

        if (options.Covariance is not (CovarianceStructure.Full or CovarianceStructure.Tied or CovarianceStructure.Diagonal or CovarianceStructure.Spherical))
        {
            throw new ArgumentException($"With a prior, covariances are full, tied, diagonal or spherical, not {options.Covariance}.");
        }

        if (!(prior.MeanPrecision > 0 && double.IsFinite(prior.MeanPrecision)) || prior.DegreesOfFreedom is { } degrees && !(degrees > d - 1 && double.IsFinite(degrees)))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A prior's mean precision is above 0 and its degrees of freedom above {d - 1}, one less than there are features."));
        }

        var covariance = RowCovariance.Of(rows, summary, options.Threads, cancellationToken);
        return new(options.Covariance, prior, summary.Mean, covariance, regularization, plain);
    }

    public GaussianComponents Minimize(GaussianComponents model, Moments statistics) => Minimize(model.Means, statistics);

    public GaussianComponents Minimize(ReadOnlySpan<double> about, Moments statistics)
    {
        var (k, d) = (statistics.Components, statistics.Dimension);
        double[] precisions = [.. statistics.Weight.Select(n => prior.MeanPrecision + n)];
        var (centers, means) = (new double[k * d], new double[k * d]);
        for (var i = 0; i < centers.Length; i++)
        {
            var n = statistics.Weight[i / d];
            centers[i] = n > 0 ? about[i] + (statistics.First[i] / n) : mean[i % d];
            means[i] = ((prior.MeanPrecision * mean[i % d]) + (n * centers[i])) / precisions[i / d];
        }

        var posterior = new Posterior(Sticks(statistics.Weight), prior.IsProcess, precisions, Degrees(statistics.Weight, d));
        return plain.Model(posterior.Weights(), means, () => Covariances(statistics, centers, posterior), d, posterior);
    }

    public GaussianComponents Uniform(double[] means, double variance, int dimension) => plain.Uniform(means, variance, dimension);

    /// <summary>The lower bound of the evidence after a pass: of its shares and the parameters that its sums give.</summary>
    public double Bound(GaussianComponents model, Moments statistics)
    {
        var next = Minimize(model, statistics);
        return Entropy(model, statistics) + next.Posterior!.Bound(Enumerable.Range(0, next.Count).Select(next.LogDeterminant), next.Dimension);
    }

    /// <summary>
    /// -sum r ln r of the shares r of all rows: a row's ln sum_k exp(-E_k) is that less sum_k r_k E_k, and E_k is half a Mahalanobis distance, whose sum one of second moments about the
    /// means, and a constant.
    /// </summary>
    private static double Entropy(GaussianComponents model, Moments statistics)
    {
        var energy = 0.5 * Distances(model, statistics);
        for (var k = 0; k < model.Count; k++)
        {
            energy += statistics.Weight[k] * model.Constant(k);
        }

        return energy - statistics.Energy;
    }

    /// <summary>sum_k trace(Sigma_k^-1 S_k).</summary>
    private static double Distances(GaussianComponents model, Moments statistics)
    {
        var d = model.Dimension;
        double sum = 0;
        if (statistics.Kind == SecondMoment.Diagonal)
        {
            for (var i = 0; i < model.Means.Length; i++)
            {
                sum += statistics.Second[i] / model.Covariance(i / d, i % d, i % d);
            }

            return sum;
        }

        var matrix = new double[d * d];
        for (var k = 0; k < (statistics.Kind == SecondMoment.Pooled ? 1 : model.Count); k++)
        {
            for (var i = 0; i < matrix.Length; i++)
            {
                matrix[i] = model.Covariance(k, i / d, i % d);
            }

            var inverse = new CholeskyFactor(matrix, d, new double[d], k).Inverse;
            for (var i = 0; i < d; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    for (var l = 0; l <= i; l++)
                    {
                        sum = Math.FusedMultiplyAdd(inverse[(i * d) + j] * inverse[(i * d) + l], statistics.Second[(((k * d) + Math.Max(j, l)) * statistics.Stride) + Math.Min(j, l)], sum);
                    }
                }
            }
        }

        return sum;
    }

    private (double First, double Second)[] Sticks(double[] counts)
    {
        var concentration = prior.Concentration ?? (1.0 / counts.Length);
        var sticks = new (double First, double Second)[counts.Length];
        double behind = 0;
        for (var k = counts.Length - 1; k >= 0; k--)
        {
            sticks[k] = prior.IsProcess ? (1 + counts[k], concentration + behind) : (concentration + counts[k], 0);
            behind += counts[k];
        }

        return sticks;
    }

    private double[] Degrees(double[] counts, int d)
    {
        var before = prior.DegreesOfFreedom ?? d;
        var each = counts.Sum() / counts.Length;
        return [.. counts.Select(n => before + (structure == CovarianceStructure.Tied ? each : n))];
    }

    private double[] Covariances(Moments statistics, double[] centers, Posterior posterior) => structure switch
    {
        CovarianceStructure.Full => [.. Enumerable.Range(0, statistics.Components).SelectMany(k => Full(statistics, centers, posterior, k))],
        CovarianceStructure.Tied => Tied(statistics, centers, posterior),
        CovarianceStructure.Diagonal => Diagonals(statistics, centers, posterior),
        _ => [.. Diagonals(statistics, centers, posterior).Chunk(statistics.Dimension).Select(variances => variances.Average())],
    };

    private double[] Full(Moments statistics, double[] centers, Posterior posterior, int k)
    {
        var d = statistics.Dimension;
        var matrix = new double[d * d];
        var pull = Pull(statistics, posterior, k);
        for (var j = 0; j < d; j++)
        {
            for (var l = 0; l <= j; l++)
            {
                var between = pull * (centers[(k * d) + j] - mean[j]) * (centers[(k * d) + l] - mean[l]);
                var own = statistics.Scatter(k, j, l) + (j == l ? statistics.Weight[k] * regularization : 0);
                matrix[(j * d) + l] = matrix[(l * d) + j] = (covariance[(j * d) + l] + own + between) / posterior.Degrees[k];
            }
        }

        return matrix;
    }

    private double[] Tied(Moments statistics, double[] centers, Posterior posterior)
    {
        var (d, components) = (statistics.Dimension, statistics.Components);
        var matrix = new double[d * d];
        for (var j = 0; j < d; j++)
        {
            for (var l = 0; l <= j; l++)
            {
                var sum = statistics.PooledScatter(j, l) + (j == l ? statistics.Weight.Sum() * regularization : 0);
                for (var k = 0; k < components; k++)
                {
                    sum += Pull(statistics, posterior, k) * (centers[(k * d) + j] - mean[j]) * (centers[(k * d) + l] - mean[l]);
                }

                matrix[(j * d) + l] = matrix[(l * d) + j] = (covariance[(j * d) + l] + (sum / components)) / posterior.Degrees[0];
            }
        }

        return matrix;
    }

    private double[] Diagonals(Moments statistics, double[] centers, Posterior posterior)
    {
        var d = statistics.Dimension;
        var variances = new double[centers.Length];
        for (var i = 0; i < variances.Length; i++)
        {
            var (k, j) = (i / d, i % d);
            var step = centers[i] - mean[j];
            var own = Math.Max(0, statistics.Scatter(k, j, j)) + (statistics.Weight[k] * regularization);
            variances[i] = (covariance[j * (d + 1)] + own + (Pull(statistics, posterior, k) * step * step)) / posterior.Degrees[k];
        }

        return variances;
    }

    /// <summary>N_k beta_0 / beta_k.</summary>
    private double Pull(Moments statistics, Posterior posterior, int k) => statistics.Weight[k] * prior.MeanPrecision / posterior.MeanPrecisions[k];
}

/// <summary>Passes whose energy is minus the lower bound of the evidence, which the steps of variational inference raise.</summary>
internal sealed class BoundExecutor(IExecutor<GaussianComponents, Moments> passes, VariationalMinimizer minimizer) : IExecutor<GaussianComponents, Moments>
{
    public Moments Pass(GaussianComponents model, CancellationToken cancellationToken)
    {
        var statistics = passes.Pass(model, cancellationToken);
        statistics.Energy = -minimizer.Bound(model, statistics);
        return statistics;
    }
}
