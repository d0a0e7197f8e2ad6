using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Random weights of the rows' likelihoods: a row of weight 1 gets an exponential one, a row of weight w a gamma one of shape w, as w rows together would, and all are divided by their mean, so
/// that they have a Dirichlet distribution (M. A. Newton and A. E. Raftery 1994; D. B. Rubin, "The Bayesian bootstrap", 1981).
/// </summary>
internal static class LikelihoodWeights
{
    /// <summary>n weights with the sum of the rows' own.</summary>
    public static double[] Draw<T>(Observations<T> rows, RandomStream random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var weights = new double[rows.Count];
        double total = 0;
        double drawn = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            total += rows.Weight(i);
            drawn += weights[i] = Gamma(rows.Weight(i), random);
        }

        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] *= total / drawn;
        }

        return weights;
    }

    /// <summary>A gamma variable of a shape not below 0 and scale 1: a normal one, cubed and now and then rejected (G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables", 2000).</summary>
    public static double Gamma(double shape, RandomStream random)
    {
        if (shape is 0 or 1)
        {
            return shape is 0 ? 0 : -LogUniform(random);
        }

        if (shape < 1)
        {
            return Gamma(shape + 1, random) * VectorMath.Exp<double, Simd1<double>>(LogUniform(random) / shape);
        }

        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = random.NextNormal();
            var v = 1 + (c * x);
            if (v <= 0)
            {
                continue;
            }

            v *= v * v;
            if (LogUniform(random) < (0.5 * x * x) + d - (d * v) + (d * ElementaryFunctions.Log(v)))
            {
                return d * v;
            }
        }
    }

    /// <summary>ln U, U in (0, 1].</summary>
    private static double LogUniform(RandomStream random) => ElementaryFunctions.Log(1 - random.NextDouble());
}
