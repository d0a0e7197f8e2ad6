using System.Globalization;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// A component of rows that belong nowhere, equally dense wherever they are, beside the normal ones (J. D. Banfield and A. E. Raftery, "Model-based Gaussian and non-Gaussian clustering",
/// 1993): so that outliers neither widen a component nor make one of their own. Its density is 1 / V, its weight estimated.
/// </summary>
public sealed record UniformNoise
{
    /// <summary>V above 0, in the product of the features' units. Default: null, the volume of the smallest box along the axes that holds all rows.</summary>
    public double? Volume { get; init; }

    /// <summary>The weight of the noise when a fit begins; above 0, below 1. A partition that leaves rows out (-1) begins with theirs. Default: 0.05.</summary>
    public double InitialWeight { get; init; } = 0.05;

    /// <summary>The noise as a fit begins with it.</summary>
    /// <param name="summary">Of the scaled rows.</param>
    /// <param name="standardization">How they were scaled.</param>
    /// <param name="features">d names.</param>
    internal NoiseBox Begin(FeatureSummary summary, Standardization standardization, IReadOnlyList<string> features)
    {
        if (!(InitialWeight > 0 && InitialWeight < 1))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The initial weight of the noise is above 0 and below 1, not {InitialWeight}."));
        }

        if (Volume is { } given && !(double.IsFinite(given) && given > 0))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The volume of the noise is finite and above 0, not {given}."));
        }

        var flat = Enumerable.Range(0, features.Count).FirstOrDefault(j => summary.Most[j] <= summary.Least[j], -1);
        if (flat >= 0)
        {
            throw new MixturaException($"Feature {features[flat]} is constant, so that the rows fill no volume and noise has no density: leave the feature out.");
        }

        var box = new NoiseBox(InitialWeight, summary.Least, summary.Most);
        return Volume is { } volume ? box.OfLogVolume(ElementaryFunctions.Log(volume) - standardization.LogScale) : box;
    }
}

/// <summary>A uniform component: its weight, and the box that its volume and its samples are of. Its density is that of the box everywhere, so that no row lies outside.</summary>
/// <param name="Weight">Its share of the rows.</param>
/// <param name="Least">d lower ends.</param>
/// <param name="Most">d upper ends.</param>
internal sealed record NoiseBox(double Weight, double[] Least, double[] Most)
{
    /// <summary>-ln (weight / V); infinite where it has lost its weight.</summary>
    public double Energy => Weight > 0 ? LogVolume - ElementaryFunctions.Log(Weight) : double.PositiveInfinity;

    /// <summary>The sum of ln of the sides.</summary>
    public double LogVolume => Most.Zip(Least, (most, least) => ElementaryFunctions.Log(most - least)).Sum();

    /// <summary>The box of some features.</summary>
    public NoiseBox Over(int[] features) => new(Weight, [.. features.Select(j => Least[j])], [.. features.Select(j => Most[j])]);

    /// <summary>A box about the same middle whose sides have the same proportions.</summary>
    public NoiseBox OfLogVolume(double logVolume)
    {
        var half = 0.5 * VectorMath.Exp<double, Simd1<double>>((logVolume - LogVolume) / Least.Length);
        double[] Ends(double sign) => [.. Most.Zip(Least, (most, least) => (0.5 * (most + least)) + (sign * half * (most - least)))];
        return new(Weight, Ends(-1), Ends(1));
    }
}
