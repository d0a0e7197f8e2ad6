using ScottPlot;

namespace Mixtura.Plots;

/// <summary>Curves over one axis, told apart by colour and by marks: an objective over iterations, a probability along a way, a criterion over the number of clusters.</summary>
public static class CurveFigure
{
    /// <summary>Marks on a curve that is drawn without, so that it is told from the others.</summary>
    private const int SparseMarks = 8;

    /// <summary>Draws the figure to a file. O(points).</summary>
    /// <param name="path">A file that ends in .png or .svg; it appears whole or not at all.</param>
    /// <param name="curves">The curves, at least one.</param>
    /// <param name="horizontal">What the axis across shows.</param>
    /// <param name="vertical">What the axis up shows.</param>
    /// <param name="options">How the figure looks; null for the defaults, without a title.</param>
    /// <exception cref="ArgumentException">The path ends otherwise, there is no curve, or one has not as many places as values.</exception>
    /// <exception cref="IOException">The file cannot be written; an older one is untouched.</exception>
    public static void Save(string path, IReadOnlyList<Curve> curves, string horizontal, string vertical, FigureOptions? options = null)
    {
        options ??= new FigureOptions();
        FigureFile.Check(path, options);
        FigureFile.Save(path, options, Draw(curves, horizontal, vertical, options.Title ?? ""));
    }

    /// <summary>The figure as a plot.</summary>
    internal static Plot Draw(IReadOnlyList<Curve> curves, string horizontal, string vertical, string title)
    {
        ArgumentNullException.ThrowIfNull(curves);
        if (curves.Count == 0)
        {
            throw new ArgumentException("There is no curve to draw: give at least one.", nameof(curves));
        }

        var plot = FigureFile.NewPlot(title);
        for (var k = 0; k < curves.Count; k++)
        {
            Add(plot, curves[k], k, alone: curves.Count == 1);
        }

        plot.XLabel(horizontal);
        plot.YLabel(vertical);
        plot.Axes.Margins(horizontal: 0.03, vertical: 0.08);
        if (curves.All(c => c.X.All(double.IsInteger)))
        {
            plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericAutomatic { IntegerTicksOnly = true };
        }

        if (curves.Count > 1)
        {
            FigureFile.ShowLegend(plot);
        }
        else
        {
            plot.HideLegend();
        }

        return plot;
    }

    private static void Add(Plot plot, Curve curve, int k, bool alone)
    {
        if (curve.X.Count != curve.Y.Count || curve.X.Count == 0)
        {
            throw new ArgumentException($"The curve '{curve.Name}' has {curve.X.Count} places and {curve.Y.Count} values: each place needs one, and there must be one.", nameof(curve));
        }

        var line = plot.Add.Scatter(curve.X.ToArray(), curve.Y.ToArray(), Palette.Of(k));
        line.LineWidth = 2.5f;
        line.MarkerSize = curve.IsMarked ? 7 * MarkShapes.SizeOf(k) : 0;
        line.MarkerShape = MarkShapes.Of(k);
        line.LegendText = curve.Name;
        if (!curve.IsMarked && !alone)
        {
            // Each curve at places of its own, that marks of curves that meet do not hide each other.
            int[] places = [.. Enumerable.Range(0, SparseMarks).Select(i => (int)((i + 0.3 + (0.2 * (k % 3))) * curve.X.Count / SparseMarks)).Distinct()];
            line.LegendText = "";
            var marks = plot.Add.Scatter(places.Select(i => curve.X[i]).ToArray(), places.Select(i => curve.Y[i]).ToArray(), Palette.Of(k));
            marks.LineWidth = 0;
            marks.MarkerSize = 8 * MarkShapes.SizeOf(k);
            marks.MarkerShape = MarkShapes.Of(k);
            marks.LegendText = curve.Name;
        }
    }
}
