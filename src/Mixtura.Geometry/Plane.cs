using System.Collections.Immutable;
using System.Globalization;

namespace Mixtura.Geometry;

/// <summary>Where rows of d features are seen: two of them, or the two directions along which they vary most.</summary>
internal sealed class Plane
{
    private readonly double[] origin;
    private readonly double[][] directions;

    private Plane(double[] origin, double[][] directions, string horizontal, string vertical)
    {
        this.origin = origin;
        this.directions = directions;
        Horizontal = horizontal;
        Vertical = vertical;
    }

    /// <summary>The name of the axis across.</summary>
    public string Horizontal { get; }

    /// <summary>The name of the axis up.</summary>
    public string Vertical { get; }

    public static Plane Of(Observations<double> rows, (string Horizontal, string Vertical)? features)
    {
        if (features is var (horizontal, vertical))
        {
            return OfFeatures(rows.Features, Find(rows.Features, horizontal), Find(rows.Features, vertical));
        }

        return rows.Dimension == 2 ? OfFeatures(rows.Features, 0, 1) : OfPrincipalAxes(PrincipalAxes.Of(rows));
    }

    public PlanePoint Project(ImmutableArray<double> point) => Project(point.AsSpan());

    public PlanePoint Project(ReadOnlySpan<double> point)
    {
        double x = 0, y = 0;
        for (var j = 0; j < point.Length; j++)
        {
            x += directions[0][j] * (point[j] - origin[j]);
            y += directions[1][j] * (point[j] - origin[j]);
        }

        return new(x, y);
    }

    /// <summary>P Sigma P': the covariance of what is seen.</summary>
    public (double XX, double XY, double YY) Project(double[,] covariance)
    {
        double Form(double[] a, double[] b)
        {
            double sum = 0;
            for (var j = 0; j < a.Length; j++)
            {
                for (var l = 0; l < b.Length; l++)
                {
                    sum += a[j] * covariance[j, l] * b[l];
                }
            }

            return sum;
        }

        return (Form(directions[0], directions[0]), Form(directions[0], directions[1]), Form(directions[1], directions[1]));
    }

    /// <summary>The scales of the two drawn features, in which a model measures distances.</summary>
    public (double X, double Y) ScaleOf(Standardization standardization) =>
        (standardization.Scale[Array.IndexOf(directions[0], 1)], standardization.Scale[Array.IndexOf(directions[1], 1)]);

    private static Plane OfFeatures(ImmutableArray<string> names, int horizontal, int vertical)
    {
        double[] Unit(int at) => [.. Enumerable.Range(0, names.Length).Select(j => j == at ? 1.0 : 0)];
        return new(new double[names.Length], [Unit(horizontal), Unit(vertical)], names[horizontal], names[vertical]);
    }

    private static Plane OfPrincipalAxes(PrincipalAxes axes)
    {
        string Name(int axis) => string.Create(CultureInfo.InvariantCulture, $"Principal component {axis + 1} ({axes.Shares[axis]:p0} of the variance)");
        return new(axes.Mean, axes.Directions, Name(0), Name(1));
    }

    private static int Find(ImmutableArray<string> names, string name)
    {
        var at = names.IndexOf(name);
        return at >= 0 ? at : throw new ArgumentException($"There is no feature '{name}' to draw; there are {string.Join(", ", names)}.");
    }
}
