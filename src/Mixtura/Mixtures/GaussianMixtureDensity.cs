using System.Collections.Immutable;
using System.Globalization;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// The density sum_k pi_k N(x; mu_k, Sigma_k) of a mixture in the units of its rows, apart from the fit it came from: with marginals over some features, and conditionals given others,
/// which are mixtures again (regression by a mixture: Z. Ghahramani and M. I. Jordan 1994). Immutable and safe to share.
/// </summary>
public sealed class GaussianMixtureDensity
{
    private const double LnTwoPi = 1.8378770664093454836;
    private readonly double[][] covariances;
    private readonly CholeskyFactor[] factors;

    internal GaussianMixtureDensity(ImmutableArray<double> weights, ImmutableArray<ImmutableArray<double>> means, double[][] covariances, ImmutableArray<string> features)
    {
        Weights = weights;
        Means = means;
        Features = features;
        this.covariances = covariances;
        try
        {
            factors = [.. covariances.Select((matrix, k) => new CholeskyFactor(matrix, Dimension, new double[Dimension], k))];
        }
        catch (SingularCovarianceException singular)
        {
            throw new MixturaException(
                string.Create(CultureInfo.InvariantCulture, $"Feature {features[singular.Feature]} is certain in component {singular.Component} once the others are known, so that there is no density."), singular);
        }
    }

    /// <summary>K weights above 0, with sum 1.</summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>K means of d values.</summary>
    public ImmutableArray<ImmutableArray<double>> Means { get; }

    /// <summary>d names.</summary>
    public ImmutableArray<string> Features { get; }

    /// <summary>The number of components K.</summary>
    public int Components => Weights.Length;

    /// <summary>The number of features d.</summary>
    public int Dimension => Features.Length;

    /// <summary>The covariance matrix of one component. O(d^2).</summary>
    /// <param name="component">0 .. K-1.</param>
    /// <returns>d x d, symmetric.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such component.</exception>
    public double[,] CovarianceOf(int component) => Square(covariances[Checked(component)]);

    /// <summary>ln p(x). O(K d^2).</summary>
    /// <param name="x">d values.</param>
    /// <returns>The log-density.</returns>
    /// <exception cref="ArgumentException">There are not d values, or one is not finite.</exception>
    public double LogDensity(ReadOnlySpan<double> x)
    {
        var logs = JointLogs(x);
        var largest = logs.Max();
        return largest + ElementaryFunctions.Log(logs.Sum(log => VectorMath.Exp<double, Simd1<double>>(log - largest)));
    }

    /// <summary>The posterior probabilities of the components at x. O(K d^2).</summary>
    /// <param name="x">d values.</param>
    /// <returns>K probabilities with sum 1.</returns>
    /// <exception cref="ArgumentException">There are not d values, or one is not finite.</exception>
    public double[] Responsibilities(ReadOnlySpan<double> x) => Shares(JointLogs(x));

    /// <summary>sqrt((x - mu_k)' Sigma_k^-1 (x - mu_k)): how many standard deviations x is from a component's mean (P. C. Mahalanobis 1936). O(d^2).</summary>
    /// <param name="component">0 .. K-1.</param>
    /// <param name="x">d values.</param>
    /// <returns>The distance, without unit.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such component.</exception>
    /// <exception cref="ArgumentException">There are not d values, or one is not finite.</exception>
    public double Mahalanobis(int component, ReadOnlySpan<double> x)
    {
        Check(x, Dimension);
        return Math.Sqrt(SquaredDistance(Checked(component), x));
    }

    /// <summary>The mean of the whole mixture, sum_k pi_k mu_k: of a conditional, the regression on what is given.</summary>
    /// <returns>d values.</returns>
    public double[] Mean() => [.. Enumerable.Range(0, Dimension).Select(j => Enumerable.Range(0, Components).Sum(k => Weights[k] * Means[k][j]))];

    /// <summary>The covariance of the whole mixture, sum_k pi_k (Sigma_k + (mu_k - mu)(mu_k - mu)'): of a conditional, how uncertain the regression is.</summary>
    /// <returns>d x d, symmetric.</returns>
    public double[,] Covariance()
    {
        var mean = Mean();
        var covariance = new double[Dimension, Dimension];
        for (var k = 0; k < Components; k++)
        {
            for (var i = 0; i < Dimension * Dimension; i++)
            {
                var (j, l) = (i / Dimension, i % Dimension);
                covariance[j, l] += Weights[k] * (covariances[k][i] + ((Means[k][j] - mean[j]) * (Means[k][l] - mean[l])));
            }
        }

        return covariance;
    }

