using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// What one Gaussian says of some features once others are known: a mean that is linear in them, mu_a + B (x_b - mu_b) with the regression B = Sigma_ab Sigma_bb^-1, and the covariance
/// that is left, Sigma_aa - B Sigma_ba (T. W. Anderson, "An introduction to multivariate statistical analysis", 1958, 2.5). O(b^3 + a b (a + b)).
/// </summary>
internal sealed class ConditionalGaussian
{
    /// <param name="covariance">d x d.</param>
    /// <param name="dimension">d.</param>
    /// <param name="known">The b features that are known.</param>
    /// <param name="left">The a features that are not.</param>
    /// <exception cref="SingularCovarianceException">The covariance of the known features has no inverse.</exception>
    public ConditionalGaussian(ReadOnlySpan<double> covariance, int dimension, int[] known, int[] left)
    {
        var (b, a) = (known.Length, left.Length);
        var inverse = new CholeskyFactor(Part(covariance, dimension, known, known), b, new double[b], component: 0).Inverse;
        var cross = Part(covariance, dimension, known, left);

        // L^-1 Sigma_ba: what is taken away from the covariance are sums of squares and products of it.
        var turned = new double[b * a];
        for (var i = 0; i < b; i++)
        {
            for (var l = 0; l <= i; l++)
            {
                Add(inverse[(i * b) + l], cross.AsSpan(l * a, a), turned.AsSpan(i * a, a));
            }
        }

        var regression = new double[b * a];
        Residual = Part(covariance, dimension, left, left);
        for (var i = 0; i < b; i++)
        {
            var row = turned.AsSpan(i * a, a);
            for (var l = 0; l <= i; l++)
            {
                Add(inverse[(i * b) + l], row, regression.AsSpan(l * a, a));
            }

            for (var j = 0; j < a; j++)
            {
                Add(-row[j], row, Residual.AsSpan(j * a, a));
            }
        }

        Regression = regression;
    }

    /// <summary>B': b x a, row i what known feature i adds to each of the others.</summary>
    public double[] Regression { get; }

    /// <summary>The covariance that is left, a x a.</summary>
    public double[] Residual { get; }

    /// <summary>The rows and columns of a d x d matrix that are named.</summary>
    public static double[] Part(ReadOnlySpan<double> matrix, int dimension, int[] rows, int[] columns)
    {
        var part = new double[rows.Length * columns.Length];
        for (var i = 0; i < part.Length; i++)
        {
            part[i] = matrix[(rows[i / columns.Length] * dimension) + columns[i % columns.Length]];
        }

        return part;
    }

    /// <summary>Adds B x to a values: x what the known features are beyond their means.</summary>
    public void AddRegression(ReadOnlySpan<double> x, Span<double> to)
    {
        for (var i = 0; i < x.Length; i++)
        {
            Add(x[i], Regression.AsSpan(i * to.Length, to.Length), to);
        }
    }

    private static void Add(double factor, ReadOnlySpan<double> from, Span<double> to)
    {
        for (var j = 0; j < to.Length; j++)
        {
            to[j] = Math.FusedMultiplyAdd(factor, from[j], to[j]);
        }
    }
}
