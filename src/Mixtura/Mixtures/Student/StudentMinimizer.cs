using System.Globalization;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// The M-step of a t mixture (D. Peel and G. J. McLachlan, "Robust mixture modelling using the t distribution", 2000) with a working parameter that EM without it wastes steps on, the mean
/// precision alpha of the rows (J. T. Kent, D. E. Tyler and Y. Vardi 1994; C. Liu, D. B. Rubin and Y. N. Wu, "Parameter expansion to accelerate EM", 1998): rows are drawn from normal
/// distributions with the covariances alpha Sigma_k / tau, tau from a gamma distribution with mean alpha. Means are weighted by r u, scatters are those of r u over alpha times sum r, and
/// nu is the shape of the gamma distribution, all of which together never lowers the likelihood. Where all components have one volume, alpha is common to them; else each has its own.
/// </summary>
/// <param name="structure">What the scale matrices may differ in.</param>
/// <param name="tails">Where the degrees of freedom come from.</param>
/// <param name="equalWeights">Whether the weights stay 1 / K.</param>
/// <param name="regularization">What is added to the diagonals.</param>
/// <param name="plain">The step of Gaussians, for its structure and its messages.</param>
internal sealed class StudentMinimizer(CovarianceStructure structure, Tails tails, bool equalWeights, double regularization, GaussianMinimizer plain) : IMinimizer<StudentComponents, StudentMoments>
{
    /// <summary>Whether each component has a volume of its own.</summary>
    private bool HasOwnVolumes => structure is CovarianceStructure.Full or CovarianceStructure.Diagonal or CovarianceStructure.Spherical
        or CovarianceStructure.VEI or CovarianceStructure.VEE or CovarianceStructure.VVE or CovarianceStructure.VEV;

    public StudentComponents Minimize(StudentComponents model, StudentMoments statistics)
    {
        var weighed = statistics.Weighed;
        if (Array.FindIndex(weighed.Weight, w => !(w > 0)) is >= 0 and var empty)
        {
            throw new DiscardedStartException(string.Create(CultureInfo.InvariantCulture, $"component {empty} lost all its rows; ask for fewer components."));
        }

        var total = statistics.Shares.Sum();
        var weights = statistics.Shares.Select(n => equalWeights ? 1.0 / model.Count : n / total).ToArray();
        var means = model.Means.ToArray();
        for (var i = 0; i < means.Length; i++)
        {
            means[i] += weighed.First[i] / weighed.Weight[i / model.Dimension];
        }

        var precisions = Precisions(model, statistics);
        var scatters = Scatters(statistics, precisions);
        var centers = plain.Model(weights, means, () => plain.Family.Minimize(scatters, regularization, model.Centers.Covariances), model.Dimension);
        return new(centers, Degrees(model, statistics, precisions));
    }

    /// <summary>K mean precisions alpha.</summary>
    private double[] Precisions(StudentComponents model, StudentMoments statistics)
    {
        if (HasOwnVolumes)
        {
            return [.. statistics.Weighed.Weight.Select((u, k) => u / statistics.Shares[k])];
        }

        double over = 0, under = 0;
        for (var k = 0; k < model.Count; k++)
        {
            over += model.Degrees[k] * statistics.Weighed.Weight[k];
            under += model.Degrees[k] * statistics.Shares[k];
        }

        return [.. Enumerable.Repeat(over / under, model.Count)];
    }

    /// <summary>The scatters of r u about the new means over alpha, with sum r as what they are to be divided by: what the step of Gaussians makes covariances of.</summary>
    private static Moments Scatters(StudentMoments statistics, double[] precisions)
    {
        var weighed = statistics.Weighed;
        var d = weighed.Dimension;
        var scatters = new Moments(weighed.Components, d, weighed.Kind);
        statistics.Shares.CopyTo(scatters.Weight, 0);
        for (var k = 0; k < (weighed.Kind == SecondMoment.Pooled ? 1 : weighed.Components); k++)
        {
            for (var j = 0; j < d; j++)
            {
                if (weighed.Kind == SecondMoment.Diagonal)
                {
                    scatters.Second[(k * d) + j] = weighed.Scatter(k, j, j) / precisions[k];
                    continue;
                }

                for (var l = 0; l <= j; l++)
                {
                    var scatter = weighed.Kind == SecondMoment.Pooled ? weighed.PooledScatter(j, l) : weighed.Scatter(k, j, l);
                    scatters.Second[(((k * d) + j) * weighed.Stride) + l] = scatter / precisions[k];
                }
            }
        }

        return scatters;
    }

    /// <summary>K degrees of freedom: the most likely shapes of gamma distributions with the mean alpha.</summary>
    private double[] Degrees(StudentComponents model, StudentMoments statistics, double[] precisions)
    {
        if (tails.Kind == TailKind.Fixed)
        {
            return model.Degrees;
        }

        // mean(tau) / alpha - 1 - mean(ln(tau / alpha)), never below 0.
        var spreads = new double[model.Count];
        for (var k = 0; k < spreads.Length; k++)
        {
            var n = statistics.Shares[k];
            var meanLog = model.LogPrecision(k) - (statistics.Logs[k] / n);
            spreads[k] = (statistics.Weighed.Weight[k] / (n * precisions[k])) - 1 - meanLog + ElementaryFunctions.Log(precisions[k]);
        }

        if (tails.Kind == TailKind.Estimated)
        {
            return [.. spreads.Select(DegreesEquation.Solve)];
        }

        double spread = 0;
        for (var k = 0; k < spreads.Length; k++)
        {
            spread += statistics.Shares[k] * spreads[k];
        }

        return [.. Enumerable.Repeat(DegreesEquation.Solve(spread / statistics.Shares.Sum()), model.Count)];
    }
}

/// <summary>
/// EM has settled when a step gains no more than tolerance x weight in log-likelihood; at tolerance 0 when a step changes nothing at all.
/// </summary>
internal sealed class StudentStop(double tolerance, double weight) : IStopRule<StudentComponents, StudentMoments>
{
    public bool Settled(StudentComponents previous, double previousEnergy, StudentComponents model, StudentMoments statistics) =>
        tolerance > 0 ? previousEnergy - statistics.Energy <= tolerance * weight : model.HasParametersOf(previous);
}
