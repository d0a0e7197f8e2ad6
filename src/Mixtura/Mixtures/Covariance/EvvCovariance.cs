namespace Mixtura;

/// <summary>
/// One volume, and each component its own shape and directions (EVV): C_k = W_k / |W_k|^(1/d), lambda = sum_k |W_k|^(1/d) / N (Celeux and Govaert 1995). K x d x d.
/// </summary>
internal sealed class EvvCovariance : EllipsoidalCovariance
{
    public override int Parameters(int components, int dimension) => 1 + (components * (dimension - 1)) + (components * dimension * (dimension - 1) / 2);

    public override double[] Minimize(Moments moments, double regularization, double[]? before)
    {
        var scatters = Scatters.Matrices(moments, regularization);
        double[] roots = [.. scatters.Select((matrix, k) => Scatters.RootDeterminant(matrix, moments.Dimension, k))];
        var volume = roots.Sum() / moments.Weight.Sum();
        for (var k = 0; k < scatters.Length; k++)
        {
            Scatters.Scale(scatters[k], volume / roots[k]);
        }

        return [.. scatters.SelectMany(matrix => matrix)];
    }
}
