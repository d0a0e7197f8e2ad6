namespace Mixtura;

/// <summary>How <see cref="ComponentTest"/> goes about it; checked once, when it begins.</summary>
public sealed record ComponentTestOptions
{
    /// <summary>What the covariance matrices may differ in. Default: full.</summary>
    public CovarianceStructure Covariance { get; init; } = CovarianceStructure.Full;

    /// <summary>The most components that are tested for: the last test is of one less against these. At least 2. Default: 6.</summary>
    public int MaxComponents { get; init; } = 6;

    /// <summary>How many times the rows are drawn anew for each test, at least 1; p-values are multiples of 1 / (replicates + 1). Default: 199.</summary>
    public int Replicates { get; init; } = 199;

    /// <summary>A test whose p-value is above this ends the sequence; above 0 and below 1. Default: 0.05.</summary>
    public double Level { get; init; } = 0.05;

    /// <summary>How many starts each fit of several components has, on the rows and on each replicate alike. Default: 5.</summary>
    public int Restarts { get; init; } = 5;

    /// <summary>What is added to the covariance diagonals. Default: relative, 1e-6 times the mean feature variance.</summary>
    public Regularization Regularization { get; init; } = Regularization.Relative(1e-6);

    /// <summary>How features are brought to one scale in each fit. Default: none.</summary>
    public Scaling Scaling { get; init; } = Scaling.None;

    /// <summary>The most steps from one start. Default: 1000.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <summary>Stop when one step gains at most this in mean log-likelihood per row. Default: 1e-5.</summary>
    public double Tolerance { get; init; } = 1e-5;

    /// <summary>The seed of all random choices. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many threads may work; never changes the result. Default: 0, all cores.</summary>
    public int Threads { get; init; }

    /// <summary>All that can be seen without rows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    internal void Check()
    {
        FitBorder.Options(1, nameof(MaxComponents), Restarts, MaxIterations, Tolerance, Threads);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxComponents, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Replicates, 1);
        if (!(Level > 0 && Level < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Level), Level, "A level is above 0 and below 1.");
        }
    }

    /// <summary>A fit of so many components.</summary>
    internal GaussianMixtureOptions Mixture(int components, ulong seed, int threads) => new()
    {
        Components = components,
        Covariance = Covariance,
        Restarts = components == 1 ? 1 : Restarts,
        Regularization = Regularization,
        Scaling = Scaling,
        MaxIterations = MaxIterations,
        Tolerance = Tolerance,
        Seed = seed,
        Threads = threads,
    };
}
