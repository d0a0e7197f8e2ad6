namespace Mixtura;

/// <summary>All components the same variances along the axes (EEI): diag(sum_k W_k) / N (Celeux and Govaert 1995). K x d.</summary>
internal sealed class EeiCovariance : AxisAlignedCovariance
{
    public override int Parameters(int components, int dimension) => dimension;

    public override double[] Minimize(Moments moments, double regularization, double[]? before)
    {
        var variances = Scatters.Diagonals(moments, regularization);
        var (d, total) = (moments.Dimension, moments.Weight.Sum());
        for (var j = 0; j < d; j++)
        {
            double sum = 0;
            for (var i = j; i < variances.Length; i += d)
            {
                sum += variances[i];
            }

            for (var i = j; i < variances.Length; i += d)
            {
                variances[i] = sum / total;
            }
        }

        return variances;
    }
}
