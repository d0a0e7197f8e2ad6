using System.Collections.Immutable;
using Mixtura.Geometry;

namespace Mixtura.Playground.Data;

/// <summary>Rows of two features as points of the plane, and the classes they come from where those are known.</summary>
internal sealed class PointSet
{
    /// <summary>Rows of two features.</summary>
    /// <param name="rows">n x 2 rows, n at least 1.</param>
    /// <param name="classes">n classes from 0, or null.</param>
    public PointSet(Observations<double> rows, ImmutableArray<int>? classes = null)
    {
        Rows = rows;
        Classes = classes;
        Points = [.. Enumerable.Range(0, (int)rows.Count).Select(i => new PlanePoint(rows[i][0], rows[i][1]))];
    }

    public Observations<double> Rows { get; }

    public ImmutableArray<int>? Classes { get; }

    public ImmutableArray<PlanePoint> Points { get; }

    /// <summary>n x 2 values, row after row.</summary>
    public double[] Values => [.. Points.SelectMany(p => new[] { p.X, p.Y })];

    /// <summary>Points that somebody drew.</summary>
    public static PointSet Of(IReadOnlyList<PlanePoint> points, ImmutableArray<int>? classes = null) =>
        new(Observations.From<double>([.. points.SelectMany(p => new[] { p.X, p.Y })], 2).Named("x", "y"), classes);
}
