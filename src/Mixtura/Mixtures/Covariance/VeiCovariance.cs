namespace Mixtura;

/// <summary>
/// One shape along the axes and each component its own volume (VEI): lambda_k = trace(W_k A^-1) / (N_k d) and A in proportion to sum_k diag(W_k) / lambda_k, in turn
/// (Celeux and Govaert 1995). K x d.
/// </summary>
internal sealed class VeiCovariance : AxisAlignedCovariance
{
    public override int Parameters(int components, int dimension) => components + dimension - 1;

    public override double[] Minimize(Moments moments, double regularization, double[]? before) =>
        Scaled(Scatters.Diagonals(moments, regularization), moments, before?[..moments.Dimension]);

    /// <summary>K x d variances lambda_k a_j of one shape.</summary>
    /// <param name="scatters">K x d scatters along the directions of the components.</param>
    /// <param name="moments">The sums they are from.</param>
    /// <param name="shape">d numbers to begin from; null for those of all scatters together.</param>
    public static double[] Scaled(double[] scatters, Moments moments, double[]? shape)
    {
        var d = moments.Dimension;
        var a = shape ?? new double[d];
        var volumes = new double[moments.Components];
        if (shape is null)
        {
            Array.Fill(volumes, 1);
            Reshape(scatters, volumes, a);
        }

        AlternatingSteps.Run(volumes, () =>
        {
            // A given shape comes first, and then the volumes under it.
            if (volumes[0] > 0)
            {
                Reshape(scatters, volumes, a);
            }

            for (var k = 0; k < volumes.Length; k++)
            {
                double trace = 0;
                for (var j = 0; j < d; j++)
                {
                    trace += scatters[(k * d) + j] / a[j];
                }

                volumes[k] = trace / (moments.Weight[k] * d);
            }
        });

        return [.. volumes.SelectMany(volume => a.Select(x => volume * x))];
    }

    /// <summary>A in proportion to sum_k W_k / lambda_k, its determinant 1.</summary>
    private static void Reshape(double[] scatters, double[] volumes, double[] shape)
    {
        var d = shape.Length;
        Array.Clear(shape);
        for (var i = 0; i < scatters.Length; i++)
        {
            shape[i % d] += scatters[i] / volumes[i / d];
        }

        var mean = Scatters.GeometricMean(shape);
        if (mean == 0)
        {
            throw new SingularCovarianceException(0, Array.IndexOf(shape, shape.Min()), []);
        }

        for (var j = 0; j < d; j++)
        {
            shape[j] /= mean;
        }
    }
}
