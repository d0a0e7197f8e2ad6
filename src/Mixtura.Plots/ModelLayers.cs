using Mixtura.Geometry;
using ScottPlot;

namespace Mixtura.Plots;

/// <summary>What a model says of the plane: cells and doubt under the rows, ellipses over them.</summary>
internal static class ModelLayers
{
    private const int MostColumns = 320;
    private const int EllipsePoints = 90;

    /// <summary>Voronoi cells, tinted, with their edges.</summary>
    public static void Cells(Plot plot, IReadOnlyList<PlanePoint> centers, (double X, double Y) scale, PlaneArea area)
    {
        var cells = VoronoiCells.Of(centers, scale, area);
        for (var k = 0; k < cells.Length; k++)
        {
            if (cells[k].Length > 2)
            {
                var cell = plot.Add.Polygon(cells[k].ToPlot());
                cell.FillColor = Palette.Mixed(Palette.Of(k), 255, 0.86);
                cell.LineColor = Palette.Faint;
                cell.LineWidth = 1.2f;
                cell.MarkerSize = 0;
            }
        }
    }

    /// <summary>The colour of the most probable component, fading to white where it is no more probable than the next, and white where noise is (of a log-density, or null).</summary>
    public static void Doubt(Plot plot, IReadOnlyList<PlaneNormal> components, double? noise, PlaneArea area, int width)
    {
        // Shades are smooth: one for four pixels of the figure is enough.
        var columns = Math.Clamp(width / 2, 1, MostColumns);
        var rows = Math.Max(1, columns * 3 / 4);
        var pixels = new byte[rows, columns, 3];
        var log = new double[components.Count + (noise is null ? 0 : 1)];
        log[^1] = noise ?? 0;
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                var x = area.Left + (area.Width * (j + 0.5) / columns);
                var y = area.Top - (area.Height * (i + 0.5) / rows);
                for (var k = 0; k < components.Count; k++)
                {
                    log[k] = components[k].LogWeightedDensity(x, y);
                }

                var colour = Shade(log, components.Count);
                (pixels[i, j, 0], pixels[i, j, 1], pixels[i, j, 2]) = (colour.R, colour.G, colour.B);
            }
        }

        plot.Add.ImageRect(new Image(pixels), area.ToPlot());
    }

    /// <summary>The 1-, 2- and 3-sigma ellipses: 39, 86 and 99 % of a component lie inside, in a plane.</summary>
    public static void Ellipses(Plot plot, IReadOnlyList<PlaneNormal> components)
    {
        for (var k = 0; k < components.Count; k++)
        {
            for (var sigmas = 1; sigmas <= 3; sigmas++)
            {
                var ellipse = plot.Add.Polygon(components[k].Ellipse(sigmas, EllipsePoints).ToPlot());
                ellipse.FillColor = Colors.Transparent;
                ellipse.LineColor = Palette.Mixed(Palette.Of(k), 0, 0.15).WithAlpha(1.15 - (0.25 * sigmas));
                ellipse.LineWidth = 2.4f - (0.5f * sigmas);
                ellipse.MarkerSize = 0;
            }
        }
    }

    /// <summary>Rings around some rows.</summary>
    public static void Rings(Plot plot, PlanePoint[] points)
    {
        if (points.Length > 0)
        {
            var rings = plot.Add.Markers(points.ToPlot(), MarkerShape.OpenCircle, 13, Palette.Ink);
            rings.MarkerLineWidth = 1.3f;
        }
    }

    private static Color Shade(double[] log, int components)
    {
        const double palest = 1, deepest = 0.72;
        var best = Array.IndexOf(log, log.Max());
        var share = 1 / log.Sum(l => Math.Exp(l - log[best]));
        var sure = log.Length == 1 ? 1 : Math.Clamp((2 * share) - 1, 0, 1);
        return best == components ? Colors.White : Palette.Mixed(Palette.Of(best), 255, palest - ((palest - deepest) * sure));
    }
}
