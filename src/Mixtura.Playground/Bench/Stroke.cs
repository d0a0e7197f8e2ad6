using System.Collections.Immutable;
using Mixtura.Geometry;

namespace Mixtura.Playground.Bench;

/// <summary>What a press of the pointer on the figure does.</summary>
public enum Tool
{
    /// <summary>Nothing: the pointer asks what the model says of a place.</summary>
    Look,

    /// <summary>Adds points.</summary>
    Draw,

    /// <summary>Takes a point elsewhere.</summary>
    Move,

    /// <summary>Erases points.</summary>
    Erase,
}

/// <summary>How broad a tool works.</summary>
/// <param name="Radius">Its radius, in units of the figure.</param>
/// <param name="Points">How many points drawing adds at once; one lies just where the pointer is, more are spread around it.</param>
internal sealed record Brush(double Radius, int Points);

/// <summary>
/// One stroke of a tool, from press to release: one step of the history. The points that lie still are those of <see cref="Still"/>, in the same objects from move to move, so that a figure need
/// not draw them anew; what moves or is new lies over them.
/// </summary>
internal sealed class Stroke
{
    private readonly Random random;
    private readonly Drawing free;
    private readonly Brush brush;
    private readonly List<PlanePoint> added = [];
    private int moved = -1;
    private PlanePoint place;

    private Stroke(Drawing from, Tool tool, Brush brush)
    {
        (From, Tool, this.brush, free) = (from, tool, brush, from.Freed());
        Still = from;

        // The same stroke on the same points adds the same ones.
        random = new(from.Count);
    }

    /// <summary>The drawing before it.</summary>
    public Drawing From { get; }

    /// <summary>The tool.</summary>
    public Tool Tool { get; }

    /// <summary>The points that lie still.</summary>
    public Drawing Still { get; private set; }

    /// <summary>What lies over them: the point that is moved, or those that were added.</summary>
    public IReadOnlyList<PlanePoint> Moving => moved >= 0 ? [place] : added;

    /// <summary>The point that is moved, or -1.</summary>
    public int Moved => moved;

    /// <summary>How often it has changed the points; 0 for a press that has changed nothing.</summary>
    public int Revision { get; private set; }

    /// <summary>The drawing as it would be if the stroke ended now.</summary>
    public Drawing Now => Tool switch
    {
        Tool.Move => free.Move(moved, place),
        Tool.Draw => free.Add(added),
        _ => Still,
    };

    /// <summary>The stroke that a press begins; null where it does nothing.</summary>
    public static Stroke? Begin(Drawing from, Tool tool, Brush brush, PlanePoint at, double unit)
    {
        var stroke = new Stroke(from, tool, brush);
        if (tool == Tool.Look)
        {
            return null;
        }

        if (tool == Tool.Move)
        {
            stroke.moved = from.Nearest(at, Math.Max(14, brush.Radius) * unit);
            if (stroke.moved < 0)
            {
                return null;
            }

            stroke.Still = stroke.free.Erase(ImmutableHashSet.Create(stroke.moved));
            stroke.place = from.Points[stroke.moved];
            return stroke;
        }

        stroke.To(at, unit);
        return stroke;
    }

    /// <summary>The pointer is elsewhere.</summary>
    public void To(PlanePoint at, double unit)
    {
        if (Tool == Tool.Move)
        {
            place = From.Grid.Near(at);
            Revision++;
        }
        else if (Tool == Tool.Erase)
        {
            var before = Still;
            Still = Still.Erase(Still.Within(at, brush.Radius * unit).ToHashSet());
            Revision += ReferenceEquals(before, Still) ? 0 : 1;
        }
        else if (From.Count + added.Count < Drawing.Most)
        {
            Revision++;
            added.AddRange(Enumerable.Range(0, brush.Points).Select(_ => brush.Points == 1 ? From.Grid.Near(at) : Around(at, brush.Radius * unit)));
        }
    }

    /// <summary>A point of a round normal distribution, of which the brush holds 86 %: its radius is two standard deviations (G. E. P. Box and M. E. Muller 1958).</summary>
    private PlanePoint Around(PlanePoint at, double radius)
    {
        var (length, angle) = (radius / 2 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())), 2 * Math.PI * random.NextDouble());
        return From.Grid.Near(new PlanePoint(at.X + (length * Math.Cos(angle)), at.Y + (length * Math.Sin(angle))));
    }
}
