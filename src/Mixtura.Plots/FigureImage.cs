using Mixtura.Geometry;
using Mixtura.Selection;
using ScottPlot;

namespace Mixtura.Plots;

/// <summary>Figures as the text of an SVG, to be put in a page.</summary>
internal static class FigureImage
{
    /// <summary>Rows and the cells of k-means.</summary>
    public static byte[] Svg(Observations<double> rows, KMeansModel model, FigureOptions options) =>
        Drawn(ClusterFigure.Draw(RowSample.Of(rows, options.MostRows ?? int.MaxValue), model, options), options);

    /// <summary>Rows and the ellipses of a mixture, with rings around some rows.</summary>
    public static byte[] Svg(Observations<double> rows, GaussianMixtureModel model, FigureOptions options, IReadOnlyCollection<int> ringed)
    {
        var sample = RowSample.Of(rows, options.MostRows ?? int.MaxValue);
        return Drawn(ClusterFigure.Draw(sample, model, options, sample.PlacesOf(ringed)), options);
    }

    /// <summary>BIC of the mixtures of a selection.</summary>
    public static byte[] Bic(ModelSelectionResult result, FigureOptions options) => Drawn(SelectionFigure.Bic(result, options.Title), options);

    /// <summary>The criteria of k-means of a selection.</summary>
    public static byte[] Criteria(ModelSelectionResult result, FigureOptions options) => Drawn(SelectionFigure.Criteria(result, options.Title), options);

    /// <summary>Silhouettes as bars.</summary>
    public static byte[] Silhouettes(IReadOnlyList<double> silhouettes, IReadOnlyList<int> labels, FigureOptions options) => Drawn(SilhouetteFigure.Draw(silhouettes, labels, options), options);

    private static byte[] Drawn(Plot plot, FigureOptions options)
    {
        using (plot)
        {
            return FigureFile.Svg(plot, options);
        }
    }
}
