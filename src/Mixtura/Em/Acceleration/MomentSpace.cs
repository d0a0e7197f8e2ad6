namespace Mixtura;

/// <summary>
/// The sums of passes as points of a vector space, so that steps may be combined: an affine combination of sums about one origin is such sums again, and the M-step makes of it a model of the
/// same structure. Points are K + K d + |S| numbers N, F and S about the means of one model; each is measured in rows and in standard deviations of all rows, so that no unit counts.
/// </summary>
/// <param name="like">Sums of the same shape.</param>
/// <param name="deviations">d standard deviations of the features.</param>
internal sealed class MomentSpace(Moments like, double[] deviations)
{
    private readonly int components = like.Components;
    private readonly int d = like.Dimension;
    private readonly SecondMoment kind = like.Kind;
    private readonly double[] units = Units(like, deviations);

    /// <summary>How many numbers a point has.</summary>
    public int Length => units.Length;

    /// <summary>A point of some sums, about other means than they were taken. O(K d^2), as what the sums hold.</summary>
    /// <param name="sums">The sums.</param>
    /// <param name="from">K x d means that they are about.</param>
    /// <param name="to">K x d means that the point is about.</param>
    public double[] Point(Moments sums, ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        double[] point = [.. sums.Weight, .. sums.First, .. sums.Second];
        Move(point, from, to);
        return point;
    }

    /// <summary>Turns a point about some means into one about others: x - to = (x - from) + (from - to).</summary>
    public void Move(double[] point, ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        var weight = point.AsSpan(0, components);
        var first = point.AsSpan(components, components * d);
        var second = point.AsSpan(components * (d + 1));
        for (var k = 0; k < components; k++)
        {
            for (var j = 0; j < d; j++)
            {
                var step = from[(k * d) + j] - to[(k * d) + j];
                if (kind == SecondMoment.Diagonal)
                {
                    second[(k * d) + j] += step * ((2 * first[(k * d) + j]) + (weight[k] * step));
                    continue;
                }

                for (var l = 0; kind != SecondMoment.None && l <= j; l++)
                {
                    var other = from[(k * d) + l] - to[(k * d) + l];
                    second[(((kind == SecondMoment.Full ? k * d : 0) + j) * like.Stride) + l] +=
                        (first[(k * d) + j] * other) + (step * first[(k * d) + l]) + (weight[k] * step * other);
                }
            }

            for (var j = 0; j < d; j++)
            {
                first[(k * d) + j] += weight[k] * (from[(k * d) + j] - to[(k * d) + j]);
            }
        }
    }

    /// <summary>Whether a point can be the sums of rows: each component has weight, and all numbers are finite.</summary>
    public bool IsOfRows(double[] point) => Array.TrueForAll(point[..components], w => w > 0) && Array.TrueForAll(point, double.IsFinite);

    /// <summary>The sums of a point.</summary>
    public Moments Sums(double[] point)
    {
        var sums = new Moments(components, d, kind);
        point.AsSpan(0, components).CopyTo(sums.Weight);
        point.AsSpan(components, components * d).CopyTo(sums.First);
        point.AsSpan(components * (d + 1)).CopyTo(sums.Second);
        return sums;
    }

    /// <summary>x'y in the units of the space.</summary>
    public double Product(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (var i = 0; i < units.Length; i++)
        {
            sum = Math.FusedMultiplyAdd(units[i] * x[i], y[i], sum);
        }

        return sum;
    }

    /// <summary>x - y.</summary>
    public static double[] Difference(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var difference = x.ToArray();
        for (var i = 0; i < difference.Length; i++)
        {
            difference[i] -= y[i];
        }

        return difference;
    }

    /// <summary>x + factor y, in place.</summary>
    public static void Add(double[] x, double factor, ReadOnlySpan<double> y)
    {
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = Math.FusedMultiplyAdd(factor, y[i], x[i]);
        }
    }

    /// <summary>Squared inverses of the units; 0 for numbers that are no sums.</summary>
    private static double[] Units(Moments like, double[] deviations)
    {
        var features = like.Dimension;
        double[] squares = [.. deviations.Select(s => s > 0 ? 1 / (s * s) : 1)];
        var inverses = new double[like.Components + (like.Components * features) + like.Second.Length];
        inverses.AsSpan(0, like.Components).Fill(1);
        for (var i = 0; i < like.Components * features; i++)
        {
            inverses[like.Components + i] = squares[i % features];
        }

        var second = inverses.AsSpan(like.Components * (features + 1));
        for (var i = 0; i < second.Length; i++)
        {
            var (j, l) = like.Kind == SecondMoment.Diagonal ? (i % features, i % features) : (i / like.Stride % features, i % like.Stride);
            second[i] = l <= j ? squares[j] * squares[l] : 0;
        }

        return inverses;
    }
}
