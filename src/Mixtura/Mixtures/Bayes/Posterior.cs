using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// The variational posterior of a mixture's weights, means and precisions (C. M. Bishop 2006, 10.2): sticks or a Dirichlet distribution over weights, and for each component a
/// normal-Wishart distribution with the mean precision beta and nu degrees of freedom about the mean and covariance that the components hold. Immutable.
/// </summary>
/// <param name="Sticks">K pairs of numbers of Beta distributions, or K numbers of a Dirichlet distribution and zeros.</param>
/// <param name="IsProcess">Whether they are sticks.</param>
/// <param name="MeanPrecisions">K numbers beta.</param>
/// <param name="Degrees">K numbers nu.</param>
internal sealed record Posterior((double First, double Second)[] Sticks, bool IsProcess, double[] MeanPrecisions, double[] Degrees)
{
    /// <summary>K expected weights, with sum 1.</summary>
    public double[] Weights()
    {
        var weights = new double[Sticks.Length];
        double left = 1;
        for (var k = 0; k < weights.Length; k++)
        {
            weights[k] = IsProcess ? left * Sticks[k].First / (Sticks[k].First + Sticks[k].Second) : Sticks[k].First;
            left *= IsProcess ? Sticks[k].Second / (Sticks[k].First + Sticks[k].Second) : 1;
        }

        var sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    /// <summary>
    /// What takes the place of ln pi_k beside ln N(x; mu_k, Sigma_k): the expectation of ln pi_k and of what the logarithm of the normal density has less or more because its mean and
    /// precision are uncertain, (sum_j psi((nu_k + 1 - j) / 2) + d ln 2 - d ln nu_k - d / beta_k) / 2.
    /// </summary>
    public double[] LogWeights(int dimension)
    {
        var logs = new double[Sticks.Length];
        double passed = 0;
        var whole = IsProcess ? 0 : GammaFunctions.Digamma(Sticks.Sum(s => s.First));
        for (var k = 0; k < logs.Length; k++)
        {
            var both = IsProcess ? GammaFunctions.Digamma(Sticks[k].First + Sticks[k].Second) : whole;
            logs[k] = GammaFunctions.Digamma(Sticks[k].First) - both + passed;
            passed += IsProcess ? GammaFunctions.Digamma(Sticks[k].Second) - both : 0;
            var precision = dimension * (ElementaryFunctions.Log(2) - ElementaryFunctions.Log(Degrees[k]) - (1 / MeanPrecisions[k]));
            for (var j = 0; j < dimension; j++)
            {
                precision += GammaFunctions.Digamma((Degrees[k] - j) / 2);
            }

            logs[k] += precision / 2;
        }

        return logs;
    }

    /// <summary>
    /// The lower bound of the evidence at these parameters, less what the rows' shares add to it (their entropy) and without terms that only the priors decide, as scikit-learn has it.
    /// </summary>
    /// <param name="logDeterminants">K numbers ln |Sigma_k|.</param>
    /// <param name="dimension">d.</param>
    public double Bound(IEnumerable<double> logDeterminants, int dimension)
    {
        var d = dimension;
        var bound = 0.0;
        foreach (var (logDeterminant, k) in logDeterminants.Select((value, k) => (value, k)))
        {
            // ln |Lambda|^(1/2) of the scale matrix whose nu-fold is the expected precision.
            var half = -0.5 * (logDeterminant + (d * ElementaryFunctions.Log(Degrees[k])));
            bound += (Degrees[k] * half) + (Degrees[k] * d * 0.5 * ElementaryFunctions.Log(2));
            for (var j = 0; j < d; j++)
            {
                bound += GammaFunctions.LogGamma((Degrees[k] - j) / 2);
            }

            bound -= 0.5 * d * ElementaryFunctions.Log(MeanPrecisions[k]);
            var (first, second) = Sticks[k];
            bound += IsProcess
                ? GammaFunctions.LogGamma(first) + GammaFunctions.LogGamma(second) - GammaFunctions.LogGamma(first + second)
                : GammaFunctions.LogGamma(first);
        }

        return IsProcess ? bound : bound - GammaFunctions.LogGamma(Sticks.Sum(s => s.First));
    }
}
