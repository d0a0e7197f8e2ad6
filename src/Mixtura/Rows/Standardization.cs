using System.Collections.Immutable;
using System.Globalization;
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

    /// <summary>
    /// Each row divided by its length, so that only its direction counts: distances are those of cosines. For k-means, whose centroids
    /// then have unit length, too (see <see cref="SphericalKMeans"/>); mixtures refuse it.
    /// </summary>
    UnitLength,
}

/// <summary>
/// z_j = (x_j - offset_j) / scale_j for each of d features, or z = x / |x| for unit length: learned from the rows of a fit, kept in the
/// model, so that predictions take rows in their own units.
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

    /// <summary>d offsets, in the features' units; 0 without scaling and for unit length.</summary>
    public ImmutableArray<double> Offset { get; }

    /// <summary>d scales above 0, in the features' units; 1 without scaling, for unit length and for constant features.</summary>
    public ImmutableArray<double> Scale { get; }

    /// <summary>Whether rows stay as they are.</summary>
    public bool IsIdentity => Scaling == Scaling.None;

    /// <summary>The sum of ln scale: what the logarithm of a density loses when features go back to their own units.</summary>
    internal double LogScale => IsIdentity ? 0 : Scale.Sum(Kernels.ElementaryFunctions.Log);

    /// <summary>Whether each row is scaled by itself, to unit length, and not each feature.</summary>
    internal bool IsOfRows => Scaling == Scaling.UnitLength;

    /// <summary>Rows as they are: offset 0, scale 1.</summary>
    /// <param name="dimension">The number of features d.</param>
    /// <returns>The identity.</returns>
    public static Standardization None(int dimension) => Unlearned(Scaling.None, dimension);

    /// <summary>A scaling that learns nothing of features.</summary>
    internal static Standardization Unlearned(Scaling scaling, int dimension) =>
        new(scaling, [.. Enumerable.Repeat(0.0, dimension)], [.. Enumerable.Repeat(1.0, dimension)]);

    /// <summary>The scaling of given rows, from their weighted means, variances and extremes.</summary>
    internal static Standardization Learn(Scaling scaling, FeatureSummary summary) => scaling switch
    {
        Scaling.ZScore => new(scaling, [.. summary.Mean], [.. summary.Variance.Select(v => OneIfZero(Math.Sqrt(v)))]),
        Scaling.MinMax => new(scaling, [.. summary.Least], [.. summary.Most.Zip(summary.Least, (most, least) => OneIfZero(most - least))]),
        _ => Unlearned(scaling, summary.Mean.Length),
    };

    /// <summary>A scaled copy of rows, or the rows themselves where nothing is scaled. O(n d).</summary>
    /// <exception cref="MixturaException">Rows are scaled to unit length, and one is 0 throughout.</exception>
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
            if (IsOfRows)
            {
                DivideByLengths(from, values, d, first);
                return;
            }

            for (var i = 0; i < values.Length; i += d)
            {
                for (var j = 0; j < d; j++)
                {
                    values[i + j] = Applied(from[i + j], j);
                }
            }
        });
        return scaled.Named(rows.Features).WithWeightsOf(rows);
    }

    /// <summary>One value of one feature, scaled.</summary>
    internal T Applied<T>(T value, int feature)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => IsIdentity ? value : T.CreateTruncating((double.CreateTruncating(value) - Offset[feature]) / Scale[feature]);

    /// <summary>A scaled point in the features' own units.</summary>
    internal ImmutableArray<double> ToDataUnits(ReadOnlySpan<double> point)
    {
        var values = ImmutableArray.CreateBuilder<double>(point.Length);
        for (var j = 0; j < point.Length; j++)
        {
            values.Add(IsIdentity || IsOfRows ? point[j] : Offset[j] + (Scale[j] * point[j]));
        }

        return values.MoveToImmutable();
    }

    /// <summary>K points in the features' own units, scaled: K x d numbers.</summary>
    /// <exception cref="MixturaException">Points are scaled to unit length, and one is 0 throughout.</exception>
    internal double[] Scaled(ImmutableArray<ImmutableArray<double>> points)
    {
        double[] scaled = [.. points.SelectMany(point => point.Select((x, j) => IsIdentity ? x : (x - Offset[j]) / Scale[j]))];
        for (var k = 0; IsOfRows && k < points.Length; k++)
        {
            if (!UnitLength.TryScale(scaled.AsSpan(k * Offset.Length, Offset.Length)))
            {
                throw new MixturaException(string.Create(CultureInfo.InvariantCulture, $"Given point {k} is 0 throughout, so that it has no direction."));
            }
        }

        return scaled;
    }

    private static void DivideByLengths<T>(ReadOnlySpan<T> from, Span<T> to, int d, long firstRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var point = new double[d];
        for (var i = 0; i < to.Length; i += d)
        {
            for (var j = 0; j < d; j++)
            {
                point[j] = double.CreateTruncating(from[i + j]);
            }

            if (!UnitLength.TryScale(point))
            {
                throw new MixturaException(string.Create(
                    CultureInfo.InvariantCulture, $"Row {firstRow + (i / d)} is 0 throughout, so that it has no direction: leave such rows out, or do not scale to unit length."));
            }

            for (var j = 0; j < d; j++)
            {
                to[i + j] = T.CreateTruncating(point[j]);
            }
        }
    }

    private static double OneIfZero(double scale) => scale > 0 ? scale : 1;
}
