using Mixtura.Kernels;

namespace Mixtura;

/// <summary>The Cholesky factor L of one covariance matrix, its inverse and its determinant.</summary>
internal sealed class CholeskyFactor
{
    public CholeskyFactor(ReadOnlySpan<double> covariance, int dimension, ReadOnlySpan<double> floor, int component)
    {
        Lower = new double[dimension * dimension];
        var bad = Cholesky.Factor(covariance, dimension, floor, Lower);
        if (bad >= 0)
        {
            var isConstant = covariance[(bad * dimension) + bad] <= floor[bad];
            throw new SingularCovarianceException(component, bad, isConstant ? [] : Cholesky.Regressors(covariance, dimension, bad, Lower));
        }

        Inverse = new double[dimension * dimension];
        Cholesky.Invert(Lower, dimension, Inverse);
        LeastVariance = (double.PositiveInfinity, 0);
        for (var j = 0; j < dimension; j++)
        {
            var pivot = Lower[(j * dimension) + j];
            LogDeterminant += 2 * ElementaryFunctions.Log(pivot);
            if (pivot * pivot < LeastVariance.Variance)
            {
                LeastVariance = (pivot * pivot, j);
            }
        }
    }

    /// <summary>L, d x d.</summary>
    public double[] Lower { get; }

    /// <summary>L^-1, d x d.</summary>
    public double[] Inverse { get; }

    /// <summary>ln det L L'.</summary>
    public double LogDeterminant { get; }

    /// <summary>The least squared pivot and its feature.</summary>
    public (double Variance, int Feature) LeastVariance { get; }
}
