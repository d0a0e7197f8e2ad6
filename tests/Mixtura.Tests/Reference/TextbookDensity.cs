namespace Mixtura.Tests.Reference;

/// <summary>The density of a mixture as a textbook writes it, by the inverse and the determinant from Gaussian elimination.</summary>
internal static class TextbookDensity
{
    public static double LogDensity(GaussianMixtureModel model, double[] x) =>
        Math.Log(Enumerable.Range(0, model.Clusters).Sum(k => model.Weights[k] * Math.Exp(LogNormal(x, [.. model.Means[k]], model.CovarianceOf(k)))));

    public static double LogNormal(double[] x, double[] mean, double[,] covariance)
    {
        var d = x.Length;
        var delta = x.Select((v, j) => v - mean[j]).ToArray();
        var (solution, logDeterminant) = Solve(covariance, delta);
        var mahalanobis = delta.Select((v, j) => v * solution[j]).Sum();
        return -0.5 * ((d * Math.Log(2 * Math.PI)) + logDeterminant + mahalanobis);
    }

    private static (double[] Solution, double LogDeterminant) Solve(double[,] matrix, double[] right)
    {
        var d = right.Length;
        var a = (double[,])matrix.Clone();
        var b = right.ToArray();
        double logDeterminant = 0;
        for (var j = 0; j < d; j++)
        {
            logDeterminant += Math.Log(a[j, j]);
            for (var i = j + 1; i < d; i++)
            {
                var factor = a[i, j] / a[j, j];
                for (var l = j; l < d; l++)
                {
                    a[i, l] -= factor * a[j, l];
                }

                b[i] -= factor * b[j];
            }
        }

        for (var i = d - 1; i >= 0; i--)
        {
            for (var l = i + 1; l < d; l++)
            {
                b[i] -= a[i, l] * b[l];
            }

            b[i] /= a[i, i];
        }

        return (b, logDeterminant);
    }
}
