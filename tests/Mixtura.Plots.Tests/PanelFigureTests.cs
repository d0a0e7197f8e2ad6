using Mixtura.Datasets;

namespace Mixtura.Plots.Tests;

/// <summary>Small multiples, curves, and what becomes of an SVG.</summary>
public sealed class PanelFigureTests : IDisposable
{
    private static readonly LabelledObservations Data = Generate.TwoSets(seed: 1, size: 20);
    private readonly string folder = Directory.CreateTempSubdirectory("mixtura-panels-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Panels_stand_side_by_side_under_one_title()
    {
        var hard = KMeans.Fit(Data.Rows, clusters: 2);
        FigurePanel[] panels =
        [
            FigurePanel.Of("labels", Data.Rows, Data.Labels), FigurePanel.Of("cells", Data.Rows, hard) with { Ways = [[(0, 0), (1, 1), (2, 1)]] },
            FigurePanel.Of("ellipses", Data.Rows, GaussianMixture.Fit(Data.Rows, components: 2)), FigurePanel.Of("trace", [Curve.OfTrace("inertia", hard.Report)], "steps", "inertia"),
        ];
        var svg = Svg(path => PanelFigure.Save(path, panels, columns: 2, new FigureOptions { Title = "All of it" }));
        Assert.Equal(svg, Svg(path => PanelFigure.Save(path, panels, columns: 2, new FigureOptions { Title = "All of it" })));
        Assert.All(["All of it", "labels", "cells", "ellipses", "trace", "steps"], text => Assert.Matches($@">\s*{text}\s*<", svg));
        Assert.DoesNotContain("20 rows", svg, StringComparison.Ordinal);
    }

    /// <summary>40 rows a panel, each one mark and none twice; labels are told apart by shape, so that only the first set has circles.</summary>
    [Fact]
    public void Each_row_is_drawn_once()
    {
        var hard = KMeans.Fit(Data.Rows, clusters: 2);
        Assert.Equal(40, Count(Svg(path => PanelFigure.Save(path, [FigurePanel.Of("", Data.Rows, hard)], columns: 1)), "<ellipse"));
        Assert.Equal(20, Count(Svg(path => PanelFigure.Save(path, [FigurePanel.Of("", Data.Rows, Data.Labels)], columns: 1)), "<ellipse"));
    }

    [Fact]
    public void Png_has_the_size_that_was_asked_for()
    {
        var path = Path.Combine(folder, "figure.png");
        PanelFigure.Save(path, [FigurePanel.Of("", Data.Rows, Data.Labels)], columns: 1, new FigureOptions { Width = 320, Height = 200 });
        using var bitmap = SkiaSharp.SKBitmap.Decode(path);
        Assert.Equal((320, 200), (bitmap.Width, bitmap.Height));
        Assert.Contains(bitmap.Pixels, pixel => pixel.Blue > 150 && pixel.Red < 60);
    }

    [Fact]
    public void What_cannot_be_drawn_says_why()
    {
        var path = Path.Combine(folder, "figure.svg");
        var three = Observations.From(new double[] { 1, 2, 3, 4, 5, 7 }, dimension: 3);
        var flat = FigurePanel.Of("", three, [0, 1]);
        Assert.Throws<ArgumentException>(() => PanelFigure.Save(path, [], columns: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PanelFigure.Save(path, [flat], columns: 0));
        Assert.Contains("2 features; this panel has 3", Assert.Throws<ArgumentException>(() => PanelFigure.Save(path, [flat with { Ways = [[(0, 0)]] }], columns: 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => CurveFigure.Save(path, [], "x", "y"));
        Assert.Contains("'c' has 2 places and 1 values", Assert.Throws<ArgumentException>(() => CurveFigure.Save(path, [new("c", [0, 1], [1])], "x", "y")).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void Curves_are_named_where_there_are_several()
    {
        Curve[] curves = [new("one", [0, 1, 2], [1, 3, 2]), new("two", [0, 1, 2], [0.5, double.NaN, 1]) { IsMarked = true }];
        var svg = Svg(path => CurveFigure.Save(path, curves, "place", "value", new FigureOptions { Title = "Both" }));
        Assert.All(["one", "two", "place", "value", "Both"], text => Assert.Matches($@">\s*{text}\s*<", svg));
        Assert.DoesNotMatch(@">\s*one\s*<", Svg(path => CurveFigure.Save(path, curves[..1], "place", "value")));
    }

    /// <summary>Cells have edges of the faint colour; doubt is an image.</summary>
    [Fact]
    public void Soft_k_means_shows_its_doubt_in_place_of_cells()
    {
        string Of(Temperature temperature) => Svg(path => ClusterFigure.Save(path, Data.Rows, KMeans.Fit(Data.Rows, new KMeansOptions { Clusters = 2, Temperature = temperature })));
        var (hard, soft) = (Of(Temperature.Zero), Of(Temperature.OfVariance(1)));
        Assert.DoesNotContain("<image", hard, StringComparison.Ordinal);
        Assert.Contains("stroke=\"#777\"", hard, StringComparison.Ordinal);
        Assert.Contains("<image", soft, StringComparison.Ordinal);
        Assert.DoesNotContain("stroke=\"#777\"", soft, StringComparison.Ordinal);
    }

    [Fact]
    public void Svg_text_is_the_same_with_other_names_and_shorter()
    {
        const string Before = "<svg>\n\t<clipPath id=\"cl_4f\">\n\t</clipPath>\n\t<g clip-path=\"url(#cl_4f)\">\n\t\t<ellipse fill=\"#01\" cx=\"1.23456\" cy=\"-2.5\" rx=\"4.1183167\" ry=\"4\"/>\n\t\t<ellipse fill=\"#01\" cx=\"3\" cy=\"4\" rx=\"4\" ry=\"4\"/>\n"
            + "\t\t<path fill=\"#02\" transform=\"scale(0.0123 1)\" d=\"M1.999 2\"/>\n\t</g>\n\t<text font-family=\"DejaVu Sans\">0.12345</text>\n</svg>\n";
        const string After = "<svg>\n<clipPath id=\"n0\">\n</clipPath>\n<g clip-path=\"url(#n0)\">\n<g fill=\"#01\">\n<ellipse cx=\"1.2\" cy=\"-2.5\" rx=\"4.1\" ry=\"4\"/>\n<ellipse cx=\"3\" cy=\"4\" rx=\"4\" ry=\"4\"/>\n</g>\n"
            + "<g fill=\"#02\" transform=\"scale(0.0123 1)\">\n<path d=\"M2 2\"/>\n</g>\n</g>\n<text font-family=\"DejaVu Sans, Verdana, sans-serif\">0.12345</text>\n</svg>\n";
        Assert.Equal(After, System.Text.Encoding.UTF8.GetString(SvgText.Settled(Before)));
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private string Svg(Action<string> save)
    {
        var path = Path.Combine(folder, "figure.svg");
        save(path);
        var svg = File.ReadAllText(path);
        File.Delete(path);
        return svg;
    }
}
