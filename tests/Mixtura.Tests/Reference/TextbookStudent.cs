namespace Mixtura.Tests.Reference;

/// <summary>
/// One step of EM for a mixture of t distributions with full scale matrices, as Liu, Rubin and Wu (1998) write it for one component: double loops over rows, the inverse by elimination,
/// ln Gamma by its product to 60 and Stirling's first terms, and nu by a scan of the likelihood of the gamma distribution.
/// </summary>
internal sealed record TextbookStudent(double[] Weights, double[][] Means, double[][,] Scales, double[] Degrees)
{
    public double LogDensity(double[] x) => Math.Log(Enumerable.Range(0, Weights.Length).Sum(k => Weights[k] * Math.Exp(LogT(x, k))));

    public double LogT(double[] x, int k)
    {
        var d = x.Length;
        var nu = Degrees[k];
        var normal = TextbookDensity.LogNormal(Means[k], Means[k], Scales[k]) + (0.5 * d * Math.Log(2 * Math.PI));
        return LogGamma((nu + d) / 2) - LogGamma(nu / 2) - (0.5 * d * Math.Log(nu * Math.PI)) + normal - (0.5 * (nu + d) * Math.Log(1 + (Distance(x, k) / nu)));
    }

    /// <summary>The squared Mahalanobis distance, from two normal densities.</summary>
    public double Distance(double[] x, int k) => 2 * (TextbookDensity.LogNormal(Means[k], Means[k], Scales[k]) - TextbookDensity.LogNormal(x, Means[k], Scales[k]));

    public TextbookStudent Step(double[][] rows, double[] weights, bool estimates)
    {
        var d = rows[0].Length;
        var (next, means, scales, degrees) = (new double[Weights.Length], new double[Weights.Length][], new double[Weights.Length][,], new double[Weights.Length]);
        for (var k = 0; k < Weights.Length; k++)
        {
            double n = 0, sum = 0, logs = 0;
            var mean = new double[d];
            var r = rows.Select(x => Weights[k] * Math.Exp(LogT(x, k) - LogDensity(x))).ToArray();
            var u = rows.Select(x => (Degrees[k] + d) / (Degrees[k] + Distance(x, k))).ToArray();
            for (var i = 0; i < rows.Length; i++)
            {
                n += weights[i] * r[i];
                sum += weights[i] * r[i] * u[i];

                // E ln tau = psi((nu + d) / 2) - ln((nu + delta) / 2).
                logs += weights[i] * r[i] * (Digamma((Degrees[k] + d) / 2) - Math.Log((Degrees[k] + Distance(rows[i], k)) / 2));
                for (var j = 0; j < d; j++)
                {
                    mean[j] += weights[i] * r[i] * u[i] * rows[i][j];
                }
            }

            mean = [.. mean.Select(m => m / sum)];
            var scale = new double[d, d];
            for (var i = 0; i < rows.Length; i++)
            {
                for (var j = 0; j < d * d; j++)
                {
                    scale[j / d, j % d] += weights[i] * r[i] * u[i] * (rows[i][j / d] - mean[j / d]) * (rows[i][j % d] - mean[j % d]) / sum;
                }
            }

            (next[k], means[k], scales[k]) = (n / weights.Sum(), mean, scale);
            degrees[k] = estimates ? Shape(Math.Log(sum / n) - (logs / n)) : Degrees[k];
        }

        return new(next, means, scales, degrees);
    }

    /// <summary>The root of ln(nu / 2) - psi(nu / 2) = spread in 1 .. 200 by a thousand halvings of nothing cleverer than an interval.</summary>
    private static double Shape(double spread)
    {
        var (low, high) = (1.0, 200.0);
        for (var i = 0; i < 1000; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Math.Log(middle / 2) - Digamma(middle / 2) > spread ? (middle, high) : (low, middle);
        }

        return low;
    }

    private static double LogGamma(double x)
    {
        double product = 0;
        for (; x < 60; x++)
        {
            product += Math.Log(x);
        }

        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + (1 / (12 * x)) - (1 / (360 * x * x * x)) + (1 / (1260 * Math.Pow(x, 5))) - product;
    }

    private static double Digamma(double x)
    {
        double sum = 0;
        for (; x < 60; x++)
        {
            sum += 1 / x;
        }

        return Math.Log(x) - (1 / (2 * x)) - (1 / (12 * x * x)) + (1 / (120 * Math.Pow(x, 4))) - (1 / (252 * Math.Pow(x, 6))) - sum;
    }
}
