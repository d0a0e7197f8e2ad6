using ScottPlot;
using SkiaSharp;

namespace Mixtura.Plots;

/// <summary>Small multiples: panels in rows and columns, to be compared at a glance.</summary>
public static class PanelFigure
{
    /// <summary>Panels are drawn at twice their size and made half as large, so that marks and lines are in proportion.</summary>
    private const float Shrink = 0.5f;
    private const int Heading = 40;

    /// <summary>Draws panels to one file, row after row from the upper left. Each costs what it would alone.</summary>
    /// <param name="path">A file that ends in .png or .svg; it appears whole or not at all.</param>
    /// <param name="panels">The panels, at least one.</param>
    /// <param name="columns">How many stand side by side, at least 1.</param>
    /// <param name="options">How the figure looks: the size is that of the whole, and the title stands above all; null for the defaults, without a title.</param>
    /// <exception cref="ArgumentException">The path ends otherwise, there is no panel or no column, or a panel cannot be drawn.</exception>
    /// <exception cref="IOException">The file cannot be written; an older one is untouched.</exception>
    public static void Save(string path, IReadOnlyList<FigurePanel> panels, int columns, FigureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(panels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        options ??= new FigureOptions();
        FigureFile.Check(path, options);
        if (panels.Count == 0)
        {
            throw new ArgumentException("There is no panel to draw: give at least one.", nameof(panels));
        }

        FigureFile.Save(path, options, canvas => Draw(canvas, panels, columns, options));
    }

    private static void Draw(SKCanvas canvas, IReadOnlyList<FigurePanel> panels, int columns, FigureOptions options)
    {
        canvas.DrawColor(SKColors.White);
        var top = string.IsNullOrEmpty(options.Title) ? 0 : Heading;
        if (top > 0)
        {
            using var font = new SKFont(EmbeddedFont.Face, 20);
            using var ink = new SKPaint { Color = SKColors.Black, IsAntialias = true };
            canvas.DrawText(options.Title, options.Width / 2f, 28, SKTextAlign.Center, font, ink);
        }

        var rows = (panels.Count + columns - 1) / columns;
        var (width, height) = (options.Width / (float)columns, (options.Height - top) / (float)rows);
        for (var at = 0; at < panels.Count; at++)
        {
            using var plot = panels[at].Draw((int)width);
            Restyle(plot);
            var size = new PixelRect(0, width / Shrink, height / Shrink, 0);

            // A plot that finds its layout draws twice; that is not for this canvas.
            plot.RenderInMemory((int)size.Width, (int)size.Height);
            canvas.Save();
            canvas.Translate(width * (at % columns), top + (height * (at / columns)));
            canvas.Scale(Shrink);
            plot.Render(canvas, size);
            canvas.Restore();
        }
    }

    private static void Restyle(Plot plot)
    {
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        plot.HideLegend();
        foreach (var panel in plot.Axes.GetPanels().OfType<ScottPlot.Panels.LegendPanel>().ToList())
        {
            plot.Axes.Remove(panel);
        }

        foreach (var axis in plot.Axes.GetAxes())
        {
            axis.MinorTickStyle.Length = 0;
        }

        // Curves keep their width and their marks, which tell them apart.
        foreach (var curve in plot.GetPlottables<ScottPlot.Plottables.Scatter>().Where(c => c.LegendText.Length > 0))
        {
            curve.LineWidth /= Shrink;
            curve.MarkerSize /= Shrink;
        }

        plot.Axes.Title.Label.FontSize = 27;
        plot.Axes.Bottom.Label.FontSize = plot.Axes.Left.Label.FontSize = 24;
        plot.Axes.Bottom.TickLabelStyle.FontSize = plot.Axes.Left.TickLabelStyle.FontSize = 22;
    }
}
