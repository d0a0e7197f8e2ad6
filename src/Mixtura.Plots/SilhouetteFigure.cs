using System.Globalization;
using ScottPlot;

namespace Mixtura.Plots;

/// <summary>Silhouettes of rows, cluster by cluster and sorted (P. J. Rousseeuw 1987): a broad band with a straight end is a cluster, a pointed one is none.</summary>
public static class SilhouetteFigure
{
    private const int MostBars = 1500;

    /// <summary>Draws the figure to a file. O(n ln n).</summary>
    /// <param name="path">A file that ends in .png or .svg; it appears whole or not at all.</param>
    /// <param name="silhouettes">n silhouettes, -1 to 1.</param>
    /// <param name="labels">n clusters, from 0.</param>
    /// <param name="options">How the figure looks; null for the defaults. Of more rows than <see cref="FigureOptions.MostRows"/>, 1500 unless given, evenly spaced ones of each cluster are drawn.</param>
    /// <exception cref="ArgumentException">The path ends otherwise, or there are not as many labels as silhouettes.</exception>
    /// <exception cref="IOException">The file cannot be written; an older one is untouched.</exception>
    public static void Save(string path, IReadOnlyList<double> silhouettes, IReadOnlyList<int> labels, FigureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(silhouettes);
        ArgumentNullException.ThrowIfNull(labels);
        if (silhouettes.Count != labels.Count || labels.Any(l => l < 0))
        {
            throw new ArgumentException($"{labels.Count} labels for {silhouettes.Count} silhouettes: each needs one, from 0.", nameof(labels));
        }

        options ??= new FigureOptions();
        FigureFile.Check(path, options);
        FigureFile.Save(path, options, Draw(silhouettes, labels, options));
    }

    /// <summary>A bar a row, the first cluster on top.</summary>
    internal static Plot Draw(IReadOnlyList<double> silhouettes, IReadOnlyList<int> labels, FigureOptions options)
    {
        var mean = silhouettes.Average();
        var plot = FigureFile.NewPlot(options.Title ?? string.Create(CultureInfo.InvariantCulture, $"Silhouettes: {mean:F2} on average"));
        var share = Math.Min(1, (options.MostRows ?? MostBars) / (double)silhouettes.Count);
        double y = 0;
        var ticks = new List<Tick>();
        foreach (var cluster in Enumerable.Range(0, silhouettes.Count).GroupBy(i => labels[i]).OrderBy(g => g.Key))
        {
            double[] sorted = [.. cluster.Select(i => silhouettes[i]).OrderDescending()];
            var bars = Math.Max(1, (int)Math.Round(share * sorted.Length));
            Band(plot, [.. Enumerable.Range(0, bars).Select(b => sorted[(int)((long)b * sorted.Length / bars)])], y, Palette.Of(cluster.Key));
            ticks.Add(new(y - (0.5 * bars), string.Create(CultureInfo.InvariantCulture, $"{cluster.Key}: {sorted.Average():F2}")));
            y -= bars + Math.Max(2, share * silhouettes.Count / 60);
        }

        plot.Add.VerticalLine(mean, 1, Palette.Ink);
        plot.XLabel("silhouette");
        plot.YLabel("cluster: its mean");
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericManual([.. ticks]);
        plot.Axes.SetLimits(Math.Min(-0.1, silhouettes.Min() - 0.02), 1.02, y, Math.Max(2, -y / 60));
        return plot;
    }

    /// <summary>One polygon of all bars of a cluster, from <paramref name="top"/> downwards.</summary>
    private static void Band(Plot plot, double[] sorted, double top, Color colour)
    {
        var outline = new List<Coordinates> { new(0, top) };
        for (var b = 0; b < sorted.Length; b++)
        {
            outline.Add(new(sorted[b], top - b));
            outline.Add(new(sorted[b], top - b - 1));
        }

        outline.Add(new(0, top - sorted.Length));
        var band = plot.Add.Polygon([.. outline]);
        band.FillColor = colour;
        band.LineWidth = 0;
        band.MarkerSize = 0;
    }
}
