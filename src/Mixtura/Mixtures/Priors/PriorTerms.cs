using System.Globalization;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// A <see cref="ConjugatePrior"/> in numbers (Fraley and Raftery 2007): what it adds to the counts and scatters of components. Minus its logarithm is, but for a constant,
/// 1/2 sum_k [c ln |Sigma_k| + trace(Lambda Sigma_k^-1)], once where matrices are equal, + 1/2 sum_k [ln |Sigma_k| + kappa (mu_k - m)' Sigma_k^-1 (mu_k - m)] where kappa is above 0,
/// - (alpha - 1) sum_k ln pi_k.
/// </summary>
/// <param name="Shrinkage">kappa.</param>
/// <param name="Mean">m, d values.</param>
/// <param name="Count">c / K where matrices are equal, else c: nu + d + 1 of a matrix, nu + 2 of each of d variances, (nu + 2) / d of one variance in d features.</param>
/// <param name="Scale">Lambda in the same way, d x d.</param>
/// <param name="WeightCount">alpha - 1.</param>
internal sealed record PriorTerms(double Shrinkage, double[] Mean, double Count, double[] Scale, double WeightCount)
{
    /// <summary>What the prior on a mean adds to the count of its component.</summary>
    public double MeanCount => Shrinkage > 0 ? 1 : 0;

    /// <summary>The prior of given options, with what its defaults take from the rows. O(n d^2) where the scale is such a default, and full.</summary>
    /// <param name="rows">n x d scaled rows.</param>
    /// <param name="options">How.</param>
    /// <param name="standardization">How the rows were scaled.</param>
    /// <param name="summary">Of the rows.</param>
    /// <param name="regularization">What a row of the prior has on its diagonal beside its scale.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ArgumentException">A number of the prior is out of its range.</exception>
    public static PriorTerms Of<T>(
        Observations<T> rows, GaussianMixtureOptions options, Standardization standardization, FeatureSummary summary, double regularization, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var prior = options.MapPrior!;
        var d = rows.Dimension;
        Check(prior, options, d);
        var nu = prior.DegreesOfFreedom ?? d + 2;
        var isDiagonal = CovarianceFamily.Of(options.Covariance).SecondMoment == SecondMoment.Diagonal;
        var isSpherical = options.Covariance is CovarianceStructure.Spherical or CovarianceStructure.TiedSpherical;
        double[] scale = prior.Scale is { } given
            ? [.. given.Cast<double>().Select((s, i) => s / (standardization.Scale[i / d] * standardization.Scale[i % d]))]
            : Default(rows, summary, isDiagonal, options, cancellationToken);
        var count = isSpherical ? (nu + 2) / d : isDiagonal ? nu + 2 : nu + d + 1;
        var between = options.Covariance is CovarianceStructure.Tied or CovarianceStructure.TiedSpherical or CovarianceStructure.EEI ? 1.0 / options.Components : 1;
        var variance = Enumerable.Range(0, d).Sum(j => scale[j * (d + 1)]) / d;
        for (var i = 0; i < scale.Length; i++)
        {
            var isOnDiagonal = i % (d + 1) == 0;
            var own = isSpherical && isOnDiagonal ? variance / d : isDiagonal && !isOnDiagonal ? 0 : scale[i];
            scale[i] = between * (own + (isOnDiagonal ? count * regularization : 0));
        }

        double[] mean = prior.Mean is null ? summary.Mean : standardization.Scaled([[.. prior.Mean]]);
        return new(prior.Shrinkage, mean, between * count, scale, prior.WeightConcentration - 1);
    }

    /// <summary>Minus the logarithm of the prior of a model's parameters, without what only the prior decides. O(K d^3), or O(K d) without correlation.</summary>
    public double Penalty(GaussianComponents model)
    {
        var d = model.Dimension;
        var inverse = new double[d * d];
        double sum = 0;
        for (var k = 0; k < model.Count; k++)
        {
            Whiten(model, k, inverse);
            var determinant = (Count + MeanCount) * model.LogDeterminant(k);
            sum += 0.5 * (determinant + Distance(model.Mean(k), inverse) + Trace(inverse));
            sum -= WeightCount > 0 ? WeightCount * ElementaryFunctions.Log(model.Weights[k]) : 0;
        }

        return sum;
    }

