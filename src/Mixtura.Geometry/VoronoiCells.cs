namespace Mixtura.Geometry;

/// <summary>
/// The cells of points in a rectangle: what is nearer to a point than to any other, cut out of the rectangle by one half-plane after the other
/// (Sutherland and Hodgman 1974). O(K^2 x corners).
/// </summary>
internal static class VoronoiCells
{
    /// <summary>K convex polygons; empty where a cell lies outside.</summary>
    /// <param name="points">K points.</param>
    /// <param name="scale">What one unit of distance is along each axis.</param>
    /// <param name="area">The rectangle.</param>
    public static PlanePoint[][] Of(IReadOnlyList<PlanePoint> points, (double X, double Y) scale, PlaneArea area) =>
        [.. Enumerable.Range(0, points.Count).Select(k => Cell(points, k, scale, area))];

    private static PlanePoint[] Cell(IReadOnlyList<PlanePoint> points, int k, (double X, double Y) scale, PlaneArea area)
    {
        PlanePoint[] cell = [new(area.Left, area.Bottom), new(area.Right, area.Bottom), new(area.Right, area.Top), new(area.Left, area.Top)];
        for (var other = 0; other < points.Count && cell.Length > 0; other++)
        {
            if (other != k)
            {
                cell = Cut(cell, NearerBy(points[k], points[other], scale));
            }
        }

        return cell;
    }

    /// <summary>By how much a place is nearer to one point than to another: linear in the place.</summary>
    private static Func<PlanePoint, double> NearerBy(PlanePoint own, PlanePoint other, (double X, double Y) scale)
    {
        var (a, b) = ((own.X - other.X) / (scale.X * scale.X), (own.Y - other.Y) / (scale.Y * scale.Y));
        var (mx, my) = ((own.X + other.X) / 2, (own.Y + other.Y) / 2);
        return at => (a * (at.X - mx)) + (b * (at.Y - my));
    }

    private static PlanePoint[] Cut(PlanePoint[] polygon, Func<PlanePoint, double> inside)
    {
        var kept = new List<PlanePoint>();
        for (var i = 0; i < polygon.Length; i++)
        {
            var (from, to) = (polygon[i], polygon[(i + 1) % polygon.Length]);
            var (f, t) = (inside(from), inside(to));
            if (f >= 0)
            {
                kept.Add(from);
            }

            if (f >= 0 != t >= 0)
            {
                var share = f / (f - t);
                kept.Add(new(from.X + (share * (to.X - from.X)), from.Y + (share * (to.Y - from.Y))));
            }
        }

        return [.. kept];
    }
}
