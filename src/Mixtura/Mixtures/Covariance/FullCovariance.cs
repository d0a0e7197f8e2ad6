namespace Mixtura;

/// <summary>Each component its own matrix (VVV): Sigma_k = W_k / N_k (Dempster, Laird and Rubin 1977). K x d x d.</summary>
internal sealed class FullCovariance : EllipsoidalCovariance
{
    public override int Parameters(int components, int dimension) => components * dimension * (dimension + 1) / 2;

    public override double[] Minimize(Moments moments, double regularization, double[]? before)
    {
        var covariances = Scatters.Matrices(moments, regularization);
        for (var k = 0; k < covariances.Length; k++)
        {
            Scatters.Scale(covariances[k], 1 / moments.Weight[k]);
        }

        return [.. covariances.SelectMany(matrix => matrix)];
    }
}
