using System.Collections.Immutable;
using CsCheck;
using Mixtura.Geometry;
using Mixtura.Playground.Bench;
using Mixtura.Playground.Data;

namespace Mixtura.Playground.Tests;

/// <summary>Random drawings.</summary>
internal static class Drawings
{
    /// <summary>Any preset, as it comes.</summary>
    public static readonly Gen<Drawing> Presets =
        Gen.Select(Gen.Int[0, Preset.All.Length - 1], Gen.Int[50, 200], Gen.Int[0, 1000]).Select((p, n, seed) => Drawing.Of(new(Preset.All[p].Key, n, (ulong)seed)));

    /// <summary>Points that a reader drew on a plane of any size and place.</summary>
    public static readonly Gen<Drawing> Drawn =
        Gen.Select(Gen.Double[-1e6, 1e6], Gen.Double[-1e6, 1e6], Gen.Double[-6, 6], Gen.Select(Gen.Double.Unit, Gen.Double.Unit).Array[0, 60], Gen.Bool).Select((left, bottom, size, places, hasClasses) =>
        {
            var area = new PlaneArea(left, left + Math.Pow(10, size), bottom, bottom + (0.75 * Math.Pow(10, size)));
            var empty = new Drawing { Area = area, Grid = Grid.Of(area) };
            var drawing = empty.Add(places.Select(p => new PlanePoint(area.Left + (p.Item1 * area.Width), area.Bottom + (p.Item2 * area.Height))));
            return hasClasses && drawing.Count > 0 ? drawing with { Classes = [.. drawing.Points.Select((_, i) => (i % 3) - 1)], ClassNames = ["red, or so", "\"green\""] } : drawing;
        });

    /// <summary>Whether two hold the same points to the bit, with the same classes, on the same plane.</summary>
    public static void AssertSame(Drawing expected, Drawing? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Points.AsEnumerable(), actual.Points);
        Assert.Equal(expected.Classes.AsEnumerable(), actual.Classes);
        Assert.Equal(expected.ClassNames.AsEnumerable(), actual.ClassNames);
        Assert.Equal((expected.Area, expected.Grid, expected.Names, expected.Preset), (actual.Area, actual.Grid, actual.Names, actual.Preset));
    }

    /// <summary>A drawing of these points.</summary>
    public static Drawing Of(params (double X, double Y)[] points) =>
        Drawing.Own([.. points.Select(p => new PlanePoint(p.X, p.Y))], ("x", "y"), ImmutableArray<int>.Empty, []);
}
