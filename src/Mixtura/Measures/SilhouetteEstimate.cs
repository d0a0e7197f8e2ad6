using System.Numerics;

namespace Mixtura.Measures;

/// <summary>A mean silhouette that was estimated from some rows, and how far it may be off.</summary>
/// <param name="Value">The (weighted) mean of these rows' silhouettes, each taken against all rows, -1 to 1.</param>
/// <param name="StandardError">The standard error of <paramref name="Value"/>: the truth lies within two of them about 19 times in 20. 0 where all rows were taken.</param>
/// <param name="Rows">How many rows m it was estimated from.</param>
public sealed record SilhouetteEstimate(double Value, double StandardError, int Rows)
{
    /// <summary>
    /// The ratio estimator of a weighted mean, r = sum w s / sum w, whose variance is (1 - m / n) / m times that of w (s - r), over the
    /// mean weight squared; without weights s / sqrt(m) with the correction for a finite population (W. G. Cochran, "Sampling
    /// techniques", 1977).
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="population">n, how many of them the sample was drawn from.</param>
    /// <param name="sample">m rows, some of which have weight.</param>
    /// <param name="silhouettes">Their silhouettes.</param>
    internal static SilhouetteEstimate Of<T>(Observations<T> rows, long population, int[] sample, double[] silhouettes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        double weight = 0;
        for (var i = 0; i < sample.Length; i++)
        {
            sum += rows.Weight(sample[i]) * silhouettes[i];
            weight += rows.Weight(sample[i]);
        }

        if (weight == 0)
        {
            throw new MixturaException($"All {sample.Length} sampled rows have weight 0: use a larger sample.");
        }

        var mean = sum / weight;
        double squares = 0;
        for (var i = 0; i < sample.Length; i++)
        {
            var residual = rows.Weight(sample[i]) * (silhouettes[i] - mean);
            squares += residual * residual;
        }

        var size = (double)sample.Length;
        var left = 1 - (size / population);
        return new(mean, left == 0 ? 0 : Math.Sqrt(left * size * squares / (size - 1)) / weight, sample.Length);
    }
}
