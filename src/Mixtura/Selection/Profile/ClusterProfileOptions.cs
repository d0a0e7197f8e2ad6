namespace Mixtura.Selection;

/// <summary>What <see cref="ClusterProfiles"/> look at; checked once, when they begin.</summary>
public sealed record ClusterProfileOptions
{
    /// <summary>How many bootstrap resamples tell the stability; 0 for none, as each is a fit. Default: 50.</summary>
    public int Resamples { get; init; } = 50;

    /// <summary>How many typical and how many doubtful rows are named of each cluster, at least 0. Default: 3.</summary>
    public int NamedRows { get; init; } = 3;

    /// <summary>The most rows of a cluster whose silhouettes are taken, each against all rows, at least 2. Default: null, all where there are up to 50,000 rows in all, else 1,000.</summary>
    public int? SilhouetteRows { get; init; }

    /// <summary>Stability is that of a sample where there are more rows than this, at least 10: each resample is a fit of as many. Default: 20,000.</summary>
    public int StabilityRows { get; init; } = 20_000;

    /// <summary>The seed of all random choices. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many threads may work; never changes the result. Default: 0, all cores.</summary>
    public int Threads { get; init; }

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Resamples);
        ArgumentOutOfRangeException.ThrowIfNegative(NamedRows);
        ArgumentOutOfRangeException.ThrowIfLessThan(StabilityRows, 10);
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
        ArgumentOutOfRangeException.ThrowIfLessThan(SilhouetteRows ?? 2, 2, nameof(SilhouetteRows));
    }
}
