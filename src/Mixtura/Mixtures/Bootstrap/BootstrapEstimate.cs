using System.Globalization;

namespace Mixtura;

/// <summary>One parameter of a mixture, and how far it may be off.</summary>
/// <param name="Estimate">What the model has.</param>
/// <param name="StandardError">The standard deviation over the replicates (of R - 1).</param>
/// <param name="Bias">The mean over the replicates less the estimate.</param>
/// <param name="Low">The lower end of the percentile interval.</param>
/// <param name="High">Its upper end.</param>
public readonly record struct BootstrapEstimate(double Estimate, double StandardError, double Bias, double Low, double High)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Estimate:g6} ± {StandardError:g3} ({Low:g6} to {High:g6})");

    /// <summary>From the values of R replicates; percentiles lie between the two nearest values. O(R ln R).</summary>
    internal static BootstrapEstimate Of(double estimate, double[] values, double confidence)
    {
        var mean = estimate + (values.Sum(v => v - estimate) / values.Length);
        var error = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
        double[] sorted = [.. values.Order()];
        return new(estimate, error, mean - estimate, Percentile(sorted, (1 - confidence) / 2), Percentile(sorted, (1 + confidence) / 2));
    }

    private static double Percentile(double[] sorted, double share)
    {
        var at = share * (sorted.Length - 1);
        var below = Math.Min((int)at, sorted.Length - 2);
        return sorted[below] + ((at - below) * (sorted[below + 1] - sorted[below]));
    }
}
