using ScottPlot;

namespace Mixtura.Plots;

/// <summary>Curves over one axis, told apart by colour and by dashes: an objective over iterations, a probability along a way, a criterion over the number of clusters.</summary>
public static class CurveFigure
{
    private static readonly LinePattern[] Patterns = [LinePattern.Solid, LinePattern.Dashed, LinePattern.Dotted, LinePattern.DenselyDashed];

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

    /// <summary>How the k-th curve is dashed, for eyes that colours do not tell apart.</summary>
    internal static LinePattern PatternOf(int k) => Patterns[k % Patterns.Length];

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
            Add(plot, curves[k], k);
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

    private static void Add(Plot plot, Curve curve, int k)
    {
        if (curve.X.Count != curve.Y.Count || curve.X.Count == 0)
        {
            throw new ArgumentException($"The curve '{curve.Name}' has {curve.X.Count} places and {curve.Y.Count} values: each place needs one, and there must be one.", nameof(curve));
        }

        var (colour, pattern) = (Palette.Of(k), PatternOf(k));
        var line = plot.Add.Scatter(curve.X.ToArray(), curve.Y.ToArray(), colour);
        line.LineWidth = 2.5f;
        line.LinePattern = pattern;
        line.MarkerSize = curve.IsMarked ? 7 : 0;
        line.LegendText = curve.Name;
    }
}
