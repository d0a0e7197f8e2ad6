namespace Mixtura.Selection;

/// <summary>How <see cref="XMeans"/> and <see cref="GMeans"/> go about it; checked once, when they begin.</summary>
public sealed record DivisiveOptions
{
    /// <summary>No cluster is split once there are so many, at least 1. Default: 100.</summary>
    public int MaxClusters { get; init; } = 100;

    /// <summary>How features are brought to one scale. Default: none.</summary>
    public Scaling Scaling { get; init; } = Scaling.None;

    /// <summary>The seed of all random choices. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many threads may work; never changes the result. Default: 0, all cores.</summary>
    public int Threads { get; init; }
}
