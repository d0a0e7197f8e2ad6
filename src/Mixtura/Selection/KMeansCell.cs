namespace Mixtura.Selection;

/// <summary>One cell of a selection among k-means: so many clusters, and what the criteria say of them. What was not asked for, or is not defined, is null.</summary>
/// <param name="Clusters">K.</param>
/// <param name="Model">The fit of all rows; null where there are fewer different rows than clusters.</param>
public sealed record KMeansCell(int Clusters, KMeansModel? Model)
{
    /// <summary>The mean silhouette, exact or of a sample.</summary>
    public double? Silhouette { get; init; }

    /// <summary>The variance ratio.</summary>
    public double? CalinskiHarabasz { get; init; }

    /// <summary>The mean likeness of a cluster to the one most like it; smaller is better.</summary>
    public double? DaviesBouldin { get; init; }

    /// <summary>The gap, and the error that it is compared with.</summary>
    public GapPoint? Gap { get; init; }

    /// <summary>The prediction strength, 0 to 1.</summary>
    public double? PredictionStrength { get; init; }

    /// <summary>The stability of the least stable cluster, 0 to 1; see <see cref="ClusterStability"/>.</summary>
    public double? Stability { get; init; }
}
