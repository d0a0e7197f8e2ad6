using System.Collections.Immutable;

namespace Mixtura;

/// <summary>What <see cref="BalancedKMeans"/> found: centroids, and the cluster of each row under the limits.</summary>
/// <param name="Model">
/// K centroids. Its inertia, sizes and weights are those of the labels; it predicts the nearest centroid, as no limit is known for other rows.
/// </param>
/// <param name="Labels">n labels 0 .. K-1 of the fit's rows; each cluster has as many rows as the limits allow.</param>
public sealed record BalancedKMeansFit(KMeansModel Model, ImmutableArray<int> Labels);
