using Mixtura.Kernels;

namespace Mixtura;

/// <summary>What searches ask of the rows: a way down from any centroids, and what rows and clusters cost. For one thread at a time.</summary>
internal interface IDescent
{
    /// <summary>Passes over the rows so far, O(n d K) each: the measure of work that does not depend on the machine.</summary>
    long Passes { get; }

    /// <summary>K costs of clusters under the centroids that were measured last: their shares of the inertia.</summary>
    ReadOnlySpan<double> Errors { get; }

    /// <summary>K utilities: what the inertia would rise by, were the centroid taken away and all others left where they are.</summary>
    ReadOnlySpan<double> Utilities { get; }

    /// <summary>Moves K x d centroids, in place, to a local optimum below them.</summary>
    /// <returns>The inertia there.</returns>
    double Descend(Span<double> centroids, CancellationToken cancellationToken);

    /// <summary>Measures what each row and each cluster costs under K x d centroids. O(n d K).</summary>
    void Measure(ReadOnlySpan<double> centroids, CancellationToken cancellationToken);

    /// <summary>A row drawn with probability proportional to its cost under the centroids that were measured last.</summary>
    void DrawByCost(RandomStream random, Span<double> row);

    /// <summary>K rows, each drawn with probability proportional to its cost under those before it (Arthur and Vassilvitskii 2007).</summary>
    double[] Found(int count, RandomStream random, CancellationToken cancellationToken);
}
