using Mixtura.Geometry;
using ScottPlot;

namespace Mixtura.Plots;

/// <summary>One of several small figures that stand side by side in a <see cref="PanelFigure"/>: what <see cref="ClusterFigure"/> or <see cref="CurveFigure"/> draw, without a legend.</summary>
public sealed record FigurePanel
{
    private readonly Func<int, Plot> draw;
    private readonly int dimension;

    private FigurePanel(int dimension, Func<int, Plot> draw)
    {
        this.dimension = dimension;
        this.draw = draw;
    }

    /// <summary>Ways to draw over the rows, each a list of places in the units of the rows, such as those of a centroid from iteration to iteration. They need rows of two features. Default: none.</summary>
    public IReadOnlyList<IReadOnlyList<(double X, double Y)>> Ways { get; init; } = [];

    /// <summary>Rows, and the centroids and cells of k-means.</summary>
    /// <param name="title">What stands above it.</param>
    /// <param name="rows">n x d rows.</param>
    /// <param name="model">The model.</param>
    /// <returns>The panel.</returns>
    public static FigurePanel Of(string title, Observations<double> rows, KMeansModel model)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(model);
        return new(rows.Dimension, width => ClusterFigure.Draw(All(rows), model, new FigureOptions { Title = title, Width = width }));
    }

    /// <summary>Rows, and the ellipses and the doubt of a Gaussian mixture.</summary>
    /// <param name="title">What stands above it.</param>
    /// <param name="rows">n x d rows.</param>
    /// <param name="model">The model.</param>
    /// <returns>The panel.</returns>
    public static FigurePanel Of(string title, Observations<double> rows, GaussianMixtureModel model)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(model);
        return new(rows.Dimension, width => ClusterFigure.Draw(All(rows), model, new FigureOptions { Title = title, Width = width }, []));
    }

    /// <summary>Rows alone, told apart by given labels.</summary>
    /// <param name="title">What stands above it.</param>
    /// <param name="rows">n x d rows.</param>
    /// <param name="labels">n labels, from 0.</param>
    /// <returns>The panel.</returns>
    public static FigurePanel Of(string title, Observations<double> rows, IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(labels);
        return new(rows.Dimension, width => ClusterFigure.Draw(rows, labels, int.MaxValue, new FigureOptions { Title = title, Width = width }));
    }

    /// <summary>Curves, as <see cref="CurveFigure"/> draws them.</summary>
    /// <param name="title">What stands above it.</param>
    /// <param name="curves">The curves, at least one.</param>
    /// <param name="horizontal">What the axis across shows.</param>
    /// <param name="vertical">What the axis up shows.</param>
    /// <returns>The panel.</returns>
    public static FigurePanel Of(string title, IReadOnlyList<Curve> curves, string horizontal, string vertical) =>
        new(0, _ => CurveFigure.Draw(curves, horizontal, vertical, title));

    /// <summary>The panel as a plot, to be so many pixels wide.</summary>
    /// <exception cref="ArgumentException">There are ways where there is no plane to draw them in.</exception>
    internal Plot Draw(int width)
    {
        if (Ways.Count > 0 && dimension != 2)
        {
            throw new ArgumentException($"Ways are drawn over rows of 2 features; this panel has {dimension}.");
        }

        var plot = draw(width);
        foreach (var way in Ways)
        {
            var line = plot.Add.Scatter(way.Select(at => new Coordinates(at.X, at.Y)).ToArray(), Palette.Ink);
            line.LineWidth = 2;
            line.MarkerSize = 7;
        }

        return plot;
    }

    private static RowSample All(Observations<double> rows) => RowSample.Of(rows, int.MaxValue);
}
