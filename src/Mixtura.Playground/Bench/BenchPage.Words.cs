using System.Globalization;
using Microsoft.AspNetCore.Components;
using Mixtura.Playground.Figures;
using Mixtura.Playground.Fits;

namespace Mixtura.Playground.Bench;

/// <summary>The words for what is on the bench.</summary>
public sealed partial class BenchPage
{
    private string ProgressWords => progress is { } p
        ? string.Create(CultureInfo.InvariantCulture, $"start {Math.Min(p.Restart + 1, p.Restarts)} of {p.Restarts}, step {p.Iteration}")
        : "the worker begins …";

    private static string FigureId(Side side) => side.Recipe.Kind == ModelKind.KMeans ? "plane-kmeans" : "plane-mixture";

    private static string FileName(Side side) => side.Recipe.Kind == ModelKind.KMeans ? "k-means" : "mixture";

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private string StepWords(Side side)
    {
        if (following)
        {
            return "The fit follows the points.";
        }

        if (side.Best is { } best)
        {
            return best.Report.Restarts.Length == 1 ? "The best fit of one start." : string.Create(CultureInfo.InvariantCulture, $"The best fit of {best.Report.Restarts.Length} starts.");
        }

        var steps = side.Steps;
        var words = steps == 0 ? "At the start." : string.Create(CultureInfo.InvariantCulture, $"After {steps} {(steps == 1 ? "step" : "steps")}");
        return side.IsCut ? words + ", the last that are shown one by one; the best fit goes on." : steps == 0 ? words : side.IsSettled ? words + ": no step gains anything more." : words + ".";
    }

    private string? AxisWords => state.Drawing.Names is ("x", "y") ? null : $"across: {state.Drawing.Names.X}; up: {state.Drawing.Names.Y}";

    private string Described(Side side) => side.Model is not { } model
        ? string.Create(CultureInfo.InvariantCulture, $"{state.Drawing.Count} points and no model.")
        : string.Create(CultureInfo.InvariantCulture, $"{state.Drawing.Count} points, {model.Clusters} clusters. ") + string.Join(' ', PlaneModel.Centers(model).Select((c, k) => string.Create(CultureInfo.InvariantCulture, $"{ClusterLook.Letter(k)} at ({c.X:0.00}, {c.Y:0.00}).")));

    private static int Within(ChangeEventArgs e, int least, int most, int missing) =>
        int.TryParse((string)e.Value!, CultureInfo.InvariantCulture, out var value) ? Math.Clamp(value, least, most) : missing;

    private Task Took(TableTaken taken)
    {
        about = taken.About;
        return Edit(taken.Drawing);
    }
}
