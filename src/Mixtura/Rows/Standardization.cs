using System.Collections.Immutable;
using System.Numerics;

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

    /// <summary>The scaling of given rows, from their weighted means, variances and extremes.</summary>
    internal static Standardization Learn(Scaling scaling, FeatureSummary summary) => scaling switch
    {
        Scaling.ZScore => new(scaling, [.. summary.Mean], [.. summary.Variance.Select(v => OneIfZero(Math.Sqrt(v)))]),
        Scaling.MinMax => new(scaling, [.. summary.Least], [.. summary.Most.Zip(summary.Least, (most, least) => OneIfZero(most - least))]),
        _ => None(summary.Mean.Length),
    };

    /// <summary>A scaled copy of rows, or the rows themselves where nothing is scaled. O(n d).</summary>
    internal Observations<T> Apply<T>(Observations<T> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (IsIdentity)
        {
            return rows;
        }

        var d = Offset.Length;
        var scaled = Observations.Create<T>(rows.Count, d, (first, values) =>
        {
            var from = rows.Rows(first, values.Length / d);
            for (var i = 0; i < values.Length; i += d)
            {
                for (var j = 0; j < d; j++)
                {
                    values[i + j] = T.CreateTruncating((double.CreateTruncating(from[i + j]) - Offset[j]) / Scale[j]);
                }
            }
        });
        return scaled.Named(rows.Features).WithWeightsOf(rows);
    }

    /// <summary>A scaled point in the features' own units.</summary>
    internal ImmutableArray<double> ToDataUnits(ReadOnlySpan<double> point)
    {
        var values = ImmutableArray.CreateBuilder<double>(point.Length);
        for (var j = 0; j < point.Length; j++)
        {
            values.Add(IsIdentity ? point[j] : Offset[j] + (Scale[j] * point[j]));
        }

        return values.MoveToImmutable();
    }

    /// <summary>K points in the features' own units, scaled: K x d numbers.</summary>
    internal double[] Scaled(ImmutableArray<ImmutableArray<double>> points) =>
        [.. points.SelectMany(point => point.Select((x, j) => IsIdentity ? x : (x - Offset[j]) / Scale[j]))];

    private static double OneIfZero(double scale) => scale > 0 ? scale : 1;
}
