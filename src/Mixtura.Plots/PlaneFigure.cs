using System.Globalization;
using Mixtura.Geometry;
using ScottPlot;

namespace Mixtura.Plots;

/// <summary>Rows in a plane: background, points, centers, legend.</summary>
internal static class PlaneFigure
{
    private const int MostInLegend = 12;
    private const double Margin = 0.06;


    /// <param name="view">The rows.</param>
    /// <param name="plane">Where they are seen.</param>
    /// <param name="centers">Discovered centers; may be none.</param>
    /// <param name="under">Draws what lies under the rows, in the area that is seen.</param>
    /// <param name="over">Draws what lies over the rows.</param>
    public static Plot Draw(ClusterView view, Plane plane, IReadOnlyList<PlanePoint> centers, Action<Plot, PlaneArea> under, Action<Plot> over)
    {
        var points = Enumerable.Range(0, (int)view.Sample.Rows.Count).Select(i => plane.Project(view.Sample.Rows[i])).ToArray();
        var area = PlaneArea.Around([.. points, .. centers], Margin);
        var plot = FigureFile.NewPlot(view.Title);
        under(plot, area);
        Points(plot, view, points, centers.Count > 0);
        over(plot);
        Centers(plot, centers);
        plot.XLabel(plane.Horizontal);
        plot.YLabel(plane.Vertical);
        plot.Axes.SetLimits(area.Left, area.Right, area.Bottom, area.Top);
        Legend(plot, view, centers.Count > 0, k => centers.Count > 0 ? MarkerShape.FilledCircle : MarkShapes.Of(k));
        FigureFile.Note(plot, view);
        return plot;
    }

    /// <summary>A legend of the clusters, and of the mark of a center.</summary>
    public static void Legend(Plot plot, ClusterView view, bool hasCenters) => Legend(plot, view, hasCenters, _ => MarkerShape.FilledCircle);

    private static void Legend(Plot plot, ClusterView view, bool hasCenters, Func<int, MarkerShape> shape)
    {
        var items = view.Names.Take(MostInLegend).Select((name, k) => new LegendItem
        {
            LabelText = name, MarkerShape = shape(k), MarkerFillColor = Palette.Of(k), MarkerLineColor = Palette.Of(k), MarkerSize = 9,
        }).ToList();
        if (view.Names.Length > MostInLegend)
        {
            items.Add(new() { LabelText = string.Create(CultureInfo.InvariantCulture, $"and {view.Names.Length - MostInLegend} more") });
        }

        if (hasCenters)
        {
            items.Add(new() { LabelText = "discovered center", MarkerShape = MarkerShape.FilledDiamond, MarkerFillColor = Palette.Ink, MarkerLineColor = Palette.Ink, MarkerSize = 11 });
        }

        plot.Legend.ManualItems.AddRange(items);
        FigureFile.ShowLegend(plot);
    }

    private static void Points(Plot plot, ClusterView view, PlanePoint[] points, bool hasCenters)
    {
        // Many points hide each other: they become smaller and let what is under them through.
        var size = (float)Math.Clamp(9 - (1.6 * Math.Log10(Math.Max(10, points.Length) / 100.0)), 3, 9);
        var opacity = Math.Clamp(1 - (0.22 * Math.Log10(Math.Max(10, points.Length) / 300.0)), 0.35, 0.9);
        for (var k = 0; k < view.Names.Length; k++)
        {
            var own = points.Where((_, i) => view.Labels[i] == k).ToArray();
            if (own.Length > 0)
            {
                // Where no center, cell or ellipse says what belongs together, shapes do beside colours.
                var markers = plot.Add.Markers(own.ToPlot(), hasCenters ? MarkerShape.FilledCircle : MarkShapes.Of(k), hasCenters ? size : size * MarkShapes.SizeOf(k), Palette.Of(k).WithAlpha(opacity));
                markers.MarkerLineWidth = 0;
            }
        }
    }

    private static void Centers(Plot plot, IReadOnlyList<PlanePoint> centers)
    {
        for (var k = 0; k < centers.Count; k++)
        {
            plot.Add.Marker(centers[k].ToPlot(), MarkerShape.FilledDiamond, 25, Palette.Ink);
            plot.Add.Marker(centers[k].ToPlot(), MarkerShape.FilledDiamond, 20, Colors.White);
            plot.Add.Marker(centers[k].ToPlot(), MarkerShape.FilledDiamond, 13, Palette.Of(k));
        }
    }
}
