using System.Collections.Immutable;
using System.Globalization;
using Mixtura.Geometry;
using ScottPlot;

namespace Mixtura.Plots;

/// <summary>
/// Figures of rows and clusters, made to be looked at: rows coloured by cluster, discovered centers marked, Voronoi cells for k-means, 1-2-3-sigma
/// ellipses and shaded doubt for mixtures. Two features are drawn as they are, more are seen along their first two principal components, one
/// becomes a histogram.
/// </summary>
public static class ClusterFigure
{
    /// <summary>Draws rows and the centroids and cells of k-means; at a temperature above 0 its doubt in place of cells: the background fades where no cluster is sure. O(n d K).</summary>
    /// <param name="path">A file that ends in .png or .svg; it appears whole or not at all.</param>
    /// <param name="rows">n x d rows in the units of the fit's rows.</param>
    /// <param name="model">The model: rows are coloured by its prediction.</param>
    /// <param name="options">How the figure looks; null for the defaults.</param>
    /// <exception cref="ArgumentException">The path ends otherwise, the rows have not d features, or there is no feature of an asked-for name.</exception>
    /// <exception cref="IOException">The file cannot be written; an older one is untouched.</exception>
    public static void Save(string path, Observations<double> rows, KMeansModel model, FigureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(model);
        options ??= new FigureOptions();
        FigureFile.Save(path, options, Draw(RowSample.Of(rows, FigureFile.MostRows(path, options)), model, options));
    }

    /// <summary>The figure of k-means.</summary>
    internal static Plot Draw(RowSample sample, KMeansModel model, FigureOptions options)
    {
        var rows = sample.Rows;
        var title = options.Title ?? string.Create(CultureInfo.InvariantCulture, $"k-means: {model.Clusters} clusters, inertia {model.Inertia:g5}");
        var view = new ClusterView(sample, model.Predict(sample.Rows), [.. model.Sizes.Select((n, k) => Counted(k, n))], title);
        if (rows.Dimension == 1)
        {
            var boundaries = model.Centroids.Select(c => c[0]).Order().ToArray();
            return HistogramFigure.Draw(view, [.. boundaries.Zip(boundaries.Skip(1), (a, b) => (a + b) / 2)], []);
        }

        var plane = Plane.Of(sample.Rows, options.Features);
        var centers = model.Centroids.Select(plane.Project).ToImmutableArray();
        void Cells(Plot plot, PlaneArea area)
        {
            // Cells of more features do not project to cells, and neither do shares.
            if (rows.Dimension == 2 && model.Temperature == Temperature.Zero)
            {
                ModelLayers.Cells(plot, centers, plane.ScaleOf(model.FittedOn.Standardization), area);
            }
            else if (rows.Dimension == 2)
            {
                ModelLayers.Doubt(plot, [.. centers.Select(c => SoftCell(c, model.Temperature, plane.ScaleOf(model.FittedOn.Standardization)))], noise: null, area, options.Width);
            }
        }

        return PlaneFigure.Draw(view, plane, centers, Cells, _ => { });
    }

    /// <summary>Draws rows, the 1-2-3-sigma ellipses of a mixture, and where it is in doubt: the background fades where no component is sure. O(n d^2 K).</summary>
    /// <param name="path">A file that ends in .png or .svg; it appears whole or not at all.</param>
    /// <param name="rows">n x d rows in the units of the fit's rows.</param>
    /// <param name="model">The model: rows are coloured by its most probable component.</param>
    /// <param name="options">How the figure looks; null for the defaults.</param>
    /// <exception cref="ArgumentException">The path ends otherwise, the rows have not d features, or there is no feature of an asked-for name.</exception>
    /// <exception cref="IOException">The file cannot be written; an older one is untouched.</exception>
    public static void Save(string path, Observations<double> rows, GaussianMixtureModel model, FigureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(model);
        options ??= new FigureOptions();
        FigureFile.Save(path, options, Draw(RowSample.Of(rows, FigureFile.MostRows(path, options)), model, options, []));
    }

    /// <summary>The figure of a Gaussian mixture.</summary>
    /// <param name="sample">The rows.</param>
    /// <param name="model">The mixture.</param>
    /// <param name="options">How it looks.</param>
    /// <param name="ringed">Rows of the sample that a ring is drawn around.</param>
    internal static Plot Draw(RowSample sample, GaussianMixtureModel model, FigureOptions options, IReadOnlyList<int> ringed)
    {
        var rows = sample.Rows;
        var title = options.Title ?? string.Create(CultureInfo.InvariantCulture, $"Gaussian mixture: {model.Clusters} components{(model.HasNoise ? " and noise" : "")}, mean log-likelihood {model.MeanLogLikelihood:g5}");
        var view = new ClusterView(
            sample, model.Predict(sample.Rows), [.. model.Sizes.Select((n, k) => k < model.Clusters ? Counted(k, n) : string.Create(CultureInfo.InvariantCulture, $"noise: {n:n0} rows"))], title);
        if (rows.Dimension == 1)
        {
            var normals = Enumerable.Range(0, model.Clusters).Select(k => (model.Weights[k], model.Means[k][0], Math.Sqrt(model.CovarianceOf(k)[0, 0]), (double?)null));
            return HistogramFigure.Draw(view, [], [.. normals]);
        }

        var plane = Plane.Of(sample.Rows, options.Features);
        var marginals = Enumerable.Range(0, model.Clusters)
            .Select(k => new PlaneNormal(model.Weights[k], plane.Project(model.Means[k]), plane.Project(model.CovarianceOf(k)))).ToImmutableArray();

        // Of more features the noise does not project to an even shade.
        double? noise = rows.Dimension == 2 && model.NoiseLogVolume is { } volume ? Math.Log(model.NoiseWeight) - volume : null;
        void Over(Plot plot)
        {
            ModelLayers.Ellipses(plot, marginals);
            ModelLayers.Rings(plot, [.. ringed.Select(i => plane.Project(rows[i]))]);
        }

        return PlaneFigure.Draw(view, plane, [.. marginals.Select(m => m.Mean)], (plot, area) => ModelLayers.Doubt(plot, marginals, noise, area, options.Width), Over);
    }

