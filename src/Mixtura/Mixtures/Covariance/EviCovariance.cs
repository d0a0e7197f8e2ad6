namespace Mixtura;

/// <summary>
/// One volume, and each component its own shape along the axes (EVI): A_k = diag(W_k) / |diag(W_k)|^(1/d), lambda = sum_k |diag(W_k)|^(1/d) / N (Celeux and Govaert 1995). K x d.
/// </summary>
internal sealed class EviCovariance : AxisAlignedCovariance
{
    public override bool HasOwnShapes => true;

    public override int Parameters(int components, int dimension) => 1 + (components * (dimension - 1));

    public override double[] Minimize(Moments moments, double regularization, double[]? before)
    {
        var variances = Scatters.Diagonals(moments, regularization);
        EqualVolume(variances, moments);
        return variances;
    }

    /// <summary>Scales K x d variances so that each component has the same volume, the most likely one.</summary>
    public static void EqualVolume(Span<double> variances, Moments moments)
    {
        var d = moments.Dimension;
        var means = new double[moments.Components];
        for (var k = 0; k < means.Length; k++)
        {
            var own = variances.Slice(k * d, d);
            means[k] = Scatters.GeometricMean(own);
            if (means[k] == 0)
            {
                var least = 0;
                for (var j = 1; j < d; j++)
                {
                    least = own[j] < own[least] ? j : least;
                }

                throw new SingularCovarianceException(k, least, []);
            }
        }

        var volume = means.Sum() / moments.Weight.Sum();
        for (var i = 0; i < variances.Length; i++)
        {
            variances[i] *= volume / means[i / d];
        }
    }
}
