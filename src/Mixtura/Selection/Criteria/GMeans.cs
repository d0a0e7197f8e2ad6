using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura.Selection;

/// <summary>
/// k-means that splits a cluster in two until each looks normal: the rows of a cluster, seen along the line between the two centroids that it would have, are tested by Anderson and
/// Darling's statistic (G. Hamerly and C. Elkan, "Learning the k in k-means", NIPS 2003). What is no Gaussian, as a uniform cluster of many rows, it cuts in pieces.
/// </summary>
public static class GMeans
{
    /// <summary>The statistic's value that a normal sample exceeds once in 10,000 times: Hamerly and Elkan's choice.</summary>
    private const double Critical = 1.8692;

    /// <summary>Fewer rows say nothing.</summary>
    private const int FewestRows = 8;

    /// <summary>Finds K and fits. O(n (d K + ln n)) a step.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows; the test counts each as one, whatever it weighs.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told after each round of splits: K as the iteration.</param>
    /// <param name="cancellationToken">Ends it early, with nothing.</param>
    /// <returns>The model of the last round.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="MixturaException">The rows do not pass the border of a fit.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static KMeansModel Fit<T>(Observations<T> rows, DivisiveOptions? options = null, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => DivisiveKMeans.Fit<T>(rows, options ?? new(), IsNotNormal, progress, cancellationToken);

    private static bool IsNotNormal<T>(Observations<T> rows, KMeansModel two)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (rows.Count < FewestRows)
        {
            return false;
        }

        var (one, other) = (two.Scaled[0].ToArray(), two.Scaled[1].ToArray());
        var along = new double[rows.Count];
        for (var i = 0; i < along.Length; i++)
        {
            var row = rows[i];
            for (var j = 0; j < one.Length; j++)
            {
                along[i] = Math.FusedMultiplyAdd(double.CreateTruncating(row[j]) - one[j], other[j] - one[j], along[i]);
            }
        }

        return AndersonDarling(along) > Critical;
    }

    /// <summary>
    /// How far a sample is from normal, its mean and variance estimated: A^2 (1 + 4 / n - 25 / n^2) (T. W. Anderson and D. A. Darling 1952; M. A. Stephens 1974). O(n ln n).
    /// </summary>
    internal static double AndersonDarling(double[] sample)
    {
        const double least = 1e-300;
        var n = sample.Length;
        var mean = sample.Average();
        var deviation = Math.Sqrt(sample.Sum(x => (x - mean) * (x - mean)) / (n - 1));
        if (deviation == 0)
        {
            return 0;
        }

        double[] z = [.. sample.Select(x => (x - mean) / deviation).Order()];
        double sum = 0;
        for (var i = 0; i < n; i++)
        {
            var below = ElementaryFunctions.Log(Math.Max(least, NormalDistribution.Of(z[i])));
            var above = ElementaryFunctions.Log(Math.Max(least, NormalDistribution.Of(-z[n - 1 - i])));
            sum += ((2 * i) + 1) * (below + above);
        }

        double count = n;
        return (-n - (sum / n)) * (1 + (4 / count) - (25 / (count * count)));
    }
}
