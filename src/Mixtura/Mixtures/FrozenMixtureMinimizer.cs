namespace Mixtura;

/// <summary>
/// An M-step that leaves some parameters where they are, to the bit: the covariances of held means are taken about these, and free weights share what held ones leave. The others are the most
/// likely ones given those, so that EM still climbs.
/// </summary>
/// <param name="plain">The M-step of what moves.</param>
/// <param name="frozen">What stays.</param>
internal sealed class FrozenMixtureMinimizer(GaussianMinimizer plain, FrozenParameters frozen) : IMixtureMinimizer
{
    public GaussianMinimizer Plain => plain;

    public CovarianceFamily Family => plain.Family;

    public GaussianComponents Minimize(ReadOnlySpan<double> about, Moments statistics) => plain.Minimize(about, statistics);

    public GaussianComponents Uniform(double[] means, double variance, int dimension) => plain.Uniform(means, variance, dimension);

    public GaussianComponents Minimize(GaussianComponents model, Moments statistics)
    {
        int[] held = [.. Enumerable.Range(0, model.Count).Where(frozen.Has)];
        foreach (var k in held)
        {
            Hold(model, statistics, k);
        }

        var next = plain.Minimize(model, statistics);
        var (weights, noise) = frozen.Weights ? Weights(model, next, held) : (next.Weights, next.Noise?.Weight ?? 0);
        return plain.Continued(weights, next.Means, frozen.Covariances ? Covariances(model, next, held) : next.Covariances, model.Dimension, noise);
    }

    /// <summary>Sums that leave a mean where it is; and a trace of rows for a component that stays as it is and has none.</summary>
    private void Hold(GaussianComponents model, Moments statistics, int k)
    {
        const double trace = 1e-100;
        if (!frozen.Means)
        {
            return;
        }

        Array.Clear(statistics.First, k * model.Dimension, model.Dimension);
        if (statistics.Weight[k] == 0 && frozen is { Weights: true, Covariances: true })
        {
            var own = ModelMoments.Of([1], (_, j, l) => model.Covariance(k, j, l), model.Dimension, statistics.Kind, trace);
            statistics.Weight[k] = trace;
            if (statistics.Kind != SecondMoment.Pooled)
            {
                own.Second.CopyTo(statistics.Second, k * own.Second.Length);
            }
        }
    }

    private static (double[] Weights, double Noise) Weights(GaussianComponents model, GaussianComponents next, int[] held)
    {
        var (weights, noise) = ((double[])next.Weights.Clone(), next.Noise?.Weight ?? 0);
        double left = 1, free = noise + weights.Sum();
        foreach (var k in held)
        {
            left -= model.Weights[k];
            free -= weights[k];
        }

        for (var k = 0; k < weights.Length; k++)
        {
            weights[k] = held.Contains(k) ? model.Weights[k] : weights[k] * (left / free);
        }

        return (weights, held.Length == weights.Length ? model.Noise?.Weight ?? 0 : noise * (left / free));
    }

    private static double[] Covariances(GaussianComponents model, GaussianComponents next, int[] held)
    {
        if (held.Length == model.Count)
        {
            return model.Covariances;
        }

        var covariances = (double[])next.Covariances.Clone();
        var length = covariances.Length / model.Count;
        foreach (var k in held)
        {
            model.Covariances.AsSpan(k * length, length).CopyTo(covariances.AsSpan(k * length));
        }

        return covariances;
    }
}
