using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// One shape, whatever its directions are, from eigenvalues omega_k of W_k = L_k diag(omega_k) L_k', the largest first, as the directions of a component are those of its scatter
/// (Celeux and Govaert 1995). K x d x d.
/// </summary>
internal abstract class SharedShapeCovariance : EllipsoidalCovariance
{
    public override double[] Minimize(Moments moments, double regularization, double[]? before)
    {
        var d = moments.Dimension;
        var eigen = Scatters.Matrices(moments, regularization).Select(matrix => SymmetricEigen.Of(matrix, d)).ToArray();
        var variances = Variances([.. eigen.SelectMany(e => e.Values.Select(omega => Math.Max(0, omega)))], moments, before);
        var covariances = new double[Length(moments.Components, d)];
        for (var k = 0; k < eigen.Length; k++)
        {
            Compose(eigen[k].Vectors, variances.AsSpan(k * d, d), covariances.AsSpan(k * d * d, d * d));
        }

        return covariances;
    }

    /// <summary>K x d variances along the components' directions, given the eigenvalues of their scatters.</summary>
    protected abstract double[] Variances(double[] eigenvalues, Moments moments, double[]? before);

    /// <summary>V diag(w) V'.</summary>
    private static void Compose(double[] vectors, ReadOnlySpan<double> values, Span<double> matrix)
    {
        var d = values.Length;
        for (var i = 0; i < d; i++)
        {
            for (var l = 0; l <= i; l++)
            {
                double sum = 0;
                for (var j = 0; j < d; j++)
                {
                    sum = Math.FusedMultiplyAdd(vectors[(i * d) + j] * vectors[(l * d) + j], values[j], sum);
                }

                matrix[(i * d) + l] = matrix[(l * d) + i] = sum;
            }
        }
    }
}

/// <summary>One volume and one shape, and each component its own directions (EEV): lambda A = sum_k omega_k / N (Celeux and Govaert 1995). K x d x d.</summary>
internal sealed class EevCovariance : SharedShapeCovariance
{
    public override int Parameters(int components, int dimension) => dimension + (components * dimension * (dimension - 1) / 2);

    protected override double[] Variances(double[] eigenvalues, Moments moments, double[]? before)
    {
        var (d, total) = (moments.Dimension, moments.Weight.Sum());
        var variances = new double[eigenvalues.Length];
        for (var i = 0; i < eigenvalues.Length; i++)
        {
            for (var l = i % d; l < eigenvalues.Length; l += d)
            {
                variances[l] += eigenvalues[i] / total;
            }
        }

        return variances;
    }
}

/// <summary>
/// One shape, and each component its own volume and directions (VEV): lambda_k = sum_j omega_kj / a_j / (N_k d) and A in proportion to sum_k omega_k / lambda_k, in turn
/// (Celeux and Govaert 1995). K x d x d.
/// </summary>
internal sealed class VevCovariance : SharedShapeCovariance
{
    public override int Parameters(int components, int dimension) => components + dimension - 1 + (components * dimension * (dimension - 1) / 2);

    protected override double[] Variances(double[] eigenvalues, Moments moments, double[]? before) =>
        VeiCovariance.Scaled(eigenvalues, moments, before is null ? null : SymmetricEigen.Of(before.AsSpan(0, moments.Dimension * moments.Dimension), moments.Dimension).Values);
}
