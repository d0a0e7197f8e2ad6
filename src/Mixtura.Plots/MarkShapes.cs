using ScottPlot;

namespace Mixtura.Plots;

/// <summary>Shapes that tell clusters and curves apart where colours do not. Dashes would do so for lines, but the SVG writer complains of each on standard error.</summary>
internal static class MarkShapes
{
    private static readonly MarkerShape[] All = [MarkerShape.FilledCircle, MarkerShape.FilledTriangleUp, MarkerShape.FilledSquare, MarkerShape.FilledDiamond, MarkerShape.FilledTriangleDown];

    /// <summary>The shape of the k-th.</summary>
    public static MarkerShape Of(int k) => All[k % All.Length];

    /// <summary>How large a mark of the k-th is beside a circle, that all look of one size.</summary>
    public static float SizeOf(int k) => k % All.Length == 0 ? 1 : 1.25f;
}
