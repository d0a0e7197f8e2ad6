using System.Numerics;

namespace Mixtura;

/// <summary>
/// Spherical k-means: K directions that minimise sum_i w_i |x_i - nearest|^2 over rows and centroids of unit length, which is
/// 2 sum_i w_i (1 - cos). Take it where a row's direction counts and its length does not: texts as counts of words, spectra, embeddings.
/// </summary>
/// <remarks>
/// <para>I. S. Dhillon and D. S. Modha, "Concept decompositions for large sparse text data using clustering", Machine Learning 42 (2001).</para>
/// <para>
/// It is <see cref="KMeans"/> with <see cref="Scaling.UnitLength"/>: rows are divided by their lengths once, centroids after each step. The
/// model remembers that, so that it predicts rows of any length; the same scaling makes mini-batch, bisecting and balanced k-means spherical.
/// </para>
/// </remarks>
public static class SphericalKMeans
{
    /// <summary>Fits with the default options: greedy k-means++, 10 starts, seed 0.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows, none of them 0 throughout.</param>
    /// <param name="clusters">The number of clusters K, at least 1.</param>
    /// <returns>The model of the best start.</returns>
    /// <exception cref="ArgumentOutOfRangeException">K is less than 1.</exception>
    /// <exception cref="MixturaException">A row is 0 throughout, or there are fewer distinct directions than clusters.</exception>
    public static KMeansModel Fit<T>(Observations<T> rows, int clusters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Fit(rows, new KMeansOptions { Clusters = clusters });

    /// <summary>Fits K directions. O(n d K) a step, a copy of the rows, and up to 12 bytes a row.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows, none of them 0 throughout.</param>
    /// <param name="options">How; the scaling must be none or unit length, which mean the same here.</param>
    /// <param name="progress">Told after every step; starts may run side by side and tell in any order.</param>
    /// <param name="cancellationToken">Ends the fit early, with nothing.</param>
    /// <returns>The model of the best start: centroids of unit length.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, features are to be scaled, or a given start does not fit the rows.</exception>
    /// <exception cref="MixturaException">A row is 0 throughout, or there are fewer distinct directions than clusters.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static KMeansModel Fit<T>(Observations<T> rows, KMeansOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Scaling is Scaling.None or Scaling.UnitLength
            ? KMeans.Fit(rows, options with { Scaling = Scaling.UnitLength }, progress, cancellationToken)
            : throw new ArgumentException($"Spherical k-means scales rows to unit length, not features by {options.Scaling}.", nameof(options));
    }
}
