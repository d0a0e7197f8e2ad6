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
    internal bool IsRandom => this is PlusPlusSeeding or RandomRowsSeeding;

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

internal sealed record RandomRowsSeeding : Seeding;

internal sealed record GivenCentroids(ImmutableArray<ImmutableArray<double>> Centroids) : Seeding;

internal sealed record GivenLabels(ImmutableArray<int> Labels) : Seeding;
