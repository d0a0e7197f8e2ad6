namespace Mixtura;

/// <summary>How <see cref="MixtureBootstrap"/> refits; checked once, when it begins.</summary>
public sealed record BootstrapOptions
{
    /// <summary>How many times the mixture is fitted anew, at least 2. Default: 999.</summary>
    public int Replicates { get; init; } = 999;

    /// <summary>The share of replicates that lie in an interval, above 0 and below 1. Default: 0.95.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>What is added to the covariance diagonals: the same as in the model's own fit. Default: relative, 1e-6 times the mean feature variance.</summary>
    public Regularization Regularization { get; init; } = Regularization.Relative(1e-6);

    /// <summary>The most steps of a refit. Default: 1000.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <summary>
    /// Stop a refit when a step gains at most this in mean log-likelihood per row. Default: null, a thousandth in the log-likelihood of all rows, little beside the half that chance makes each
    /// parameter gain.
    /// </summary>
    public double? Tolerance { get; init; }

    /// <summary>The seed of all random choices; replicate r depends on it and on r alone. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many threads may work; never changes the result. Default: 0, all cores.</summary>
    public int Threads { get; init; }

    /// <summary>All that can be seen without a model.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    internal void Check()
    {
        FitBorder.Options(1, nameof(Replicates), 1, MaxIterations, Tolerance ?? 0, Threads);
        ArgumentOutOfRangeException.ThrowIfLessThan(Replicates, 2);
        if (!(Confidence > 0 && Confidence < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Confidence), Confidence, "A confidence is above 0 and below 1.");
        }
    }
}
