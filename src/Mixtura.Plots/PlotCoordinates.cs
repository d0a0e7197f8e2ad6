using Mixtura.Geometry;
using ScottPlot;

namespace Mixtura.Plots;

/// <summary>Places of the plane in ScottPlot's own words.</summary>
internal static class PlotCoordinates
{
    public static Coordinates ToPlot(this PlanePoint point) => new(point.X, point.Y);

    public static Coordinates[] ToPlot(this IEnumerable<PlanePoint> points) => [.. points.Select(ToPlot)];

    public static CoordinateRect ToPlot(this PlaneArea area) => new(area.Left, area.Right, area.Bottom, area.Top);
}
