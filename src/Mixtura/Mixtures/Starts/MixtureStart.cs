using System.Collections.Immutable;

namespace Mixtura;

/// <summary>Where EM begins. A closed set: the members of this class.</summary>
public abstract record MixtureStart
{
    private protected MixtureStart()
    {
    }

    /// <summary>The start itself, or what suits a mixture with or without a prior.</summary>
    internal MixtureStart Suiting(MixturePrior? prior) => this is not AutoStart ? this : prior is null ? ShortRuns() : KMeans;

    /// <summary>Whether another restart begins elsewhere.</summary>
    internal bool IsRandom => this is KMeansStart or SeededMeans or ShortRunsStart;

    /// <summary>Whether known components say where to begin in its place.</summary>
    internal bool IsOfRows => IsRandom || this is HierarchicalStart;

    /// <summary>What suits the mixture: <see cref="ShortRuns"/> with their defaults, or with a prior, which asks for partitions that are not too fine, <see cref="KMeans"/>. The default.</summary>
    public static MixtureStart Auto { get; } = new AutoStart();

    /// <summary>The partition of one k-means fit (greedy k-means++, one start).</summary>
    public static MixtureStart KMeans { get; } = new KMeansStart();

    /// <summary>Means from k-means++, equal weights, every covariance v I with v the mean feature variance.</summary>
    public static MixtureStart PlusPlus { get; } = new SeededMeans(Seeding.PlusPlus);

    /// <summary>Means at random rows, equal weights, every covariance v I with v the mean feature variance.</summary>
    public static MixtureStart RandomRows { get; } = new SeededMeans(Seeding.RandomRows);

    /// <summary>
    /// The partition of a tree of merges (<see cref="MergeTree"/>; C. Fraley 1998): the same for every seed, and one fit only. Where there are more rows than a tree is made of, a random sample of them is cut, and EM
    /// begins with what the M-step makes of the sample: 2000 rows, 1000 under <see cref="MergeCriterion.Tied"/>, fewer under <see cref="MergeCriterion.Full"/> in more than 16 features.
    /// </summary>
    /// <param name="criterion">
    /// What merges keep small; without, what suits the mixture: <see cref="MergeCriterion.TiedSpherical"/> where its covariances are spherical or there are more than 16 features,
    /// <see cref="MergeCriterion.Full"/> otherwise.
    /// </param>
    /// <returns>The start.</returns>
    public static MixtureStart Hierarchical(MergeCriterion? criterion = null) => new HierarchicalStart(criterion);

    /// <summary>
    /// The best of some short runs of EM goes on (em-EM; C. Biernacki, G. Celeux and G. Govaert, "Choosing starting values for the EM algorithm for getting the highest likelihood in multivariate Gaussian mixture
    /// models", 2003), at each restart of others. A run is short: it ends as soon as a step gains at most a share of what the run has gained so far.
    /// </summary>
    /// <param name="runs">How many for each restart, at least 1. Default: 5.</param>
    /// <param name="from">Where each begins: <see cref="PlusPlus"/>, <see cref="RandomRows"/> or <see cref="KMeans"/>. Default: <see cref="PlusPlus"/>.</param>
    /// <param name="share">Above 0 and below 1. Default: 0.03.</param>
    /// <returns>The start.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 1 runs, or the share is not between 0 and 1.</exception>
    /// <exception cref="ArgumentException">The runs begin at another kind of start.</exception>
    public static MixtureStart ShortRuns(int runs = 5, MixtureStart? from = null, double share = 0.03)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(runs);
        if (!(share > 0 && share < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share that ends a short run is above 0 and below 1.");
        }

        if (from is not (null or KMeansStart or SeededMeans))
        {
            throw new ArgumentException("Short runs begin at k-means++, random rows or k-means: other starts are the same each time.", nameof(from));
        }

        return new ShortRunsStart(runs, from ?? PlusPlus, share);
    }

    /// <summary>Given means, equal weights, every covariance v I.</summary>
    /// <param name="means">K rows of d values, in the units of the rows.</param>
    /// <param name="variance">v above 0; without, the mean feature variance.</param>
    public static MixtureStart FromMeans(IReadOnlyList<IReadOnlyList<double>> means, double? variance = null)
    {
        ArgumentNullException.ThrowIfNull(means);
        return new GivenMeans([.. means.Select(m => m.ToImmutableArray())], variance);
    }

    /// <summary>
    /// A model that there is already (a warm start): its parameters, where they have the structure and the scaling of the fit; else what the M-step makes of rows that it would be right for.
    /// </summary>
    /// <param name="model">A mixture of K components and the fit's features.</param>
    public static MixtureStart FromModel(GaussianMixtureModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new GivenModel(model);
    }

    /// <summary>A given partition: the first model is what the M-step makes of it.</summary>
    /// <param name="labels">n labels 0 .. K-1, each used at least once.</param>
    public static MixtureStart FromLabels(IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return new GivenPartition([.. labels]);
    }

    /// <summary>Given responsibilities: the first model is what the M-step makes of them.</summary>
    /// <param name="responsibilities">n x K, each row not negative with sum 1.</param>
    public static MixtureStart FromResponsibilities(double[,] responsibilities)
    {
        ArgumentNullException.ThrowIfNull(responsibilities);
        return new GivenResponsibilities((double[,])responsibilities.Clone());
    }
}

internal sealed record AutoStart : MixtureStart;

internal sealed record KMeansStart : MixtureStart;

internal sealed record SeededMeans(Seeding Seeding) : MixtureStart;

internal sealed record HierarchicalStart(MergeCriterion? Criterion) : MixtureStart;

internal sealed record ShortRunsStart(int Runs, MixtureStart From, double Share) : MixtureStart;

internal sealed record GivenMeans(ImmutableArray<ImmutableArray<double>> Means, double? Variance) : MixtureStart;

internal sealed record GivenModel(GaussianMixtureModel Model) : MixtureStart;

internal sealed record GivenPartition(ImmutableArray<int> Labels) : MixtureStart;

internal sealed record GivenResponsibilities(double[,] Responsibilities) : MixtureStart;
