using System.Collections.Immutable;
using System.Text;
using Mixtura.Geometry;

namespace Mixtura.Playground.Figures;

/// <summary>Points as the text of SVG paths: all points of a cluster in one path, each cluster with a shape of its own, as colour alone tells some readers nothing. Units are tenths.</summary>
internal static class Marks
{
    /// <summary>What a shape is called, for readers who hear it.</summary>
    public static ImmutableArray<string> Names { get; } = ["circle", "square", "triangle", "diamond", "cross", "wedge", "bar", "plate"];

    // Each begins where the point is, and moves by whole units; r stands for the radius.
    private static readonly Func<int, string>[] Shapes =
    [
        r => $"m-{r} 0a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0-{2 * r} 0z",
        r => $"m-{r * 9 / 10}-{r * 9 / 10}h{r * 18 / 10}v{r * 18 / 10}h-{r * 18 / 10}z",
        r => $"m0-{r * 12 / 10}l{r * 11 / 10} {r * 2}h-{r * 22 / 10}z",
        r => $"m0-{r * 13 / 10}l{r * 11 / 10} {r * 13 / 10}l-{r * 11 / 10} {r * 13 / 10}l-{r * 11 / 10}-{r * 13 / 10}z",
        r => $"m-{r / 3}-{r * 12 / 10}h{r * 2 / 3}v{(r * 12 / 10) - (r / 3)}h{(r * 12 / 10) - (r / 3)}v{r * 2 / 3}h-{(r * 12 / 10) - (r / 3)}v{(r * 12 / 10) - (r / 3)}h-{r * 2 / 3}v-{(r * 12 / 10) - (r / 3)}h-{(r * 12 / 10) - (r / 3)}v-{r * 2 / 3}h{(r * 12 / 10) - (r / 3)}z",
        r => $"m0 {r * 12 / 10}l{r * 11 / 10}-{r * 2}h-{r * 22 / 10}z",
        r => $"m-{r / 2}-{r * 13 / 10}h{r}v{r * 26 / 10}h-{r}z",
        r => $"m-{r * 13 / 10}-{r / 2}h{r * 26 / 10}v{r}h-{r * 26 / 10}z",
    ];

    /// <summary>The shape of a cluster.</summary>
    public static int Of(int cluster) => cluster < 0 ? 4 : cluster % Shapes.Length;

    /// <summary>One mark about the origin.</summary>
    public static string One(int cluster, int radius) => "M0 0" + Shapes[Of(cluster)](radius);

    /// <summary>One path for each of K clusters, and before them one of the points without a cluster.</summary>
    public static string[] Paths(ImmutableArray<PlanePoint> points, IReadOnlyList<int>? labels, int clusters, PlaneFrame frame, int radius)
    {
        var shapes = Enumerable.Range(-1, clusters + 1).Select(k => labels is null ? Shapes[0](radius) : Shapes[Of(k)](radius)).ToArray();
        var paths = shapes.Select(_ => new StringBuilder()).ToArray();
        for (var i = 0; i < points.Length; i++)
        {
            var at = labels is null ? 0 : labels[i] + 1;
            paths[at].Append('M').Append((int)Math.Round(10 * frame.X(points[i].X))).Append(' ').Append((int)Math.Round(10 * frame.Y(points[i].Y))).Append(shapes[at]);
        }

        return [.. paths.Select(p => p.ToString())];
    }

    /// <summary>Polygons or lines as one path.</summary>
    public static string Lines(IEnumerable<PlanePoint[]> lines, PlaneFrame frame, bool closed)
    {
        var path = new StringBuilder();
        foreach (var line in lines)
        {
            for (var i = 0; i < line.Length; i++)
            {
                path.Append(i == 0 ? 'M' : 'L').Append((int)Math.Round(10 * frame.X(line[i].X))).Append(' ').Append((int)Math.Round(10 * frame.Y(line[i].Y)));
            }

            if (closed && line.Length > 0)
            {
                path.Append('z');
            }
        }

        return path.ToString();
    }
}
