using System.Collections.Immutable;

namespace Mixtura;

/// <summary>Where k-means begins. A closed set: the members of this class.</summary>
public abstract record Seeding
{
    private protected Seeding()
    {
    }

    /// <summary>
    /// Each new centroid is the best of 2 + ln K rows drawn with probability proportional to weight x squared distance to the
    /// centroids so far (Arthur and Vassilvitskii 2007, greedy variant). O(n d K ln K). The default.
    /// </summary>
    public static Seeding GreedyPlusPlus { get; } = new PlusPlusSeeding(Greedy: true);

    /// <summary>k-means++ with one draw for each centroid (Arthur and Vassilvitskii 2007). O(n d K).</summary>
    public static Seeding PlusPlus { get; } = new PlusPlusSeeding(Greedy: false);

    /// <summary>K rows with different values, drawn at random with probability proportional to their weight.</summary>
    public static Seeding RandomRows { get; } = new RandomRowsSeeding();

    /// <summary>Whether another restart would begin elsewhere.</summary>
    internal bool IsRandom => this is not (GivenCentroids or GivenLabels);

    /// <summary>
    /// k-means|| (Bahmani, Moseley, Vattani, Kumar and Vassilvitskii 2012): a few rounds that each take about oversampling x K rows at once,
    /// with probability proportional to weight x squared distance to the rows taken so far, and greedy k-means++ on what was taken. For
    /// many clusters of many rows: the passes over the rows are few, whatever K is. O(n d K) a round.
    /// </summary>
    /// <param name="oversampling">How many rows a round takes, times K; above 0. Default: 2.</param>
    /// <param name="rounds">How many rounds, at least 1; more are run while fewer than K rows are taken. Default: 5.</param>
    /// <returns>The seeding.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The oversampling is not finite and above 0, or there are fewer than 1 rounds.</exception>
    public static Seeding Parallel(double oversampling = 2, int rounds = 5)
    {
        if (!double.IsFinite(oversampling) || oversampling <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(oversampling), oversampling, "An oversampling is finite and above 0.");
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rounds);
        return new OversampledSeeding(oversampling, rounds);
    }

    /// <summary>
    /// AFK-MC^2 (Bachem, Lucic, Hassani and Krause 2016): each new centroid is where a Markov chain ends that approaches the draw of
    /// k-means++ (plain) without looking at all rows. For very many rows and moderately many clusters: O(n d) once and O(K^2 d) times the length of
    /// the chain.
    /// </summary>
    /// <param name="length">Rows proposed for each centroid, at least 1; the longer, the nearer to k-means++. Default: 200.</param>
    /// <returns>The seeding.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The length is less than 1.</exception>
    public static Seeding MarkovChain(int length = 200)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        return new MarkovChainSeeding(length);
    }

    /// <summary>Given centroids.</summary>
    /// <param name="centroids">K rows of d values, in the units of the rows.</param>
    /// <returns>The seeding.</returns>
    public static Seeding FromCentroids(IReadOnlyList<IReadOnlyList<double>> centroids)
    {
        ArgumentNullException.ThrowIfNull(centroids);
        return new GivenCentroids([.. centroids.Select(c => c.ToImmutableArray())]);
    }

    /// <summary>A warm start: the centroids or means of a model, in the units of its rows, so that the new fit may scale otherwise.</summary>
    /// <param name="model">A model of K clusters and d features.</param>
    /// <returns>The seeding.</returns>
    public static Seeding FromModel(ClusteringModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new GivenCentroids(model is GaussianMixtureModel mixture ? mixture.Means : ((KMeansModel)model).Centroids);
    }

    /// <summary>A given partition: the first centroids are the (weighted) means of its clusters.</summary>
    /// <param name="labels">n labels 0 .. K-1, each used at least once.</param>
    /// <returns>The seeding.</returns>
    public static Seeding FromLabels(IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return new GivenLabels([.. labels]);
    }
}

internal sealed record PlusPlusSeeding(bool Greedy) : Seeding;

internal sealed record OversampledSeeding(double Oversampling, int Rounds) : Seeding;

internal sealed record MarkovChainSeeding(int Length) : Seeding;

internal sealed record RandomRowsSeeding : Seeding;

internal sealed record GivenCentroids(ImmutableArray<ImmutableArray<double>> Centroids) : Seeding;

internal sealed record GivenLabels(ImmutableArray<int> Labels) : Seeding;
