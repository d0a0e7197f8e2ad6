using System.Globalization;
using System.Text;
using ScottPlot;
using SkiaSharp;

namespace Mixtura.Plots;

/// <summary>How plots begin and how they become files.</summary>
internal static class FigureFile
{
    private const int MostRowsOfPng = 20_000;
    private const int MostRowsOfSvg = 5_000;

    /// <summary>How many rows a figure draws, by what its file can bear.</summary>
    public static int MostRows(string path, FigureOptions options)
    {
        Check(path, options);
        return options.MostRows ?? (IsSvg(path) ? MostRowsOfSvg : MostRowsOfPng);
    }

    /// <summary>What can be seen to be wrong before a figure is drawn.</summary>
    /// <exception cref="ArgumentException">A size is not positive, or the file is neither .png nor .svg.</exception>
    public static void Check(string path, FigureOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MostRows ?? 1);
        IsSvg(path);
    }

    /// <summary>An empty plot in the style of all.</summary>
    public static Plot NewPlot(string title)
    {
        EmbeddedFont.Register();
        var plot = new Plot();
        plot.Font.Set(EmbeddedFont.Name);
        plot.HideGrid();
        plot.Axes.Color(Palette.Ink);
        plot.Axes.Bottom.Label.Bold = plot.Axes.Left.Label.Bold = plot.Axes.Title.Label.Bold = false;
        plot.Axes.Title.Label.FontSize = 20;
        plot.Axes.Bottom.Label.FontSize = plot.Axes.Left.Label.FontSize = 16;
        plot.Axes.Bottom.TickLabelStyle.FontSize = plot.Axes.Left.TickLabelStyle.FontSize = 13;
        plot.Axes.Right.FrameLineStyle.Width = plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Title(title);
        return plot;
    }

    /// <summary>The legend beside the figure, not over it.</summary>
    public static void ShowLegend(Plot plot)
    {
        plot.Legend.BackgroundColor = plot.Legend.ShadowColor = plot.Legend.OutlineColor = Colors.Transparent;
        plot.Legend.FontName = EmbeddedFont.Name;
        plot.Legend.FontSize = 14;
        plot.ShowLegend(Edge.Right);
    }

    /// <summary>Says how many rows are drawn, where not all are.</summary>
    public static void Note(Plot plot, ClusterView view)
    {
        if (view.Sample.Rows.Count < view.Sample.Total)
        {
            var note = plot.Add.Annotation(string.Create(CultureInfo.InvariantCulture, $"{view.Sample.Rows.Count:n0} of {view.Sample.Total:n0} rows drawn"), Alignment.LowerRight);
            note.LabelFontName = EmbeddedFont.Name;
            note.LabelFontSize = 12;
            note.LabelFontColor = Palette.Faint;
            note.LabelBackgroundColor = Colors.White.WithAlpha(0.7);
            note.LabelBorderWidth = 0;
            note.LabelShadowColor = Colors.Transparent;
        }
    }

    /// <summary>Writes the figure: whole or not at all.</summary>
    public static void Save(string path, FigureOptions options, Plot plot)
    {
        using (plot)
        {
            var bytes = IsSvg(path)
                ? Svg(plot, options)
                : plot.GetImageBytes(options.Width, options.Height, ImageFormat.Png);
            WholeFile.Write(path, temporary => File.WriteAllBytes(temporary, bytes));
        }
    }

    /// <summary>Writes what is drawn on a canvas: whole or not at all.</summary>
    public static void Save(string path, FigureOptions options, Action<SKCanvas> draw)
    {
        var bytes = IsSvg(path) ? Svg(draw, options) : Png(draw, options);
        WholeFile.Write(path, temporary => File.WriteAllBytes(temporary, bytes));
    }

    /// <summary>The figure as SVG.</summary>
    public static byte[] Svg(Plot plot, FigureOptions options) => SvgText.Settled(plot.GetSvgXml(options.Width, options.Height));

    private static byte[] Svg(Action<SKCanvas> draw, FigureOptions options)
    {
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(new SKRect(0, 0, options.Width, options.Height), stream))
        {
            draw(canvas);
        }

        return SvgText.Settled(Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static byte[] Png(Action<SKCanvas> draw, FigureOptions options)
    {
        using var surface = SKSurface.Create(new SKImageInfo(options.Width, options.Height));
        draw(surface.Canvas);
        using var image = surface.Snapshot();
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    private static bool IsSvg(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".SVG" => true,
            ".PNG" => false,
            var other => throw new ArgumentException($"A figure is written as .png or .svg, not '{other}' ({path})."),
        };
    }
}
