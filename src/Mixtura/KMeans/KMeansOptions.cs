namespace Mixtura;

/// <summary>How <see cref="KMeans"/> fits; checked once, when a fit begins.</summary>
public sealed record KMeansOptions
{
    /// <summary>The number of clusters K, at least 1. Required.</summary>
    public required int Clusters { get; init; }

    /// <summary>Where each start begins. Default: greedy k-means++.</summary>
    public Seeding Seeding { get; init; } = Seeding.GreedyPlusPlus;

    /// <summary>How the nearest centroid of each row is found; it never changes the result. Default: auto, chosen by the shape of the data.</summary>
    public KMeansAlgorithm Algorithm { get; init; } = KMeansAlgorithm.Auto;

    /// <summary>
    /// How many starts are run, the best kept. Default: 3, which a short search follows; 10 when <see cref="Search"/> is none or the
    /// temperature is above 0; 1 when the seeding is given or a search is asked for.
    /// </summary>
    public int? Restarts { get; init; }

    /// <summary>
    /// What goes on from the best start. Default (null): a short search whose work is bounded by that of the starts it saves, or none when
    /// <see cref="Restarts"/> or centroids or labels to start from are given, or the temperature is above 0.
    /// </summary>
    public Search? Search { get; init; }

    /// <summary>The most steps from one start. Default: 300.</summary>
    public int MaxIterations { get; init; } = 300;

    /// <summary>
    /// Stop when the sum of the centroids' squared shifts is at most this times the mean feature variance; 0 means until no
    /// row changes its cluster. Default: 1e-4.
    /// </summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>The temperature, in data^2: above 0 it is soft k-means, the equal-weight spherical mixture of variance T / 2. Default: 0, k-means.</summary>
    public Temperature Temperature { get; init; } = Temperature.Zero;

    /// <summary>How features are brought to one scale; costs a copy of the rows. Default: none.</summary>
    public Scaling Scaling { get; init; } = Scaling.None;

    /// <summary>
    /// Centroids that never move, K0 rows of d values in the units of the rows, K0 at most K: known groups among which others are looked
    /// for. They are the model's first K0; the seeding gives the other K - K0, k-means++ far from them. They may end without rows. Default: none.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<double>> FrozenCentroids { get; init; } = [];

    /// <summary>The seed of all random choices. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many threads may work; never changes the result. Default: 0, all cores.</summary>
    public int Threads { get; init; }
}
