using System.Collections.Immutable;
using Mixtura.Measures;

namespace Mixtura.Selection;

/// <summary>What one cluster is like.</summary>
public sealed record ClusterProfile
{
    /// <summary>The cluster, from 0.</summary>
    public required int Cluster { get; init; }

    /// <summary>How many rows are of it.</summary>
    public required long Rows { get; init; }

    /// <summary>The sum of their weights; their number, where rows have none.</summary>
    public required double Weight { get; init; }

    /// <summary>Its share of the weight of all rows, 0 to 1.</summary>
    public required double Share { get; init; }

    /// <summary>d values: the model's centroid, or the mean of its component, in the units of the rows.</summary>
    public required ImmutableArray<double> Center { get; init; }

    /// <summary>The d features, that which sets the cluster apart most first; empty where no other cluster has rows, or this has none.</summary>
    public required ImmutableArray<FeatureContrast> Features { get; init; }

    /// <summary>The mean silhouette of its rows in the units that the model measures in; null where it is not defined.</summary>
    public SilhouetteEstimate? Silhouette { get; init; }

    /// <summary>How well it is found again, 0 to 1: see <see cref="ClusterStability"/>; null where it was not asked for or cannot be had.</summary>
    public double? Stability { get; init; }

    /// <summary>The share of resamples in which at most half of it was found; null where <see cref="Stability"/> is.</summary>
    public double? Dissolution { get; init; }

    /// <summary>The rows in its middle, the most typical first.</summary>
    public required ImmutableArray<ProfiledRow> Typical { get; init; }

    /// <summary>The rows that might as well be of another cluster, the most doubtful first; only those whose margin is below 0.9.</summary>
    public required ImmutableArray<ProfiledRow> Doubtful { get; init; }
}

/// <summary>How a cluster's rows differ from all others in one feature.</summary>
/// <param name="Feature">0 .. d-1.</param>
/// <param name="Name">Its name.</param>
/// <param name="Mean">The mean of the cluster's rows.</param>
/// <param name="OthersMean">The mean of all other rows.</param>
/// <param name="Effect">
/// (Mean - OthersMean) / s with s the standard deviation pooled over both sides, of n: above 0 where the cluster's values are larger
/// (J. Cohen, "Statistical power analysis for the behavioral sciences", 1988: 0.2 is small, 0.8 large). At most 1e12 either way, which it is where neither side varies.
/// </param>
public sealed record FeatureContrast(int Feature, string Name, double Mean, double OthersMean, double Effect);

/// <summary>A row that says something of its cluster.</summary>
/// <param name="Row">Its number, from 0.</param>
/// <param name="Next">The cluster that comes next, K for noise; null where there is no other.</param>
/// <param name="Margin">
/// How far the next is behind, 0 where it is as good: for k-means (b - a) / b of the distances a to the row's centroid and b to the next,
/// for mixtures the difference of the two probabilities.
/// </param>
/// <param name="Typicality">What compares it with others of its cluster, the larger the more typical: for k-means minus its distance from the centroid, for mixtures ln of weight times density of the component.</param>
public sealed record ProfiledRow(int Row, int? Next, double Margin, double Typicality);