    /// <summary>The density of some of the features, whatever the others are. O(K d^3).</summary>
    /// <param name="features">Which, in the order that they are to have; at least one, each once.</param>
    /// <returns>A mixture of as many components.</returns>
    /// <exception cref="ArgumentException">A feature is named twice, there is no such feature, or none is named.</exception>
    public GaussianMixtureDensity Marginal(params ReadOnlySpan<int> features)
    {
        var kept = Distinct(features);
        return new(Weights, [.. Means.Select(mean => kept.Select(j => mean[j]).ToImmutableArray())], [.. covariances.Select(matrix => ConditionalGaussian.Part(matrix, Dimension, kept, kept))], [.. kept.Select(j => Features[j])]);
    }

    /// <summary>
    /// The density of the other features once some are known: mu_a + Sigma_ab Sigma_bb^-1 (x_b - mu_b) and Sigma_aa - Sigma_ab Sigma_bb^-1 Sigma_ba in each component, whose weight is its
    /// posterior probability given these values. O(K d^3).
    /// </summary>
    /// <param name="features">Which are known; at least one and not all, each once.</param>
    /// <param name="values">A value for each.</param>
    /// <returns>A mixture of as many components over the features that are not known, in their order; components whose probability is less than 2^-104 are left out.</returns>
    /// <exception cref="ArgumentException">A feature is named twice, there is no such feature, none or all are named, or a value is missing or not finite.</exception>
    public GaussianMixtureDensity Conditional(ReadOnlySpan<int> features, ReadOnlySpan<double> values)
    {
        var known = Distinct(features);
        if (known.Length == Dimension)
        {
            throw new ArgumentException("All features are known, so that none is left.", nameof(features));
        }

        Check(values, known.Length);
        var given = values.ToArray();
        int[] left = [.. Enumerable.Range(0, Dimension).Except(known)];
        var shares = Marginal(known).Responsibilities(given);
        int[] likely = [.. Enumerable.Range(0, Components).Where(k => shares[k] > 0)];
        var parts = likely.Select(k => Given(k, known, given, left)).ToArray();
        return new([.. likely.Select(k => shares[k])], [.. parts.Select(part => part.Mean)], [.. parts.Select(part => part.Covariance)], [.. left.Select(j => Features[j])]);
    }

    private static double[,] Square(double[] matrix)
    {
        var d = (int)Math.Round(Math.Sqrt(matrix.Length));
        var square = new double[d, d];
        for (var i = 0; i < matrix.Length; i++)
        {
            square[i / d, i % d] = matrix[i];
        }

        return square;
    }

    private static void Check(ReadOnlySpan<double> values, int count)
    {
        if (values.Length != count)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {values.Length} values for {count} features."));
        }

        foreach (var value in values)
        {
            if (!double.IsFinite(value))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A value is finite, not {value}."));
            }
        }
    }

    private static double[] Shares(double[] logs)
    {
        var largest = logs.Max();
        double[] shares = [.. logs.Select(log => VectorMath.Exp<double, Simd1<double>>(log - largest))];
        var sum = shares.Sum();
        return [.. shares.Select(share => share / sum)];
    }

    private int Checked(int component)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(component);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(component, Components);
        return component;
    }

    private int[] Distinct(ReadOnlySpan<int> features)
    {
        var named = features.ToArray();
        var bad = Array.FindIndex(named, j => j < 0 || j >= Dimension);
        if (named.Length == 0 || bad >= 0 || named.Distinct().Count() < named.Length)
        {
            throw new ArgumentException(
                bad >= 0 ? string.Create(CultureInfo.InvariantCulture, $"There is no feature {named[bad]}: they are 0 to {Dimension - 1}.") : "Features are named once each, and at least one of them.", nameof(features));
        }

        return named;
    }

    private (ImmutableArray<double> Mean, double[] Covariance) Given(int k, int[] known, double[] values, int[] left)
    {
        var conditional = new ConditionalGaussian(covariances[k], Dimension, known, left);
        double[] mean = [.. left.Select(j => Means[k][j])];
        conditional.AddRegression([.. known.Select((j, i) => values[i] - Means[k][j])], mean);
        return ([.. mean], conditional.Residual);
    }

    private double SquaredDistance(int k, ReadOnlySpan<double> x)
    {
        double square = 0;
        for (var i = 0; i < x.Length; i++)
        {
            double step = 0;
            for (var l = 0; l <= i; l++)
            {
                step = Math.FusedMultiplyAdd(factors[k].Inverse[(i * x.Length) + l], x[l] - Means[k][l], step);
            }

            square = Math.FusedMultiplyAdd(step, step, square);
        }

        return square;
    }

    /// <summary>ln pi_k N(x; mu_k, Sigma_k).</summary>
    private double[] JointLogs(ReadOnlySpan<double> x)
    {
        Check(x, Dimension);
        var logs = new double[Components];
        for (var k = 0; k < logs.Length; k++)
        {
            logs[k] = ElementaryFunctions.Log(Weights[k]) - (0.5 * ((Dimension * LnTwoPi) + factors[k].LogDeterminant + SquaredDistance(k, x)));
        }

        return logs;
    }
}
