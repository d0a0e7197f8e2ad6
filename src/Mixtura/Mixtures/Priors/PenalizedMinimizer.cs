using System.Globalization;

namespace Mixtura;

/// <summary>
/// The M-step under a conjugate prior (C. Fraley and A. E. Raftery 2007): mu_k = (N_k xbar_k + kappa m) / (N_k + kappa), pi_k in proportion to N_k + alpha - 1, and the covariances that the
/// structure makes of the counts N_k + c + 1 and the scatters W_k + Lambda + N_k kappa / (N_k + kappa) (xbar_k - m)(xbar_k - m)'. A prior is as good as some rows more, so that each
/// structure's own step serves.
/// </summary>
/// <param name="prior">The prior in numbers.</param>
/// <param name="equalWeights">Whether the weights stay 1 / K.</param>
/// <param name="plain">The step without a prior, for models from given means and for messages.</param>
internal sealed class PenalizedMinimizer(PriorTerms prior, bool equalWeights, GaussianMinimizer plain) : IMixtureMinimizer
{
    public CovarianceFamily Family => plain.Family;

    /// <summary>Minus the logarithm of the prior at a model.</summary>
    public double Penalty(GaussianComponents model) => prior.Penalty(model);

    public GaussianComponents Minimize(GaussianComponents model, Moments statistics) => Minimize(model.Means, statistics, model.Covariances);

    public GaussianComponents Minimize(ReadOnlySpan<double> about, Moments statistics) => Minimize(about, statistics, before: null);

    public GaussianComponents Uniform(double[] means, double variance, int dimension) => plain.Uniform(means, variance, dimension);

    private GaussianComponents Minimize(ReadOnlySpan<double> about, Moments statistics, double[]? before)
    {
        var (clusters, d) = (statistics.Components, statistics.Dimension);
        var needsRows = (!equalWeights && prior.WeightCount == 0) || prior.Shrinkage == 0;
        if (needsRows && Array.FindIndex(statistics.Weight, w => !(w > 0)) is >= 0 and var empty)
        {
            throw new DiscardedStartException(string.Create(CultureInfo.InvariantCulture, $"component {empty} lost all its rows; ask for fewer components."));
        }

        var total = statistics.Weight.Sum() + (clusters * prior.WeightCount);
        var weights = statistics.Weight.Select(w => equalWeights ? 1.0 / clusters : (w + prior.WeightCount) / total).ToArray();
        var (centers, means) = (about.ToArray(), new double[clusters * d]);
        for (var i = 0; i < means.Length; i++)
        {
            var n = statistics.Weight[i / d];
            centers[i] = n > 0 ? centers[i] + (statistics.First[i] / n) : prior.Mean[i % d];
            means[i] = ((n * centers[i]) + (prior.Shrinkage * prior.Mean[i % d])) / (n + prior.Shrinkage);
        }

        return plain.Model(weights, means, () => Family.Minimize(WithPrior(statistics, centers), regularization: 0, before), d);
    }

    /// <summary>The counts and scatters about their own centers, with what the prior adds.</summary>
    private Moments WithPrior(Moments statistics, double[] centers)
    {
        var (clusters, d) = (statistics.Components, statistics.Dimension);
        var sums = new Moments(clusters, d, statistics.Kind);
        for (var k = 0; k < clusters; k++)
        {
            var n = statistics.Weight[k];
            var pull = n * prior.Shrinkage / (n + prior.Shrinkage);
            sums.Weight[k] = n + prior.Count + prior.MeanCount;
            for (var j = 0; j < d; j++)
            {
                for (var l = statistics.Kind == SecondMoment.Diagonal ? j : 0; l <= j; l++)
                {
                    var between = prior.Shrinkage > 0 ? pull * (centers[(k * d) + j] - prior.Mean[j]) * (centers[(k * d) + l] - prior.Mean[l]) : 0;
                    var own = statistics.Kind != SecondMoment.Pooled ? statistics.Scatter(k, j, l) : k == 0 ? statistics.PooledScatter(j, l) : 0;
                    sums.Second[At(sums, k, j, l)] += (j == l ? Math.Max(0, own) : own) + prior.Scale[(j * d) + l] + between;
                }
            }
        }

        return sums;
    }

    private static int At(Moments sums, int k, int j, int l) => sums.Kind switch
    {
        SecondMoment.Diagonal => (k * sums.Dimension) + j,
        SecondMoment.Full => (((k * sums.Dimension) + j) * sums.Stride) + l,
        _ => (j * sums.Stride) + l,
    };
}

/// <summary>Passes whose energy is minus the logarithm of the posterior, which the steps of a <see cref="PenalizedMinimizer"/> raise.</summary>
internal sealed class PenalizedExecutor(IExecutor<GaussianComponents, Moments> passes, PenalizedMinimizer minimizer) : IExecutor<GaussianComponents, Moments>
{
    public Moments Pass(GaussianComponents model, CancellationToken cancellationToken)
    {
        var statistics = passes.Pass(model, cancellationToken);
        statistics.Energy += minimizer.Penalty(model);
        return statistics;
    }
}
