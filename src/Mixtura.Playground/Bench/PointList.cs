using Mixtura.Geometry;

namespace Mixtura.Playground.Bench;

/// <summary>Points, for a part that edits them.</summary>
public sealed class PointList
{
    private readonly Drawing drawing;

    internal PointList(Drawing drawing)
    {
        this.drawing = drawing;
    }

    /// <summary>How many there are.</summary>
    public int Count => drawing.Count;

    /// <summary>One of them.</summary>
    internal PlanePoint this[int index] => drawing.Points[index];
}
