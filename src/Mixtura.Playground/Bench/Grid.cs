using Mixtura.Geometry;

namespace Mixtura.Playground.Bench;

/// <summary>Places that are whole multiples of a power of ten: what is drawn is put on them, so that few digits tell all of it.</summary>
/// <param name="Exponent">The power of ten, -300 to 300.</param>
internal readonly record struct Grid(int Exponent)
{
    /// <summary>The grid of a figure: its step is the largest that is at most a six hundred and fortieth of the width, about one unit of the figure.</summary>
    public static Grid Of(PlaneArea area) => new(Math.Clamp((int)Math.Floor(Math.Log10(Math.Max(area.Width, area.Height) / 640)), -300, 300));

    /// <summary>The number of the nearest multiple.</summary>
    public long Number(double value) => (long)Math.Clamp(Math.Round(Exponent < 0 ? value * Math.Pow(10, -Exponent) : value / Math.Pow(10, Exponent)), -1e15, 1e15);

    /// <summary>The multiple of a number; with a negative exponent the double next to its decimal digits.</summary>
    public double Value(long number) => Exponent < 0 ? number / Math.Pow(10, -Exponent) : number * Math.Pow(10, Exponent);

    /// <summary>The nearest multiple.</summary>
    public double Near(double value) => Value(Number(value));

    /// <summary>The nearest place.</summary>
    public PlanePoint Near(PlanePoint point) => new(Near(point.X), Near(point.Y));
}
