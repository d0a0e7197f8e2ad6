namespace Mixtura;

/// <summary>How <see cref="StudentMixture"/> fits; checked once, when a fit begins.</summary>
public sealed record StudentMixtureOptions
{
    /// <summary>The number of components K, at least 1. Required.</summary>
    public required int Components { get; init; }

    /// <summary>How heavy the tails are. Default: each component's degrees of freedom are estimated.</summary>
    public Tails Tails { get; init; } = Tails.Estimated;

    /// <summary>What the scale matrices may differ in. Default: full.</summary>
    public CovarianceStructure Covariance { get; init; } = CovarianceStructure.Full;

    /// <summary>Where each start begins. Default: the partition of a k-means fit.</summary>
    public MixtureStart Start { get; init; } = MixtureStart.KMeans;

    /// <summary>How many starts are run, the best kept. Default: 10, or 1 when the start is given.</summary>
    public int? Restarts { get; init; }

    /// <summary>The most steps from one start. Default: 1000.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <summary>Stop when one step gains at most this in mean log-likelihood per row; 0 means until a step changes nothing. Default: 1e-5.</summary>
    public double Tolerance { get; init; } = 1e-5;

    /// <summary>What is added to the diagonals of the scale matrices. Default: relative, 1e-6 times the mean feature variance.</summary>
    public Regularization Regularization { get; init; } = Regularization.Relative(1e-6);

    /// <summary>The temperature, without unit: 1 is EM, 0 classification EM. Default: 1.</summary>
    public Temperature Temperature { get; init; } = Temperature.One;

    /// <summary>Whether the weights of the components stay equal, 1 / K. Default: they are estimated.</summary>
    public bool EqualWeights { get; init; }

    /// <summary>How features are brought to one scale; costs a copy of the rows. Default: none.</summary>
    public Scaling Scaling { get; init; } = Scaling.None;

    /// <summary>The seed of all random choices. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many threads may work; never changes the result. Default: 0, all cores.</summary>
    public int Threads { get; init; }

    /// <summary>The same of a Gaussian mixture, from which the first models come.</summary>
    internal GaussianMixtureOptions Gaussian() => new()
    {
        Components = Components, Covariance = Covariance, Start = Start is AutoStart ? MixtureStart.KMeans : Start, Restarts = Restarts, MaxIterations = MaxIterations, Tolerance = Tolerance, Regularization = Regularization,
        Temperature = Temperature, EqualWeights = EqualWeights, Scaling = Scaling, Seed = Seed, Threads = Threads,
    };
}