    private static void Check(ConjugatePrior prior, GaussianMixtureOptions options, int d)
    {
        if (options.Noise is not null)
        {
            throw new ArgumentException("A conjugate prior holds components together where noise would take their rows: leave MapPrior or Noise out.");
        }

        if (options.Prior is not null)
        {
            throw new ArgumentException("Prior and MapPrior are two ways to say what is believed before rows are seen: leave one of them out.");
        }

        if (!(prior.Shrinkage >= 0 && double.IsFinite(prior.Shrinkage)) || !(prior.WeightConcentration >= 1 && double.IsFinite(prior.WeightConcentration))
            || (prior.DegreesOfFreedom is { } nu && !(nu > 0 && double.IsFinite(nu))))
        {
            throw new ArgumentException("A conjugate prior's shrinkage is not negative, its degrees of freedom are above 0 and its weight concentration is at least 1; all are finite.");
        }

        if (prior.Mean is { } mean && !(mean.Count == d && mean.All(double.IsFinite)))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The mean of a conjugate prior has {d} finite values, as the rows have features."));
        }

        if (prior.Scale is { } scale && !IsPositive(scale, d))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The scale of a conjugate prior is a symmetric, positive definite {d} x {d} matrix."));
        }
    }

    private static bool IsPositive(double[,] scale, int d) =>
        scale.GetLength(0) == d && scale.GetLength(1) == d
        && Enumerable.Range(0, d * d).All(i => double.IsFinite(scale[i / d, i % d]) && scale[i / d, i % d] == scale[i % d, i / d])
        && Cholesky.Factor([.. scale.Cast<double>()], d, new double[d], new double[d * d]) < 0;

    /// <summary>The covariance of the rows over K^(2/d), or the mean of its diagonal.</summary>
    private static double[] Default<T>(Observations<T> rows, FeatureSummary summary, bool isDiagonal, GaussianMixtureOptions options, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var d = rows.Dimension;
        var part = VectorMath.Exp<double, Simd1<double>>(-2 * ElementaryFunctions.Log(options.Components) / d);
        if (!isDiagonal)
        {
            return [.. RowCovariance.Of(rows, summary, options.Threads, cancellationToken).Select(c => c * part)];
        }

        var scale = new double[d * d];
        for (var j = 0; j < d; j++)
        {
            scale[j * (d + 1)] = part * summary.MeanVariance * (summary.Weight > 1 ? summary.Weight / (summary.Weight - 1) : 1);
        }

        return scale;
    }

    /// <summary>L^-1 with L L' = Sigma_k.</summary>
    private static void Whiten(GaussianComponents model, int k, double[] inverse)
    {
        var d = model.Dimension;
        if (model.SecondMoment == SecondMoment.Diagonal)
        {
            for (var j = 0; j < d; j++)
            {
                inverse[j * (d + 1)] = 1 / Math.Sqrt(model.Covariance(k, j, j));
            }

            return;
        }

        for (var i = 0; i < inverse.Length; i++)
        {
            inverse[i] = model.Covariance(k, i / d, i % d);
        }

        new CholeskyFactor(inverse, d, new double[d], k).Inverse.CopyTo(inverse, 0);
    }

    /// <summary>kappa |L^-1 (mu - m)|^2.</summary>
    private double Distance(ReadOnlySpan<double> mean, double[] inverse)
    {
        var d = Mean.Length;
        double sum = 0;
        for (var i = 0; Shrinkage > 0 && i < d; i++)
        {
            double along = 0;
            for (var j = 0; j <= i; j++)
            {
                along = Math.FusedMultiplyAdd(inverse[(i * d) + j], mean[j] - Mean[j], along);
            }

            sum = Math.FusedMultiplyAdd(along, along, sum);
        }

        return Shrinkage * sum;
    }

    /// <summary>trace(L^-1 Lambda L^-T).</summary>
    private double Trace(double[] inverse)
    {
        var d = Mean.Length;
        double trace = 0;
        for (var i = 0; i < d; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var factor = inverse[(i * d) + j];
                for (var l = 0; factor != 0 && l <= i; l++)
                {
                    trace = Math.FusedMultiplyAdd(factor * inverse[(i * d) + l], Scale[(j * d) + l], trace);
                }
            }
        }

        return trace;
    }
}