    /// <summary>
    /// Draws rows, the ellipses at 1, 2 and 3 scales of a t mixture's components, and where it is in doubt: the background fades where no component is sure. O(n d^2 K).
    /// </summary>
    /// <param name="path">A file that ends in .png or .svg; it appears whole or not at all.</param>
    /// <param name="rows">n x d rows in the units of the fit's rows.</param>
    /// <param name="model">The model: rows are coloured by its most probable component.</param>
    /// <param name="options">How the figure looks; null for the defaults.</param>
    /// <exception cref="ArgumentException">The path ends otherwise, the rows have not d features, or there is no feature of an asked-for name.</exception>
    /// <exception cref="IOException">The file cannot be written; an older one is untouched.</exception>
    public static void Save(string path, Observations<double> rows, StudentMixtureModel model, FigureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(model);
        options ??= new FigureOptions();
        var sample = RowSample.Of(rows, FigureFile.MostRows(path, options));
        var title = options.Title ?? string.Create(CultureInfo.InvariantCulture, $"t mixture: {model.Clusters} components, mean log-likelihood {model.MeanLogLikelihood:g5}");
        var view = new ClusterView(sample, model.Predict(sample.Rows), [.. model.Sizes.Select((n, k) => Counted(k, n))], title);
        if (rows.Dimension == 1)
        {
            var curves = Enumerable.Range(0, model.Clusters).Select(k => (model.Weights[k], model.Means[k][0], Math.Sqrt(model.ScaleMatrixOf(k)[0, 0]), (double?)model.DegreesOfFreedom[k]));
            FigureFile.Save(path, options, HistogramFigure.Draw(view, [], [.. curves]));
            return;
        }

        var plane = Plane.Of(sample.Rows, options.Features);
        var marginals = Enumerable.Range(0, model.Clusters)
            .Select(k => new PlaneNormal(model.Weights[k], plane.Project(model.Means[k]), plane.Project(model.ScaleMatrixOf(k)), model.DegreesOfFreedom[k])).ToImmutableArray();
        FigureFile.Save(path, options, PlaneFigure.Draw(
            view, plane, [.. marginals.Select(m => m.Mean)], (plot, area) => ModelLayers.Doubt(plot, marginals, noise: null, area, options.Width), plot => ModelLayers.Ellipses(plot, marginals)));
    }

    /// <summary>Draws rows alone, coloured by given labels: true classes, or another program's clusters. O(n d).</summary>
    /// <param name="path">A file that ends in .png or .svg; it appears whole or not at all.</param>
    /// <param name="rows">n x d rows.</param>
    /// <param name="labels">n labels, from 0.</param>
    /// <param name="options">How the figure looks; null for the defaults.</param>
    /// <exception cref="ArgumentException">The path ends otherwise, there are not n labels from 0, or there is no feature of an asked-for name.</exception>
    /// <exception cref="IOException">The file cannot be written; an older one is untouched.</exception>
    public static void Save(string path, Observations<double> rows, IReadOnlyList<int> labels, FigureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(labels);
        options ??= new FigureOptions();
        FigureFile.Save(path, options, Draw(rows, labels, FigureFile.MostRows(path, options), options));
    }

    /// <summary>The figure of labels.</summary>
    internal static Plot Draw(Observations<double> rows, IReadOnlyList<int> labels, int most, FigureOptions options)
    {
        if (labels.Count != rows.Count || labels.Any(l => l < 0))
        {
            throw new ArgumentException($"{labels.Count} labels for {rows.Count} rows: each row needs one, from 0.", nameof(labels));
        }

        var sample = RowSample.Of(rows, most);
        var counts = labels.CountBy(l => l).ToDictionary();
        var names = Enumerable.Range(0, labels.Max() + 1).Select(k => Counted(k, counts.GetValueOrDefault(k))).ToImmutableArray();
        var view = new ClusterView(sample, [.. sample.Index.Select(i => labels[(int)i])], names, options.Title ?? string.Create(CultureInfo.InvariantCulture, $"{rows.Count} rows"));
        return rows.Dimension == 1
            ? HistogramFigure.Draw(view, [], [])
            : PlaneFigure.Draw(view, Plane.Of(sample.Rows, options.Features), [], (_, _) => { }, _ => { });
    }

    /// <summary>At temperature T a centroid is a round normal distribution of variance T / 2, in the units that distances are measured in.</summary>
    private static PlaneNormal SoftCell(PlanePoint center, Temperature temperature, (double X, double Y) scale) =>
        new(1, center, (0.5 * temperature.Value * scale.X * scale.X, 0, 0.5 * temperature.Value * scale.Y * scale.Y));

    private static string Counted(int cluster, long rows) => string.Create(CultureInfo.InvariantCulture, $"{cluster}: {rows:n0} rows");
}
