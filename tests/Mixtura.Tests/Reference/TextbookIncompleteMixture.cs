namespace Mixtura.Tests.Reference;

/// <summary>One EM step of a Gaussian mixture on rows with missing values (NaN), row by row as in the textbook (R. J. A. Little and D. B. Rubin, "Statistical analysis with missing data", 1987).</summary>
internal static class TextbookIncompleteMixture
{
    /// <summary>The log-likelihood of what is observed, and the parameters after the step; the covariances are those of the full structure.</summary>
    public static (double LogLikelihood, double[] Weights, double[][] Means, double[][,] Covariances) Step(double[][] rows, double[] weights, double[][] means, double[][,] covariances)
    {
        var (d, count) = (means[0].Length, weights.Length);
        double logLikelihood = 0;
        var (filled, left, shares) = (new double[rows.Length][][], new double[rows.Length][][,], new double[rows.Length][]);
        for (var i = 0; i < rows.Length; i++)
        {
            int[] o = [.. Enumerable.Range(0, d).Where(j => !double.IsNaN(rows[i][j]))];
            int[] m = [.. Enumerable.Range(0, d).Except(o)];
            double[] x = [.. o.Select(j => rows[i][j])];
            var joint = Enumerable.Range(0, count).Select(k => weights[k] * Math.Exp(TextbookDensity.LogNormal(x, [.. o.Select(j => means[k][j])], Part(covariances[k], o, o)))).ToArray();
            logLikelihood += Math.Log(joint.Sum());
            shares[i] = [.. joint.Select(p => p / joint.Sum())];
            (filled[i], left[i]) = (new double[count][], new double[count][,]);
            for (var k = 0; k < count; k++)
            {
                var regression = Product(Part(covariances[k], m, o), Inverse(Part(covariances[k], o, o)));
                var explained = Product(regression, Part(covariances[k], o, m));
                filled[i][k] = [.. rows[i]];
                left[i][k] = new double[d, d];
                for (var a = 0; a < m.Length; a++)
                {
                    filled[i][k][m[a]] = means[k][m[a]] + Enumerable.Range(0, o.Length).Sum(b => regression[a, b] * (x[b] - means[k][o[b]]));
                    for (var b = 0; b < m.Length; b++)
                    {
                        left[i][k][m[a], m[b]] = covariances[k][m[a], m[b]] - explained[a, b];
                    }
                }
            }
        }

        var (newWeights, newMeans, newCovariances) = Maximize(shares, filled, left, d);
        return (logLikelihood, newWeights, newMeans, newCovariances);
    }

    private static (double[] Weights, double[][] Means, double[][,] Covariances) Maximize(double[][] shares, double[][][] filled, double[][][,] left, int d)
    {
        var (n, count) = (shares.Length, shares[0].Length);
        var (weights, means, covariances) = (new double[count], new double[count][], new double[count][,]);
        for (var k = 0; k < count; k++)
        {
            var total = shares.Sum(r => r[k]);
            weights[k] = total / n;
            means[k] = [.. Enumerable.Range(0, d).Select(j => Enumerable.Range(0, n).Sum(i => shares[i][k] * filled[i][k][j]) / total)];
            covariances[k] = new double[d, d];
            for (var j = 0; j < d; j++)
            {
                for (var l = 0; l < d; l++)
                {
                    covariances[k][j, l] = Enumerable.Range(0, n).Sum(i => shares[i][k] * (((filled[i][k][j] - means[k][j]) * (filled[i][k][l] - means[k][l])) + left[i][k][j, l])) / total;
                }
            }
        }

        return (weights, means, covariances);
    }

    private static double[,] Part(double[,] matrix, int[] rows, int[] columns)
    {
        var part = new double[rows.Length, columns.Length];
        for (var a = 0; a < rows.Length; a++)
        {
            for (var b = 0; b < columns.Length; b++)
            {
                part[a, b] = matrix[rows[a], columns[b]];
            }
        }

        return part;
    }

    private static double[,] Product(double[,] a, double[,] b)
    {
        var product = new double[a.GetLength(0), b.GetLength(1)];
        for (var i = 0; i < product.GetLength(0); i++)
        {
            for (var j = 0; j < product.GetLength(1); j++)
            {
                product[i, j] = Enumerable.Range(0, a.GetLength(1)).Sum(l => a[i, l] * b[l, j]);
            }
        }

        return product;
    }

    /// <summary>By Gauss and Jordan.</summary>
    private static double[,] Inverse(double[,] matrix)
    {
        var d = matrix.GetLength(0);
        var (a, inverse) = ((double[,])matrix.Clone(), new double[d, d]);
        for (var j = 0; j < d; j++)
        {
            inverse[j, j] = 1;
        }

        for (var p = 0; p < d; p++)
        {
            var pivot = a[p, p];
            for (var j = 0; j < d; j++)
            {
                (a[p, j], inverse[p, j]) = (a[p, j] / pivot, inverse[p, j] / pivot);
            }

            for (var i = 0; i < d; i++)
            {
                var factor = i == p ? 0 : a[i, p];
                for (var j = 0; j < d; j++)
                {
                    (a[i, j], inverse[i, j]) = (a[i, j] - (factor * a[p, j]), inverse[i, j] - (factor * inverse[p, j]));
                }
            }
        }

        return inverse;
    }
}
