using System.Collections.Immutable;

namespace Mixtura;

/// <summary>How far the parameters of a mixture may be off, by <see cref="MixtureBootstrap"/>. All in the units of the model's rows. Immutable and safe to share.</summary>
public sealed class BootstrapErrors
{
    private readonly BootstrapEstimate[] covariances;

    /// <param name="model">The model.</param>
    /// <param name="replicates">The parameters of the R refits.</param>
    /// <param name="confidence">Of the intervals.</param>
    /// <param name="discarded">How many refits there are beside these.</param>
    /// <param name="warnings">What a reader should know.</param>
    internal BootstrapErrors(GaussianMixtureModel model, MixtureParameters[] replicates, double confidence, int discarded, ImmutableArray<string> warnings)
    {
        var own = MixtureParameters.Of(model);
        BootstrapEstimate[] Each(Func<MixtureParameters, double[]> part) =>
            [.. part(own).Select((estimate, i) => BootstrapEstimate.Of(estimate, [.. replicates.Select(r => part(r)[i])], confidence))];
        Replicates = replicates.Length;
        Discarded = discarded;
        Confidence = confidence;
        Warnings = warnings;
        Dimension = model.Dimension;
        Weights = [.. Each(p => p.Weights)];
        Means = [.. Each(p => p.Means).Chunk(Dimension).Select(mean => mean.ToImmutableArray())];
        covariances = Each(p => p.Covariances);
    }

    /// <summary>The number of refits R that count.</summary>
    public int Replicates { get; }

    /// <summary>The number of refits that gave no model: a component collapsed or lost its rows.</summary>
    public int Discarded { get; }

    /// <summary>The share of replicates that lie in an interval.</summary>
    public double Confidence { get; }

    /// <summary>What a reader of the result should know: refits that were discarded, or did not converge.</summary>
    public ImmutableArray<string> Warnings { get; }

    /// <summary>The number of features d.</summary>
    public int Dimension { get; }

    /// <summary>K weights.</summary>
    public ImmutableArray<BootstrapEstimate> Weights { get; }

    /// <summary>K means of d values.</summary>
    public ImmutableArray<ImmutableArray<BootstrapEstimate>> Means { get; }

    /// <summary>The covariance matrix of one component. O(d^2).</summary>
    /// <param name="component">0 .. K-1.</param>
    /// <returns>d x d, symmetric.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such component.</exception>
    public BootstrapEstimate[,] CovarianceOf(int component)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(component);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(component, Weights.Length);
        var matrix = new BootstrapEstimate[Dimension, Dimension];
        for (var j = 0; j < Dimension; j++)
        {
            for (var l = 0; l <= j; l++)
            {
                matrix[j, l] = matrix[l, j] = covariances[MixtureParameters.CovarianceAt(component, j, l, Dimension)];
            }
        }

        return matrix;
    }
}

/// <summary>The parameters of a mixture in the units of its rows.</summary>
/// <param name="Weights">K.</param>
/// <param name="Means">K x d.</param>
/// <param name="Covariances">K lower triangles, row by row.</param>
internal sealed record MixtureParameters(double[] Weights, double[] Means, double[] Covariances)
{
    /// <summary>A model's own, its components in a given order.</summary>
    public static MixtureParameters Of(GaussianMixtureModel model, int[]? order = null)
    {
        var d = model.Dimension;
        order ??= [.. Enumerable.Range(0, model.Clusters)];
        var covariances = new double[order.Length * d * (d + 1) / 2];
        for (var k = 0; k < order.Length; k++)
        {
            var matrix = model.CovarianceOf(order[k]);
            for (var i = 0; i < d * d; i++)
            {
                if (i % d <= i / d)
                {
                    covariances[CovarianceAt(k, i / d, i % d, d)] = matrix[i / d, i % d];
                }
            }
        }

        return new([.. order.Select(k => model.Weights[k])], [.. order.SelectMany(k => model.Means[k])], covariances);
    }

    /// <summary>Where element (j, l), l &lt;= j, of a component's matrix is kept.</summary>
    public static int CovarianceAt(int component, int j, int l, int d) => (component * d * (d + 1) / 2) + (j * (j + 1) / 2) + l;
}
