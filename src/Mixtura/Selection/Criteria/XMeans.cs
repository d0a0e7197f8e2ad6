using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura.Selection;

/// <summary>
/// k-means that splits a cluster in two as long as BIC of round clusters of one variance prefers two (D. Pelleg and A. Moore, "X-means: extending k-means with efficient estimation of the
/// number of clusters", ICML 2000). Made for round clusters: long ones it cuts in pieces.
/// </summary>
public static class XMeans
{
    /// <summary>Finds K and fits. O(n d K) a step.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows; a weight counts as that many equal rows.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told after each round of splits: K as the iteration.</param>
    /// <param name="cancellationToken">Ends it early, with nothing.</param>
    /// <returns>The model of the last round.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="MixturaException">The rows do not pass the border of a fit.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static KMeansModel Fit<T>(Observations<T> rows, DivisiveOptions? options = null, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => DivisiveKMeans.Fit<T>(rows, options ?? new(), TwoAreBetter, progress, cancellationToken);

    private static bool TwoAreBetter<T>(Observations<T> rows, KMeansModel two)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var d = rows.Dimension;
        var weight = two.ClusterWeights.Sum();
        if (weight <= 2 || two.ClusterWeights.Min() <= 0)
        {
            return false;
        }

        // Of one cluster: the inertia of two, and what lies between their centroids.
        var between = two.ClusterWeights[0] * two.ClusterWeights[1] / weight * SquaredDistance.Between(two.Scaled[0], two.Scaled[1]);
        return Bic(two.ClusterWeights, two.Inertia, d, (2 * d) + 2) > Bic([weight], two.Inertia + between, d, d + 1);
    }

    /// <summary>2 logL - p ln n of round clusters of one variance, which is inertia / (d (n - K)) without bias; each row in its own cluster.</summary>
    private static double Bic(IReadOnlyList<double> weights, double inertia, int d, int parameters)
    {
        var n = weights.Sum();
        if (inertia <= 0 || n <= weights.Count)
        {
            return double.PositiveInfinity;
        }

        var variance = inertia / (d * (n - weights.Count));
        var logLikelihood = weights.Sum(w => w * ElementaryFunctions.Log(w / n)) - (0.5 * n * d * ElementaryFunctions.Log(2 * Math.PI * variance)) - (0.5 * d * (n - weights.Count));
        return (2 * logLikelihood) - (parameters * ElementaryFunctions.Log(n));
    }
}
