using System.Globalization;
using Mixtura.Geometry;
using Mixtura.Selection;

namespace Mixtura.Plots;

/// <summary>The mixture of a comparison, with rings around the rows that k-means puts in another cluster.</summary>
public static class ComparisonFigure
{
    /// <summary>Draws the figure to a file. O(n d^2 K).</summary>
    /// <param name="path">A file that ends in .png or .svg; it appears whole or not at all.</param>
    /// <param name="rows">The n x d rows of the comparison.</param>
    /// <param name="result">The comparison.</param>
    /// <param name="options">How the figure looks; null for the defaults.</param>
    /// <exception cref="ArgumentException">The path ends otherwise, the rows have not d features, or there is no feature of an asked-for name.</exception>
    /// <exception cref="IOException">The file cannot be written; an older one is untouched.</exception>
    public static void Save(string path, Observations<double> rows, ModelComparisonResult result, FigureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(result);
        options ??= new FigureOptions();
        var title = string.Create(CultureInfo.InvariantCulture, $"The mixture; ringed: {result.Disagreeing.Length:n0} rows that k-means puts elsewhere");
        var sample = RowSample.Of(rows, FigureFile.MostRows(path, options));
        FigureFile.Save(path, options, ClusterFigure.Draw(sample, result.Mixture, options with { Title = options.Title ?? title }, sample.PlacesOf(result.Disagreeing)));
    }
}
