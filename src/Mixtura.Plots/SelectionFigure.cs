using System.Globalization;
using Mixtura.Selection;
using ScottPlot;

namespace Mixtura.Plots;

/// <summary>The curves of a selection: BIC of each structure over the number of components; without mixtures the criteria of k-means over the number of clusters.</summary>
public static class SelectionFigure
{
    /// <summary>So many structures have a colour, the best ones; the others are faint.</summary>
    private const int Coloured = 5;

    /// <summary>Draws the figure to a file.</summary>
    /// <param name="path">Where to, .png or .svg; written whole or not at all.</param>
    /// <param name="result">The selection.</param>
    /// <param name="options">How it looks.</param>
    /// <exception cref="ArgumentException">The file is neither .png nor .svg, or a size is not positive.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, ModelSelectionResult result, FigureOptions options)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(options);
        FigureFile.Check(path, options);
        FigureFile.Save(path, options, result.Mixtures.IsEmpty ? Criteria(result, options.Title) : Bic(result, options.Title));
    }

    /// <summary>BIC of each structure.</summary>
    internal static Plot Bic(ModelSelectionResult result, string? title)
    {
        var plot = FigureFile.NewPlot(title ?? Heading(result));
        var curves = result.Mixtures.Where(c => c.Bic is not null).GroupBy(c => c.Covariance).OrderByDescending(g => g.Max(c => c.Bic)).ToList();
        for (var rank = curves.Count - 1; rank >= 0; rank--)
        {
            var colour = rank < Coloured ? Palette.Of(rank) : Palette.Mixed(Palette.Faint, 255, 0.6);
            Curve(plot, curves[rank].Select(c => (c.Components, c.Bic!.Value)), colour, rank < Coloured ? 2.5f : 1.2f, rank < Coloured ? rank : 0);
        }

        foreach (var (curve, rank) in curves.Take(Coloured).Select((curve, rank) => (curve, rank)))
        {
            Entry(plot, Name(curve.Key), Palette.Of(rank), rank);
        }

        if (curves.Count > Coloured)
        {
            Entry(plot, $"{curves.Count - Coloured} more", Palette.Mixed(Palette.Faint, 255, 0.6), 0);
        }

        Mark(plot, (result.Clusters, result.Mixture?.Bic));
        Axes(plot, "components", "BIC (larger is better)", result.Mixtures.Select(c => c.Components));
        return plot;
    }

    /// <summary>The criteria of k-means.</summary>
    internal static Plot Criteria(ModelSelectionResult result, string? title)
    {
        var plot = FigureFile.NewPlot(title ?? Heading(result));
        var curves = new (string Name, Func<KMeansCell, double?> Value)[]
        {
            ("silhouette", c => c.Silhouette), ("prediction strength", c => c.PredictionStrength), ("stability", c => c.Stability), ("gap", c => c.Gap?.Gap),
        };
        for (var at = 0; at < curves.Length; at++)
        {
            var points = result.Partitions.Where(c => curves[at].Value(c) is not null).Select(c => (c.Clusters, curves[at].Value(c)!.Value)).ToList();
            if (points.Count > 0)
            {
                Curve(plot, points, Palette.Of(at), 2.5f, at);
                Entry(plot, curves[at].Name, Palette.Of(at), at);
            }
        }

        var chosen = result.Partitions.FirstOrDefault(c => c.Clusters == result.Clusters);
        Mark(plot, (result.Clusters, curves.Select(c => chosen is null ? null : c.Value(chosen)).FirstOrDefault(value => value is not null)));
        Axes(plot, "clusters", "criterion (larger is better)", result.Partitions.Select(c => c.Clusters));
        return plot;
    }

    private static string Heading(ModelSelectionResult result) => string.Create(
        CultureInfo.InvariantCulture, $"{(result.Clusters == 1 ? "One cluster" : $"{result.Clusters} clusters")} of {result.Best.FittedOn.Rows:n0} rows");

    private static string Name(CovarianceStructure structure) => structure switch
    {
        CovarianceStructure.TiedSpherical => "EII",
        CovarianceStructure.Spherical => "VII",
        CovarianceStructure.Diagonal => "VVI",
        CovarianceStructure.Tied => "EEE",
        CovarianceStructure.Full => "VVV",
        _ => structure.ToString(),
    };

    private static void Curve(Plot plot, IEnumerable<(int Count, double Value)> points, Color colour, float width, int shape)
    {
        var curve = plot.Add.Scatter(points.Select(p => new Coordinates(p.Count, p.Value)).ToArray(), colour);
        curve.LineWidth = width;
        curve.MarkerShape = MarkShapes.Of(shape);
        curve.MarkerSize = 3 * width * MarkShapes.SizeOf(shape);
    }

    /// <summary>A ring about the recommended cell.</summary>
    private static void Mark(Plot plot, (int Count, double? Value) best)
    {
        if (best.Value is { } value)
        {
            var ring = plot.Add.Marker(best.Count, value, MarkerShape.OpenCircle, 18, Palette.Ink);
            ring.MarkerLineWidth = 2;
            plot.Legend.ManualItems.Add(new() { LabelText = "recommended", MarkerShape = MarkerShape.OpenCircle, MarkerLineColor = Palette.Ink, MarkerLineWidth = 2, MarkerSize = 12 });
        }
    }

    private static void Entry(Plot plot, string text, Color colour, int shape) =>
        plot.Legend.ManualItems.Add(new() { LabelText = text, LineColor = colour, LineWidth = 2, MarkerShape = MarkShapes.Of(shape), MarkerFillColor = colour, MarkerLineColor = colour, MarkerSize = 7 });

    private static void Axes(Plot plot, string horizontal, string vertical, IEnumerable<int> counts)
    {
        plot.XLabel(horizontal);
        plot.YLabel(vertical);
        plot.Axes.Bottom.SetTicks([.. counts.Distinct().Select(c => (double)c)], [.. counts.Distinct().Select(c => c.ToString(CultureInfo.InvariantCulture))]);
        plot.Axes.Margins(horizontal: 0.05, vertical: 0.08);
        FigureFile.ShowLegend(plot);
    }
}
