namespace Mixtura;

/// <summary>How <see cref="BalancedKMeans"/> fits; checked once, when a fit begins.</summary>
public sealed record BalancedKMeansOptions
{
    /// <summary>The number of clusters K, at least 1. Required.</summary>
    public required int Clusters { get; init; }

    /// <summary>The least number of rows of a cluster, at least 1; K times it must not be more than n. Default: 1.</summary>
    public int MinSize { get; init; } = 1;

    /// <summary>The largest number of rows of a cluster; K times it must not be less than n. Default: null, no limit.</summary>
    public int? MaxSize { get; init; }

    /// <summary>Where each start begins. Default: greedy k-means++.</summary>
    public Seeding Seeding { get; init; } = Seeding.GreedyPlusPlus;

    /// <summary>How many starts are run, the best kept. Default: 10, or 1 when the seeding is given.</summary>
    public int? Restarts { get; init; }

    /// <summary>The most steps from one start. Default: 300.</summary>
    public int MaxIterations { get; init; } = 300;

    /// <summary>
    /// Stop when the sum of the centroids' squared shifts is at most this times the mean feature variance; 0 means until no row changes
    /// its cluster or the inertia stays. Default: 1e-4.
    /// </summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>How rows are brought to one scale; costs a copy of the rows. Default: none.</summary>
    public Scaling Scaling { get; init; } = Scaling.None;

    /// <summary>The seed of all random choices. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many threads may work; never changes the result. Default: 0, all cores.</summary>
    public int Threads { get; init; }
}
