using CsCheck;

namespace Mixtura.Geometry.Tests;

public class GeometryTests
{
    private static readonly PlaneArea Area = new(-10, 10, -10, 10);

    /// <summary>Any place of the area lies in the cell of its nearest point, and in no other but for its edges.</summary>
    [Fact]
    public void Cells_hold_what_is_nearest() => Gen.Select(Gen.Select(Gen.Double[-9, 9], Gen.Double[-9, 9]).Array[2, 9], Gen.Double[-9.9, 9.9], Gen.Double[-9.9, 9.9], Gen.Double[0.2, 5]).Sample((points, x, y, scale) =>
    {
        var centers = points.Select(p => new PlanePoint(p.Item1, p.Item2)).ToArray();
        var cells = VoronoiCells.Of(centers, (scale, 1), Area);
        double Distance(PlanePoint c) => Math.Pow((c.X - x) / scale, 2) + Math.Pow(c.Y - y, 2);
        var nearest = Enumerable.Range(0, centers.Length).MinBy(k => Distance(centers[k]));
        var margin = centers.Where((_, k) => k != nearest).Min(Distance) - Distance(centers[nearest]);
        if (margin > 1e-6)
        {
            Assert.True(Holds(cells[nearest], x, y));
            Assert.All(cells.Where((_, k) => k != nearest), cell => Assert.False(Holds(cell, x, y)));
        }
    });

    [Fact]
    public void Cells_fill_the_area() => Gen.Select(Gen.Double[-9, 9], Gen.Double[-9, 9]).Array[1, 12].Sample(points =>
    {
        var cells = VoronoiCells.Of([.. points.Distinct().Select(p => new PlanePoint(p.Item1, p.Item2))], (1, 1), Area);
        Assert.Equal(400, cells.Sum(Surface), 1e-9);
    });

    /// <summary>Each point of the s-sigma ellipse has Mahalanobis distance s^2, and its longest axis is s sqrt(largest eigenvalue).</summary>
    [Fact]
    public void Ellipses_lie_at_their_mahalanobis_distance() => Gen.Select(Gen.Double[0.1, 9], Gen.Double[0.1, 9], Gen.Double[-0.95, 0.95], Gen.Double[0.5, 3]).Sample((xx, yy, r, sigmas) =>
    {
        var xy = r * Math.Sqrt(xx * yy);
        var points = new PlaneNormal(1, new(2, -1), (xx, xy, yy)).Ellipse(sigmas, 720);
        var determinant = (xx * yy) - (xy * xy);
        Assert.All(points, p =>
        {
            var (dx, dy) = (p.X - 2, p.Y + 1);
            var distance = ((yy * dx * dx) - (2 * xy * dx * dy) + (xx * dy * dy)) / determinant;
            Assert.Equal(sigmas * sigmas, distance, 1e-8 * xx * yy / determinant);
        });
        var largest = ((xx + yy) / 2) + Math.Sqrt((Math.Pow(xx - yy, 2) / 4) + (xy * xy));
        Assert.Equal(sigmas * Math.Sqrt(largest), points.Max(p => Math.Sqrt(Math.Pow(p.X - 2, 2) + Math.Pow(p.Y + 1, 2))), 1e-9 * sigmas * Math.Sqrt(largest));
    });

    /// <summary>Rows spread 5, 2 and 0.1 along three orthogonal directions: those are the axes, and the shares are the squares' shares.</summary>
    [Fact]
    public void Principal_axes_are_the_directions_of_the_spread()
    {
        double[][] turn = [[2 / 3.0, 2 / 3.0, 1 / 3.0], [-2 / 3.0, 1 / 3.0, 2 / 3.0], [1 / 3.0, -2 / 3.0, 2 / 3.0]];
        double[] spread = [5, 2, 0.1];

        // The corners of a box have no correlation between its sides.
        var rows = Enumerable.Range(0, 8).Select(c => Enumerable.Range(0, 3).Select(j => 7 + Enumerable.Range(0, 3).Sum(a => ((c >> a) % 2 == 0 ? -1 : 1) * spread[a] * turn[a][j])).ToArray()).ToArray();
        var axes = PrincipalAxes.Of(Observations.From(rows));
        Assert.All(axes.Mean, m => Assert.Equal(7, m, 1e-12));
        for (var a = 0; a < 2; a++)
        {
            Assert.Equal(1, Math.Abs(turn[a].Zip(axes.Directions[a], (x, y) => x * y).Sum()), 1e-9);
            Assert.Equal(spread[a] * spread[a] / 29.01, axes.Shares[a], 1e-9);
        }
    }

    [Fact]
    public void Many_rows_are_sampled_evenly()
    {
        var sample = RowSample.Of(Observations.From(Enumerable.Range(0, 1000).Select(i => (double)i).ToArray(), 1), 100);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => 10L * i), sample.Index);
        Assert.Equal(990, sample.Rows[99][0]);
        Assert.Equal(1000, sample.Total);
    }

    /// <summary>
    /// Whether a polygon's edges go once around a place (its winding number). Unlike the side of each edge, it is well told for places off the edges, however short some
    /// edges are: cells can be slivers whose shortest edges have no direction but that of rounding.
    /// </summary>
    private static bool Holds(PlanePoint[] polygon, double x, double y)
    {
        double turned = 0;
        for (var i = 0; i < polygon.Length; i++)
        {
            var (from, to) = (polygon[i], polygon[(i + 1) % polygon.Length]);
            var (ax, ay, bx, by) = (from.X - x, from.Y - y, to.X - x, to.Y - y);
            turned += Math.Atan2((ax * by) - (ay * bx), (ax * bx) + (ay * by));
        }

        return turned > Math.PI;
    }

    private static double Surface(PlanePoint[] polygon)
    {
        double sum = 0;
        for (var i = 0; i < polygon.Length; i++)
        {
            var (a, b) = (polygon[i], polygon[(i + 1) % polygon.Length]);
            sum += ((a.X * b.Y) - (b.X * a.Y)) / 2;
        }

        return sum;
    }
}
