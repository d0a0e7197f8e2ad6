using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura.Measures;

/// <summary>
/// How much closer a row is to its own cluster than to the next: s = (b - a) / max(a, b), a its mean distance to the other rows of
/// its cluster, b the smallest mean distance to the rows of another one; 0 for a row that is alone in its cluster (P. J. Rousseeuw,
/// "Silhouettes: a graphical aid to the interpretation and validation of cluster analysis", 1987). 1 is best, -1 worst.
/// </summary>
/// <remarks>
/// Distances are Euclidean. A weight counts as that many equal rows; a weight below 1 as part of one, of which a row does not
/// see its own part.
/// </remarks>
public static class Silhouette
{
    /// <summary>The mean silhouette of all rows, exact. O(n^2 d) time, O(n) memory; see <see cref="OfSample"/> for many rows.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows; weights count.</param>
    /// <param name="labels">n numbers of clusters, from 0; gaps are allowed.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The (weighted) mean, -1 to 1.</returns>
    /// <exception cref="ArgumentException">There are not n labels, or one is negative.</exception>
    /// <exception cref="MixturaException">There are not 2 to n - 1 clusters, or the squares overflow.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static double Of<T>(Observations<T> rows, ReadOnlySpan<int> labels, int threads = 0, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var widths = OfEach(rows, labels, threads, cancellationToken);
        double sum = 0;
        double weight = 0;
        for (var i = 0; i < widths.Length; i++)
        {
            sum += rows.Weight(i) * widths[i];
            weight += rows.Weight(i);
        }

        return sum / weight;
    }

    /// <summary>The silhouette of each row, exact. O(n^2 d) time, O(n) memory.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows; weights count.</param>
    /// <param name="labels">n numbers of clusters, from 0; gaps are allowed.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>n numbers, -1 to 1.</returns>
    /// <exception cref="ArgumentException">There are not n labels, or one is negative.</exception>
    /// <exception cref="MixturaException">There are not 2 to n - 1 clusters, or the squares overflow.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static double[] OfEach<T>(Observations<T> rows, ReadOnlySpan<int> labels, int threads = 0, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var partition = Partition.Of(rows, labels);
        partition.RequireSeveralClusters("the silhouette");
        return new SilhouetteTiles<T>(rows, partition).Run(threads, cancellationToken);
    }

    /// <summary>
    /// The mean silhouette of m rows among themselves, drawn without replacement: an estimate of <see cref="Of"/> for many rows.
    /// O(m^2 d + n).
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows; weights count.</param>
    /// <param name="labels">n numbers of clusters, from 0; gaps are allowed.</param>
    /// <param name="sampleSize">m, at least 3; from n on the result is exact.</param>
    /// <param name="seed">The same seed draws the same rows.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The (weighted) mean, -1 to 1.</returns>
    /// <exception cref="ArgumentException">There are not n labels, one is negative, or the sample is below 3.</exception>
    /// <exception cref="MixturaException">The sample has not 2 to m - 1 clusters, or the squares overflow.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static double OfSample<T>(Observations<T> rows, ReadOnlySpan<int> labels, int sampleSize, ulong seed = 0, int threads = 0, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleSize, 3);
        var partition = Partition.Of(rows, labels);
        if (sampleSize >= rows.Count)
        {
            return Of(rows, labels, threads, cancellationToken);
        }

        partition.RequireSeveralClusters("the silhouette");
        var sample = RowSample.Draw(rows.Count, sampleSize, seed);
        var sampleLabels = Array.ConvertAll(sample, i => partition.Codes[i]);
        if (Array.TrueForAll(sampleLabels, label => label == sampleLabels[0]))
        {
            throw new MixturaException($"All {sampleSize} sampled rows are in one of the {partition.Occupied} clusters: use a larger sample.");
        }

        using var sampled = RowSample.Take(rows, sample);
        return Of(sampled, sampleLabels, threads, cancellationToken);
    }
}
