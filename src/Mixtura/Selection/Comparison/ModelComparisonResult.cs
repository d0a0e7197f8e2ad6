using System.Collections.Immutable;

namespace Mixtura.Selection;

/// <summary>k-means and a mixture of the same rows, side by side.</summary>
public sealed record ModelComparisonResult
{
    /// <summary>K clusters.</summary>
    public required KMeansModel KMeans { get; init; }

    /// <summary>K components, of the structure that BIC prefers.</summary>
    public required GaussianMixtureModel Mixture { get; init; }

    /// <summary>The component that stands for each cluster, by the matching that most rows agree with.</summary>
    public required ImmutableArray<int> ComponentOf { get; init; }

    /// <summary>The share of the rows' weight, 0 to 1, whose cluster and most probable component are the same.</summary>
    public required double Agreement { get; init; }

    /// <summary>The adjusted Rand index of both partitions; 1 where they are the same, about 0 where they have nothing to do with each other.</summary>
    public required double AdjustedRand { get; init; }

    /// <summary>The rows, in order, that the Voronoi cells and the posterior probabilities put in different clusters.</summary>
    public required ImmutableArray<int> Disagreeing { get; init; }

    /// <summary>The probability of each row's second-best component, 0 to 0.5.</summary>
    public required ImmutableArray<double> Second { get; init; }

    /// <summary>The rows in doubt, the most doubtful first.</summary>
    public required ImmutableArray<int> Doubtful { get; init; }

    /// <summary>From which probability of the second-best component on a row is in doubt.</summary>
    public required double Doubt { get; init; }

    /// <summary>BIC of the mixture on the rows of the comparison.</summary>
    public required double Bic { get; init; }

    /// <summary>BIC of what k-means takes for granted: round components of one variance and one weight, at their most likely.</summary>
    public required double RoundBic { get; init; }

    /// <summary>How long the longest component is: the largest ratio of standard deviations along its axes, at least 1.</summary>
    public required double Elongation { get; init; }

    /// <summary>How many times wider the widest component is than the narrowest: the ratio of the d-th roots of their volumes, at least 1.</summary>
    public required double WidthRatio { get; init; }

    /// <summary>How many times heavier the heaviest component is than the lightest, at least 1.</summary>
    public required double WeightRatio { get; init; }

    /// <summary>Whether k-means is enough: whether nothing is gained by more than round clusters of one size.</summary>
    public bool KMeansIsEnough => Bic - RoundBic < BicEvidence.VeryStrong;

    /// <summary>The advice with its evidence, in words.</summary>
    public required string Reason { get; init; }
}
