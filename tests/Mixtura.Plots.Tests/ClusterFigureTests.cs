using Mixtura.Datasets;

namespace Mixtura.Plots.Tests;

public sealed class ClusterFigureTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mixtura-plots-").FullName;
    private readonly Observations<double> rows = Generate.TwoSets(seed: 0).Rows.Named("height", "weight");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_svg_names_axes_clusters_and_title()
    {
        var model = KMeans.Fit(rows, 2);
        var svg = File.ReadAllText(Save("figure.svg", path => ClusterFigure.Save(path, rows, model, new FigureOptions { Title = "Two sets" })));
        Assert.All(["height", "weight", "Two sets", $"0: {model.Sizes[0]} rows", "discovered center"], text => Assert.Contains(text, svg, StringComparison.Ordinal));
    }

    /// <summary>In a figure of two sets, the pixels around each discovered center have its cluster's tint.</summary>
    [Fact]
    public void A_png_has_the_asked_size_and_the_colours_of_its_cells()
    {
        var options = new FigureOptions { Width = 640, Height = 480 };
        using var image = new ScottPlot.Image(Save("figure.png", path => ClusterFigure.Save(path, rows, KMeans.Fit(rows, 2), options)));
        Assert.Equal((640, 480), (image.Width, image.Height));
        var pixels = image.GetArrayRGB();
        foreach (var cluster in new[] { 0, 1 })
        {
            var tint = Palette.Mixed(Palette.Of(cluster), 255, 0.86);
            Assert.True(Share(pixels, tint) > 0.08, $"cell {cluster}");
        }
    }

    /// <summary>Where a mixture is in doubt its background is white, where it is sure it is tinted: both must be seen.</summary>
    [Fact]
    public void Doubt_is_white()
    {
        using var image = new ScottPlot.Image(Save("doubt.png", path => ClusterFigure.Save(path, rows, GaussianMixture.Fit(rows, 2))));
        var pixels = image.GetArrayRGB();
        Assert.True(Share(pixels, Palette.Mixed(Palette.Of(0), 255, 0.28 + 0.44)) > 0.02);
        var middle = Enumerable.Range(60, 500).Count(x => pixels[330, x, 0] > 250 && pixels[330, x, 1] > 250 && pixels[330, x, 2] > 250);
        Assert.InRange(middle, 1, 120);
    }

    [Fact]
    public void More_features_are_seen_along_principal_components_and_one_as_a_histogram()
    {
        var many = Generate.Blobs(seed: 1, rows: 200, clusters: 3, dimension: 5).Rows;
        var svg = File.ReadAllText(Save("many.svg", path => ClusterFigure.Save(path, many, GaussianMixture.Fit(many, 3))));
        Assert.Contains("Principal component 1", svg, StringComparison.Ordinal);
        var chosen = File.ReadAllText(Save("chosen.svg", path => ClusterFigure.Save(path, many, KMeans.Fit(many, 3), new FigureOptions { Features = ("x3", "x1") })));
        Assert.Contains("x3", chosen, StringComparison.Ordinal);
        var one = Observations.From(rows.Rows(0, 300).ToArray()[..300], 1).Named("height");
        Assert.Contains("density", File.ReadAllText(Save("one.svg", path => ClusterFigure.Save(path, one, GaussianMixture.Fit(one, 2)))), StringComparison.Ordinal);
        Assert.Contains("density", File.ReadAllText(Save("cut.svg", path => ClusterFigure.Save(path, one, KMeans.Fit(one, 2)))), StringComparison.Ordinal);
    }

    [Fact]
    public void Many_rows_are_sampled_and_the_figure_says_so()
    {
        var many = Generate.Blobs(seed: 1, rows: 6000).Rows;
        var svg = File.ReadAllText(Save("sampled.svg", path => ClusterFigure.Save(path, many, Generate.Blobs(seed: 1, rows: 6000).Labels)));
        Assert.Contains("5,000 of 6,000 rows drawn", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused_and_leaves_an_old_figure()
    {
        var path = Path.Combine(folder, "old.png");
        File.WriteAllText(path, "old");
        var model = KMeans.Fit(rows, 2);
        Assert.Contains(".pdf", Assert.Throws<ArgumentException>(() => ClusterFigure.Save(Path.ChangeExtension(path, ".pdf"), rows, model)).Message, StringComparison.Ordinal);
        var fault = Assert.Throws<ArgumentException>(() => ClusterFigure.Save(path, rows, model, new FigureOptions { Features = ("height", "age") }));
        Assert.Contains("no feature 'age'", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ClusterFigure.Save(path, rows, new int[3]));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder));
    }

    /// <summary>Text is drawn by the font that travels with the library, so it does not matter what fonts a machine has.</summary>
    [Fact]
    public void The_font_comes_along()
    {
        EmbeddedFont.Register();
        Assert.Equal("DejaVu Sans", ScottPlot.Fonts.GetTypeface(EmbeddedFont.Name, bold: false, italic: false).FamilyName);
    }

    private static double Share(byte[,,] pixels, ScottPlot.Color colour)
    {
        var count = 0;
        for (var y = 0; y < pixels.GetLength(0); y++)
        {
            for (var x = 0; x < pixels.GetLength(1); x++)
            {
                count += Math.Abs(pixels[y, x, 0] - colour.R) < 4 && Math.Abs(pixels[y, x, 1] - colour.G) < 4 && Math.Abs(pixels[y, x, 2] - colour.B) < 4 ? 1 : 0;
            }
        }

        return count / (double)(pixels.GetLength(0) * pixels.GetLength(1));
    }

    private string Save(string name, Action<string> save)
    {
        var path = Path.Combine(folder, name);
        save(path);
        return path;
    }
}
