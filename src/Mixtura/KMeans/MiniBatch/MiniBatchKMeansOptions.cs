namespace Mixtura;

/// <summary>How <see cref="MiniBatchKMeans"/> fits; checked once, when a fit begins.</summary>
public sealed record MiniBatchKMeansOptions
{
    /// <summary>The number of clusters K, at least 1. Required.</summary>
    public required int Clusters { get; init; }

    /// <summary>How many rows a step sees, drawn at random; from n on it is all rows, in order. Default: 1024.</summary>
    public int BatchSize { get; init; } = 1024;

    /// <summary>How many rows a drawn start is chosen from, at least K. Default: three batches, or 3 K where that is more; at most all rows.</summary>
    public int? SeedingRows { get; init; }

    /// <summary>Where each start begins. Default: greedy k-means++.</summary>
    public Seeding Seeding { get; init; } = Seeding.GreedyPlusPlus;

    /// <summary>How many starts are run, the best on all rows kept. Default: 3, or 1 when the seeding is given.</summary>
    public int? Restarts { get; init; }

    /// <summary>The most passes from one start: n rows seen, one after the other or not, are a pass. Default: 100.</summary>
    public int MaxPasses { get; init; } = 100;

    /// <summary>
    /// Stop when this many steps in a row brought the smoothed inertia of the batches no lower than before; null never stops so.
    /// Default: 10.
    /// </summary>
    public int? Patience { get; init; } = 10;

    /// <summary>
    /// Stop when the sum of the centroids' squared shifts in a step is at most this times the mean feature variance; 0 never stops so.
    /// Default: 0, as shifts fall with the number of steps whether or not the centroids are good.
    /// </summary>
    public double Tolerance { get; init; }

    /// <summary>
    /// A centroid that has seen less than this share of what the busiest has seen is starved and begins anew at a costly row; 0 lets
    /// it starve. Default: 0.01.
    /// </summary>
    public double ReassignmentRatio { get; init; } = 0.01;

    /// <summary>How rows are brought to one scale; costs a copy of the rows. Default: none.</summary>
    public Scaling Scaling { get; init; } = Scaling.None;

    /// <summary>The seed of all random choices. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many threads may work; never changes the result. Default: 0, all cores.</summary>
    public int Threads { get; init; }
}
