namespace Mixtura;

/// <summary>Each component its own variances along the axes (VVI): diag(W_k) / N_k (Celeux and Govaert 1995). K x d.</summary>
internal sealed class DiagonalCovariance : AxisAlignedCovariance
{
    public override bool HasOwnShapes => true;

    public override int Parameters(int components, int dimension) => components * dimension;

    public override double[] Minimize(Moments moments, double regularization, double[]? before)
    {
        var variances = Scatters.Diagonals(moments, regularization);
        for (var i = 0; i < variances.Length; i++)
        {
            variances[i] /= moments.Weight[i / moments.Dimension];
        }

        return variances;
    }
}
