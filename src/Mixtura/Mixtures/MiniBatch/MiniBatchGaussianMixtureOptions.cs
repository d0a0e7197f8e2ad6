namespace Mixtura;

/// <summary>How <see cref="MiniBatchGaussianMixture"/> fits; checked once, when a fit begins.</summary>
public sealed record MiniBatchGaussianMixtureOptions
{
    /// <summary>The number of components K, at least 1. Required.</summary>
    public required int Components { get; init; }

    /// <summary>What the covariance matrices may differ in. Default: full.</summary>
    public CovarianceStructure Covariance { get; init; } = CovarianceStructure.Full;

    /// <summary>How many rows a step sees, drawn at random; from n on it is all rows, in order. Default: 4096.</summary>
    public int BatchSize { get; init; } = 4096;

    /// <summary>How many rows a drawn start is made of, at least K. Default: ten batches, at most all rows.</summary>
    public int? StartRows { get; init; }

    /// <summary>Where each start begins: of a sample, a model or means. Default: the partition of a k-means fit.</summary>
    public MixtureStart Start { get; init; } = MixtureStart.KMeans;

    /// <summary>How many starts are run, the best on all rows kept. Default: 3, or 1 when the start is given.</summary>
    public int? Restarts { get; init; }

    /// <summary>Step t counts a batch (t + 2)^-Decay and the sums before it the rest; above 0.5, at most 1: large remembers longer. Default: 0.7.</summary>
    public double Decay { get; init; } = 0.7;

    /// <summary>The most passes from one start: n rows seen are a pass. Default: 10.</summary>
    public int MaxPasses { get; init; } = 10;

    /// <summary>Stop when this many steps in a row brought the smoothed likelihood of the batches no higher than before; null never stops so. Default: 20.</summary>
    public int? Patience { get; init; } = 20;

    /// <summary>What is added to the covariance diagonals. Default: relative, 1e-6 times the mean feature variance.</summary>
    public Regularization Regularization { get; init; } = Regularization.Relative(1e-6);

    /// <summary>How features are brought to one scale; costs a copy of the rows. Default: none.</summary>
    public Scaling Scaling { get; init; } = Scaling.None;

    /// <summary>The seed of all random choices. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many threads may work; never changes the result. Default: 0, all cores.</summary>
    public int Threads { get; init; }
}
