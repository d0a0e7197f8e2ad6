namespace Mixtura.Selection;

/// <summary>What <see cref="Tuning"/> tries of k-means: each combination of these values is a candidate.</summary>
public sealed record KMeansGrid
{
    /// <summary>Numbers of clusters, each at least 1. Default: null, from half to twice the number of classes in steps of a quarter of it, none below 2.</summary>
    public IReadOnlyList<int>? Clusters { get; init; }

    /// <summary>Where starts begin; not at given centroids or labels. Default: greedy k-means++ alone.</summary>
    public IReadOnlyList<Seeding> Seedings { get; init; } = [Seeding.GreedyPlusPlus];

    /// <summary>Numbers of starts, each at least 1, or null for three and a short search. Default: null alone.</summary>
    public IReadOnlyList<int?> Restarts { get; init; } = [null];

    /// <summary>Tolerances (<see cref="KMeansOptions.Tolerance"/>), each finite and not negative. Default: 1e-4 alone.</summary>
    public IReadOnlyList<double> Tolerances { get; init; } = [1e-4];

    /// <summary>Limits on the steps from one start, none negative. Default: 300 alone.</summary>
    public IReadOnlyList<int> MaxIterations { get; init; } = [300];

    /// <summary>How features are brought to one scale, learned from the training rows. Default: not at all, and by z-score.</summary>
    public IReadOnlyList<Scaling> Scalings { get; init; } = [Scaling.None, Scaling.ZScore];

    /// <summary>All that can be seen without rows.</summary>
    /// <exception cref="ArgumentException">A list is empty, or a value out of its range.</exception>
    internal void Check()
    {
        GridBorder.Check(Clusters, nameof(Clusters), k => k >= 1);
        GridBorder.Check(Seedings, nameof(Seedings), seeding => seeding is { IsRandom: true });
        GridBorder.Check(Restarts, nameof(Restarts), n => n is null or >= 1);
        GridBorder.Check(Tolerances, nameof(Tolerances), t => double.IsFinite(t) && t >= 0);
        GridBorder.Check(MaxIterations, nameof(MaxIterations), n => n >= 0);
        GridBorder.Check(Scalings, nameof(Scalings), Enum.IsDefined);
    }
}
