namespace Mixtura.Tests.Reference;

/// <summary>The criteria of model-based merging by their definitions, of a whole partition, in the features as they are.</summary>
internal static class MergeCriteria
{
    /// <param name="rows">n x d.</param>
    /// <param name="weights">n weights; the mean weight of different rows is 1.</param>
    /// <param name="clusters">Which cluster each row is in; any numbers.</param>
    /// <param name="criterion">Which.</param>
    public static double Of(double[][] rows, double[] weights, int[] clusters, MergeCriterion criterion)
    {
        var d = rows[0].Length;
        var overall = Scatter(rows, weights, [.. rows.Select(_ => true)]).Scatter;
        var share = weights.Sum();
        var parts = clusters.Distinct().Select(c => Scatter(rows, weights, [.. clusters.Select(other => other == c)])).ToArray();
        double Trace(double[,] matrix) => Enumerable.Range(0, d).Sum(j => matrix[j, j]);
        double[,] Sum(double[,] scatter, double divisor)
        {
            var sum = new double[d, d];
            for (var i = 0; i < d * d; i++)
            {
                sum[i / d, i % d] = (scatter[i / d, i % d] + (overall[i / d, i % d] / share)) / divisor;
            }

            return sum;
        }

        switch (criterion)
        {
            case MergeCriterion.TiedSpherical:
                return parts.Sum(p => Trace(p.Scatter));
            case MergeCriterion.Spherical:
                return parts.Sum(p => p.Weight * d * Math.Log((Trace(p.Scatter) + (Trace(overall) / share)) / p.Weight));
            case MergeCriterion.Full:
                return parts.Sum(p => p.Weight * LogDeterminant(Sum(p.Scatter, p.Weight)));
            default:
                var pooled = new double[d, d];
                foreach (var (_, scatter) in parts)
                {
                    for (var i = 0; i < d * d; i++)
                    {
                        pooled[i / d, i % d] += scatter[i / d, i % d];
                    }
                }

                return LogDeterminant(Sum(pooled, 1));
        }
    }

    private static (double Weight, double[,] Scatter) Scatter(double[][] rows, double[] weights, bool[] isIn)
    {
        var (d, members) = (rows[0].Length, Enumerable.Range(0, rows.Length).Where(i => isIn[i]).ToArray());
        var weight = members.Sum(i => weights[i]);
        var mean = Enumerable.Range(0, d).Select(j => members.Sum(i => weights[i] * rows[i][j]) / weight).ToArray();
        var scatter = new double[d, d];
        foreach (var i in members)
        {
            for (var cell = 0; cell < d * d; cell++)
            {
                scatter[cell / d, cell % d] += weights[i] * (rows[i][cell / d] - mean[cell / d]) * (rows[i][cell % d] - mean[cell % d]);
            }
        }

        return (weight, scatter);
    }

    /// <summary>By elimination.</summary>
    private static double LogDeterminant(double[,] matrix)
    {
        var (d, sum) = (matrix.GetLength(0), 0.0);
        for (var p = 0; p < d; p++)
        {
            sum += Math.Log(matrix[p, p]);
            for (var i = p + 1; i < d; i++)
            {
                var factor = matrix[i, p] / matrix[p, p];
                for (var j = p; j < d; j++)
                {
                    matrix[i, j] -= factor * matrix[p, j];
                }
            }
        }

        return sum;
    }
}
