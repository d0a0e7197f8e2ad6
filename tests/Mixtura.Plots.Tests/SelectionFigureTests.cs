using Mixtura.Datasets;
using Mixtura.Selection;

namespace Mixtura.Plots.Tests;

/// <summary>Curves of a selection, a comparison's rings, silhouettes.</summary>
public sealed class SelectionFigureTests : IDisposable
{
    private static readonly ModelSelectionOptions Quick = new() { Counts = [1, 2, 3, 4], References = 3, Halvings = 2, Resamples = 3 };
    private static readonly LabelledObservations Data = Generate.Blobs(seed: 1, rows: 150, clusters: 3, dimension: 2, deviation: 1);
    private readonly string folder = Directory.CreateTempSubdirectory("mixtura-figures-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Mixtures_have_a_curve_of_BIC_each()
    {
        var result = ModelSelection.Run(Data.Rows, Quick with { Criteria = [], Structures = [CovarianceStructure.TiedSpherical, CovarianceStructure.Full] }, null, TestContext.Current.CancellationToken);
        var svg = Svg(path => SelectionFigure.Save(path, result, new FigureOptions()));
        Assert.Equal(svg, Svg(path => SelectionFigure.Save(path, result, new FigureOptions())));
        Assert.All(["EII", "VVV", "BIC (larger is better)", "components", "recommended", $"{result.Clusters} clusters of 150 rows"], text => Assert.Contains(text, svg, StringComparison.Ordinal));
    }

    [Fact]
    public void K_means_has_a_curve_of_each_criterion()
    {
        var svg = Svg(path => SelectionFigure.Save(path, ModelSelection.Run(Data.Rows, Quick with { Structures = [] }, null, TestContext.Current.CancellationToken), new FigureOptions { Title = "Mine" }));
        Assert.All(["silhouette", "prediction strength", "stability", "gap", "clusters", "Mine"], text => Assert.Contains(text, svg, StringComparison.Ordinal));
    }

    [Fact]
    public void A_comparison_says_how_many_rows_are_elsewhere()
    {
        var result = ModelComparison.Run(Data.Rows, new() { Clusters = 3 }, null, TestContext.Current.CancellationToken);
        var svg = Svg(path => ComparisonFigure.Save(path, Data.Rows, result));
        Assert.Contains($"ringed: {result.Disagreeing.Length} rows", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Silhouettes_name_each_cluster_and_its_mean()
    {
        var svg = Svg(path => SilhouetteFigure.Save(path, [0.5, 0.7, -0.2, 0.4], [0, 0, 2, 2]));
        Assert.All(["0: 0.60", "2: 0.10", "0.35 on average"], text => Assert.Contains(text, svg, StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => SilhouetteFigure.Save(Path.Combine(folder, "s.png"), [0.5], [0, 1]));
        Assert.Throws<ArgumentException>(() => SilhouetteFigure.Save(Path.Combine(folder, "s.txt"), [0.5, 0.1], [0, 1]));
    }

    private string Svg(Action<string> save)
    {
        var path = Path.Combine(folder, "figure.svg");
        save(path);
        return File.ReadAllText(path);
    }
}
