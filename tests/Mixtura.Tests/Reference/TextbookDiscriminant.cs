namespace Mixtura.Tests.Reference;

/// <summary>Linear and quadratic discriminant analysis as a textbook writes them: class means, one pooled covariance (over n) or one for each class, and Bayes' rule.</summary>
internal static class TextbookDiscriminant
{
    public static double[] Probabilities(double[][] rows, int[] labels, double[] x, bool isLinear)
    {
        var classes = labels.Max() + 1;
        var members = Enumerable.Range(0, classes).Select(g => rows.Where((_, i) => labels[i] == g).ToArray()).ToArray();
        var means = members.Select(Mean).ToArray();
        var own = members.Select((m, g) => Covariance(m, means[g])).ToArray();
        var d = x.Length;
        var pooled = new double[d, d];
        for (var i = 0; i < d * d; i++)
        {
            pooled[i / d, i % d] = Enumerable.Range(0, classes).Sum(g => own[g][i / d, i % d] * members[g].Length / rows.Length);
        }

        var logs = members.Select((m, g) => Math.Log((double)m.Length / rows.Length) + TextbookDensity.LogNormal(x, means[g], isLinear ? pooled : own[g])).ToArray();
        var largest = logs.Max();
        var sum = logs.Sum(log => Math.Exp(log - largest));
        return [.. logs.Select(log => Math.Exp(log - largest) / sum)];
    }

    private static double[] Mean(double[][] rows) => [.. Enumerable.Range(0, rows[0].Length).Select(j => rows.Average(r => r[j]))];

    private static double[,] Covariance(double[][] rows, double[] mean)
    {
        var covariance = new double[mean.Length, mean.Length];
        for (var j = 0; j < mean.Length; j++)
        {
            for (var l = 0; l < mean.Length; l++)
            {
                covariance[j, l] = rows.Average(r => (r[j] - mean[j]) * (r[l] - mean[l]));
            }
        }

        return covariance;
    }
}
