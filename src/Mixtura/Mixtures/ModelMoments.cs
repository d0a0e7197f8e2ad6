namespace Mixtura;

/// <summary>The moments about its own means of rows that a mixture is exactly right for: N_k = pi_k N, F = 0, S_k = N_k Sigma_k. What a model stands for beside new rows, or as a start.</summary>
internal static class ModelMoments
{
    /// <param name="weights">K weights pi_k.</param>
    /// <param name="covariance">An element of a component's covariance.</param>
    /// <param name="dimension">d.</param>
    /// <param name="kind">How much of the second moment is wanted.</param>
    /// <param name="total">N.</param>
    public static Moments Of(double[] weights, Func<int, int, int, double> covariance, int dimension, SecondMoment kind, double total)
    {
        var moments = new Moments(weights.Length, dimension, kind);
        for (var k = 0; k < weights.Length; k++)
        {
            var n = moments.Weight[k] = weights[k] * total;
            for (var j = 0; j < dimension; j++)
            {
                for (var l = kind == SecondMoment.Diagonal ? j : 0; l <= j; l++)
                {
                    var at = kind switch
                    {
                        SecondMoment.Diagonal => (k * dimension) + j,
                        SecondMoment.Full => (((k * dimension) + j) * moments.Stride) + l,
                        _ => (j * moments.Stride) + l,
                    };
                    moments.Second[at] += n * covariance(k, j, l);
                }
            }
        }

        return moments;
    }
}
