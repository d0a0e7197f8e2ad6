using Mixtura.Kernels;
using ScottPlot;

namespace Mixtura.Plots;

/// <summary>Rows of one feature: a histogram as a density, its bars coloured by cluster, with the boundaries of cells or the curves of components.</summary>
internal static class HistogramFigure
{
    private const int CurvePoints = 400;

    /// <param name="view">The rows.</param>
    /// <param name="boundaries">Where cells meet.</param>
    /// <param name="normals">Weight, mean, scale (a Gaussian's standard deviation) and degrees of freedom (a Gaussian has none) of each component.</param>
    public static Plot Draw(ClusterView view, double[] boundaries, (double Weight, double Mean, double Deviation, double? Degrees)[] normals)
    {
        var plot = FigureFile.NewPlot(view.Title);
        var values = Enumerable.Range(0, (int)view.Sample.Rows.Count).Select(i => view.Sample.Rows[i][0]).ToArray();
        var (low, high) = (values.Min(), values.Max());
        var bins = Math.Clamp((int)Math.Sqrt(values.Length), 8, 60);
        var width = high > low ? (high - low) / bins : 1;
        Bars(plot, view, values, low, width, bins);
        foreach (var boundary in boundaries)
        {
            plot.Add.VerticalLine(boundary, 1, Palette.Ink);
        }

        var xs = Enumerable.Range(0, CurvePoints).Select(i => low - width + ((high - low + (2 * width)) * i / (CurvePoints - 1))).ToArray();
        for (var k = 0; k < normals.Length; k++)
        {
            Curve(plot, xs, x => Density(normals[k], x), Palette.Mixed(Palette.Of(k), 0, 0.15), 2.5f);
        }

        if (normals.Length > 0)
        {
            Curve(plot, xs, x => normals.Sum(n => Density(n, x)), Palette.Ink, 1.5f);
        }

        plot.XLabel(view.Sample.Rows.Features[0]);
        plot.YLabel("density");
        plot.Axes.Margins(horizontal: 0.02, vertical: 0.1);
        plot.Axes.AutoScale();
        plot.Axes.SetLimitsY(0, plot.Axes.GetLimits().Top);
        PlaneFigure.Legend(plot, view, hasCenters: false);
        FigureFile.Note(plot, view);
        return plot;
    }

    private static void Bars(Plot plot, ClusterView view, double[] values, double low, double width, int bins)
    {
        var heights = new double[bins];
        for (var k = 0; k < view.Names.Length; k++)
        {
            var counts = new int[bins];
            for (var i = 0; i < values.Length; i++)
            {
                counts[Math.Min(bins - 1, (int)((values[i] - low) / width))] += view.Labels[i] == k ? 1 : 0;
            }

            for (var b = 0; b < bins; b++)
            {
                if (counts[b] > 0)
                {
                    var top = heights[b] + (counts[b] / (values.Length * width));
                    var bar = plot.Add.Rectangle(low + (b * width), low + ((b + 1) * width), heights[b], top);
                    bar.FillColor = Palette.Mixed(Palette.Of(k), 255, 0.35);
                    bar.LineColor = Colors.White;
                    bar.LineWidth = 1;
                    heights[b] = top;
                }
            }
        }
    }

    private static void Curve(Plot plot, double[] xs, Func<double, double> density, Color colour, float width)
    {
        var curve = plot.Add.ScatterLine(xs, [.. xs.Select(density)], colour);
        curve.LineWidth = width;
    }

    private static double Density((double Weight, double Mean, double Deviation, double? Degrees) normal, double x)
    {
        var z = (x - normal.Mean) / normal.Deviation;
        var log = normal.Degrees is { } nu ? GammaFunctions.LogRatio(0.5 * nu, 1) - (0.5 * (nu + 1) * Math.Log(1 + (z * z / nu))) : -0.5 * z * z;
        return normal.Weight * Math.Exp(log) / (normal.Deviation * Math.Sqrt(2 * Math.PI));
    }
}
