namespace Mixtura.Playground.Fits;

/// <summary>Which model.</summary>
public enum ModelKind
{
    /// <summary>k-means.</summary>
    KMeans,

    /// <summary>A Gaussian mixture.</summary>
    Mixture,
}

/// <summary>Where a fit begins.</summary>
public enum StartKind
{
    /// <summary>The library's own choice: several starts and a short search for k-means, ten times the best of five short runs for mixtures.</summary>
    Default,

    /// <summary>One start by k-means++.</summary>
    PlusPlus,

    /// <summary>One start at random points.</summary>
    RandomRows,
}

/// <summary>A fit that can be told in words, in C# and as a command: the same recipe, the same points, the same bits.</summary>
public sealed record Recipe
{
    /// <summary>Which model. Default: k-means.</summary>
    public ModelKind Kind { get; init; }

    /// <summary>The number of clusters or components. Default: 2.</summary>
    public int Clusters { get; init; } = 2;

    /// <summary>The structure of a mixture's covariances. Default: full.</summary>
    public CovarianceStructure Covariance { get; init; } = CovarianceStructure.Full;

    /// <summary>Where it begins. Default: the library's choice.</summary>
    public StartKind Start { get; init; }

    /// <summary>The temperature of k-means, in squared units of the data; 0 for hard assignment. Default: 0.</summary>
    public double Temperature { get; init; }

    /// <summary>The seed. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>The steps after one start, for which the library's choice is greedy k-means++, and a fit of k-means for mixtures; null for as many as it takes. Default: null.</summary>
    public int? Steps { get; init; }

    /// <summary>Whether there is one start, which can be followed step by step.</summary>
    internal bool IsWalk => Start != StartKind.Default || Steps is not null;

    /// <summary>How many steps at most are the same one by one as at once: beyond, a fit with one orientation for all components also tries another way up.</summary>
    internal int MostSteps => Kind == ModelKind.Mixture && Covariance is CovarianceStructure.EVE or CovarianceStructure.VVE ? 30 : 1000;

    /// <summary>The options of k-means.</summary>
    internal KMeansOptions ToKMeans()
    {
        var options = new KMeansOptions { Clusters = Clusters, Temperature = new(Temperature), Seed = Seed };
        if (IsWalk)
        {
            options = options with { Seeding = ToSeeding(), Restarts = 1, Search = Search.None, Tolerance = 0 };
        }

        return Steps is { } steps ? options with { MaxIterations = steps } : options;
    }

    /// <summary>The options of a mixture.</summary>
    internal GaussianMixtureOptions ToMixture()
    {
        var options = new GaussianMixtureOptions { Components = Clusters, Covariance = Covariance, Seed = Seed };
        if (IsWalk)
        {
            options = options with { Start = ToStart(), Restarts = 1 };
        }

        return Steps is { } steps ? options with { MaxIterations = steps } : options;
    }

    private Seeding ToSeeding() => Start switch { StartKind.PlusPlus => Seeding.PlusPlus, StartKind.RandomRows => Seeding.RandomRows, _ => Seeding.GreedyPlusPlus };

    private MixtureStart ToStart() => Start switch { StartKind.PlusPlus => MixtureStart.PlusPlus, StartKind.RandomRows => MixtureStart.RandomRows, _ => MixtureStart.KMeans };

    /// <summary>The model.</summary>
    internal ClusteringModel Fit(Observations<double> rows, IProgress<FitProgress>? progress = null) =>
        Kind == ModelKind.KMeans ? KMeans.Fit(rows, ToKMeans(), progress) : GaussianMixture.Fit(rows, ToMixture(), progress);
}
