using System.Collections.Immutable;

namespace Mixtura.Selection;

/// <summary>What one criterion would choose.</summary>
/// <param name="Criterion">The criterion.</param>
/// <param name="Clusters">The number of clusters or components.</param>
/// <param name="Covariance">The structure, where the criterion is of mixtures.</param>
/// <param name="IsAtEdge">Whether this is the largest number that was tried, so that more may be better.</param>
public sealed record CriterionChoice(SelectionCriterion Criterion, int Clusters, CovarianceStructure? Covariance, bool IsAtEdge);

/// <summary>What a selection found: all that was tried, what each criterion would choose, and one recommendation with its reason.</summary>
public sealed record ModelSelectionResult
{
    /// <summary>The mixtures, by components and then by structure; those that were left alone as hopeless are not among them.</summary>
    public required ImmutableArray<MixtureCell> Mixtures { get; init; }

    /// <summary>The fits of k-means, by clusters.</summary>
    public required ImmutableArray<KMeansCell> Partitions { get; init; }

    /// <summary>Shapes of one cluster that is no Gaussian; empty where there are no mixtures.</summary>
    public required ImmutableArray<OneClusterFit> OneCluster { get; init; }

    /// <summary>What each criterion would choose, of those that have something to choose from.</summary>
    public required ImmutableArray<CriterionChoice> Choices { get; init; }

    /// <summary>Whether k-means was asked for, and is not only where mixtures begin.</summary>
    public bool JudgesKMeans => Mixtures.IsEmpty || Choices.Any(c => c.Covariance is null);

    /// <summary>The recommended number of clusters.</summary>
    public required int Clusters { get; init; }

    /// <summary>The recommended cell of the mixtures; null where k-means alone was tried.</summary>
    public MixtureCell? Mixture { get; init; }

    /// <summary>The recommended cell of k-means; null where mixtures were tried.</summary>
    public KMeansCell? Partition { get; init; }

    /// <summary>How many rows the mixtures were compared on: all, or a sample.</summary>
    public required long ComparedRows { get; init; }

    /// <summary>The recommended model: that of its cell; a mixture compared on a sample has gone on to all rows.</summary>
    public required ClusteringModel Best { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>What a reader should know: that criteria disagree, that the best number is the largest tried.</summary>
    public required ImmutableArray<string> Warnings { get; init; }
}
