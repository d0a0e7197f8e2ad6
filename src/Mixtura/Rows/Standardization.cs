using System.Collections.Immutable;

namespace Mixtura;

/// <summary>How features are brought to one scale before distances are taken.</summary>
public enum Scaling
{
    /// <summary>As they are.</summary>
    None,

    /// <summary>Each feature less its mean, divided by its standard deviation (of n, weighted where rows are).</summary>
    ZScore,

    /// <summary>Each feature from its smallest to its largest value becomes 0 to 1.</summary>
    MinMax,
}

/// <summary>
/// z_j = (x_j - offset_j) / scale_j for each of d features: learned from the rows of a fit, kept in the model, so that
/// predictions take rows in their own units.
/// </summary>
public sealed class Standardization
{
    internal Standardization(Scaling scaling, ImmutableArray<double> offset, ImmutableArray<double> scale)
    {
        Scaling = scaling;
        Offset = offset;
        Scale = scale;
    }

    /// <summary>What was asked for.</summary>
    public Scaling Scaling { get; }

    /// <summary>d offsets, in the features' units; 0 without scaling.</summary>
    public ImmutableArray<double> Offset { get; }

    /// <summary>d scales above 0, in the features' units; 1 without scaling and for constant features.</summary>
    public ImmutableArray<double> Scale { get; }

    /// <summary>Whether rows stay as they are.</summary>
    public bool IsIdentity => Scaling == Scaling.None;

    /// <summary>Rows as they are: offset 0, scale 1.</summary>
    /// <param name="dimension">The number of features d.</param>
    /// <returns>The identity.</returns>
    public static Standardization None(int dimension) =>
        new(Scaling.None, [.. Enumerable.Repeat(0.0, dimension)], [.. Enumerable.Repeat(1.0, dimension)]);
}
