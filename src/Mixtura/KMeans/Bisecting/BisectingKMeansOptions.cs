namespace Mixtura;

/// <summary>Which cluster bisecting k-means splits next.</summary>
public enum BisectingSplit
{
    /// <summary>The one whose rows have the largest sum of weight x squared distance to their centroid: where a split can win most.</summary>
    LargestInertia,

    /// <summary>The one whose rows weigh most (are most, where rows have no weights): clusters come out alike in size.</summary>
    LargestSize,
}

/// <summary>How <see cref="BisectingKMeans"/> fits; checked once, when a fit begins.</summary>
public sealed record BisectingKMeansOptions
{
    /// <summary>The number of clusters K, at least 1. Required.</summary>
    public required int Clusters { get; init; }

    /// <summary>Which cluster is split next. Default: the one of the largest inertia.</summary>
    public BisectingSplit Split { get; init; } = BisectingSplit.LargestInertia;

    /// <summary>Where each start of a split begins; it must be drawn, not given. Default: greedy k-means++.</summary>
    public Seeding Seeding { get; init; } = Seeding.GreedyPlusPlus;

    /// <summary>How many starts each split is run from, the best kept. Default: 10.</summary>
    public int Restarts { get; init; } = 10;

    /// <summary>The most steps from one start of a split. Default: 300.</summary>
    public int MaxIterations { get; init; } = 300;

    /// <summary>When the 2-means of a split has settled, as in <see cref="KMeansOptions.Tolerance"/>. Default: 1e-4.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>
    /// Whether Lloyd's steps over all rows follow the last split: less inertia, for a few passes of O(n d K). Default: false.
    /// </summary>
    public bool Refine { get; init; }

    /// <summary>How rows are brought to one scale; costs a copy of the rows. Default: none.</summary>
    public Scaling Scaling { get; init; } = Scaling.None;

    /// <summary>The seed of all random choices. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many threads may work; never changes the result. Default: 0, all cores.</summary>
    public int Threads { get; init; }
}
