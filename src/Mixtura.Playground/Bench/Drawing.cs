using System.Collections.Immutable;
using Mixtura.Geometry;
using Mixtura.Playground.Data;
using Mixtura.Playground.Figures;

namespace Mixtura.Playground.Bench;

/// <summary>Points that a preset draws.</summary>
/// <param name="Key">The preset.</param>
/// <param name="Rows">How many points are asked for.</param>
/// <param name="Seed">The seed.</param>
internal sealed record PresetChoice(string Key, int Rows, ulong Seed);

/// <summary>The points on the bench, and the part of the plane that is seen. Immutable: each change is another drawing.</summary>
internal sealed record Drawing
{
    /// <summary>The most points.</summary>
    public const int Most = 20_000;

    /// <summary>The points, none to <see cref="Most"/>.</summary>
    public ImmutableArray<PlanePoint> Points { get; init; } = [];

    /// <summary>A class for each point, -1 where it has none; empty where no point has.</summary>
    public ImmutableArray<int> Classes { get; init; } = [];

    /// <summary>What the classes are called, by their numbers.</summary>
    public ImmutableArray<string> ClassNames { get; init; } = [];

    /// <summary>What is seen of the plane.</summary>
    public required PlaneArea Area { get; init; }

    /// <summary>The grid that points are put on when they are drawn or moved.</summary>
    public Grid Grid { get; init; }

    /// <summary>Where the points come from, as long as none was changed; null otherwise.</summary>
    public PresetChoice? Preset { get; init; }

    /// <summary>The names of the two features.</summary>
    public (string X, string Y) Names { get; init; } = ("x", "y");

    /// <summary>How many there are.</summary>
    public int Count => Points.Length;

    /// <summary>Whether points have classes.</summary>
    public bool HasClasses => !Classes.IsDefaultOrEmpty;

    /// <summary>n x 2 values, row after row.</summary>
    public double[] Values
    {
        get
        {
            var values = new double[2 * Points.Length];
            for (var i = 0; i < Points.Length; i++)
            {
                (values[2 * i], values[(2 * i) + 1]) = (Points[i].X, Points[i].Y);
            }

            return values;
        }
    }

    /// <summary>n x 2 rows with the names of the features; there is at least one point.</summary>
    public Observations<double> Rows => Observations.From(Values, 2).Named(Names.X, Names.Y);

    /// <summary>The points of a preset.</summary>
    public static Drawing Of(PresetChoice choice)
    {
        var points = Data.Preset.Named(choice.Key)!.Points(choice.Seed, choice.Rows);
        var area = PlaneScene.Of(points).Area;
        var classes = points.Classes ?? [];
        var names = Enumerable.Range(0, classes.IsEmpty ? 0 : classes.Max() + 1).Select(ClusterLook.Letter).ToImmutableArray();
        return new() { Points = points.Points, Classes = classes, ClassNames = names, Area = area, Grid = Grid.Of(area), Preset = choice };
    }

    /// <summary>Points of somebody's own, as they are.</summary>
    public static Drawing Own(ImmutableArray<PlanePoint> points, (string X, string Y) names, ImmutableArray<int> classes, ImmutableArray<string> classNames)
    {
        var area = new PlaneFrame(PlaneArea.Around(points, 0.08)).Area;
        return new() { Points = points, Classes = classes, ClassNames = classNames, Area = area, Grid = Grid.Of(area), Names = names };
    }

    /// <summary>The same, to be changed: a preset's points go to the grid, by less than the eye sees, so that the address can hold them all.</summary>
    public Drawing Freed() => Preset is null ? this : this with { Preset = null, Points = [.. Points.Select(Grid.Near)] };

    /// <summary>More points, without classes; those beyond <see cref="Most"/> are left out.</summary>
    public Drawing Add(IEnumerable<PlanePoint> points)
    {
        var free = Freed();
        var more = points.Take(Most - Count).Select(free.Grid.Near).ToArray();
        return more.Length == 0 ? this : free with { Points = free.Points.AddRange(more), Classes = HasClasses ? free.Classes.AddRange(Enumerable.Repeat(-1, more.Length)) : [] };
    }

    /// <summary>One point elsewhere.</summary>
    public Drawing Move(int index, PlanePoint to)
    {
        var free = Freed();
        return free with { Points = free.Points.SetItem(index, free.Grid.Near(to)) };
    }

    /// <summary>Without some points.</summary>
    public Drawing Erase(IReadOnlySet<int> gone)
    {
        if (gone.Count == 0)
        {
            return this;
        }

        var free = Freed();
        int[] kept = [.. Enumerable.Range(0, Count).Where(i => !gone.Contains(i))];
        return free with { Points = [.. kept.Select(i => free.Points[i])], Classes = HasClasses ? [.. kept.Select(i => free.Classes[i])] : [] };
    }

    /// <summary>No points, on the same plane.</summary>
    public Drawing Cleared() => Freed() with { Points = [], Classes = [], ClassNames = [] };

    /// <summary>The part of the plane that holds all points.</summary>
    public Drawing Framed() => Points.IsEmpty ? this : Freed() with { Area = new PlaneFrame(PlaneArea.Around(Points, 0.08)).Area };

    /// <summary>The point nearest to a place, if it is no farther than that; -1 if none is.</summary>
    public int Nearest(PlanePoint at, double reach)
    {
        var (best, least) = (-1, reach * reach);
        for (var i = 0; i < Points.Length; i++)
        {
            var (dx, dy) = (Points[i].X - at.X, Points[i].Y - at.Y);
            if ((dx * dx) + (dy * dy) is var square && square <= least)
            {
                (best, least) = (i, square);
            }
        }

        return best;
    }

    /// <summary>The points within a distance of a place.</summary>
    public IEnumerable<int> Within(PlanePoint at, double reach) =>
        Enumerable.Range(0, Count).Where(i => Math.Pow(Points[i].X - at.X, 2) + Math.Pow(Points[i].Y - at.Y, 2) <= reach * reach);
}
