using System.Numerics;

namespace Mixtura;

/// <summary>
/// A lower bound for each row and centroid (C. Elkan, "Using the triangle inequality to accelerate k-means", ICML 2003), in the simplified form without distances between
/// centroids (Newling and Fleuret 2016). Looks at the fewest distances, and takes the most memory: 12 + 4 K bytes a row.
/// </summary>
/// <param name="rows">n x d rows.</param>
/// <param name="clusters">K.</param>
/// <param name="summary">Their moments.</param>
/// <param name="radius">The ball that holds them.</param>
internal sealed class ElkanAssignment<T>(Observations<T> rows, int clusters, FeatureSummary summary, RowRadius radius)
    : GroupedAssignment<T>(rows, [.. Enumerable.Range(0, clusters).Select(k => new[] { k })], summary, radius)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
}
