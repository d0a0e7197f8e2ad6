namespace Mixtura.Plots;

/// <summary>A named curve of a figure.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="X">The m places, in order along the curve.</param>
/// <param name="Y">The m values; a NaN is a gap.</param>
public sealed record Curve(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>Whether each point has a mark, as measured ones should. Default: false.</summary>
    public bool IsMarked { get; init; }

    /// <summary>The objective of a fit over its iterations, the start first: <see cref="FitReport.Trace"/>.</summary>
    /// <param name="name">What the legend calls it.</param>
    /// <param name="report">The report of any fit.</param>
    /// <returns>A marked curve over 0, 1, ..., iterations.</returns>
    public static Curve OfTrace(string name, FitReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new(name, [.. Enumerable.Range(0, report.Trace.Length).Select(i => (double)i)], report.Trace) { IsMarked = true };
    }
}
