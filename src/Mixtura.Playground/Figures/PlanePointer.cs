using Mixtura.Geometry;

namespace Mixtura.Playground.Figures;

/// <summary>What a pointer does over a figure.</summary>
public enum PointerAct
{
    /// <summary>It was pressed.</summary>
    Down,

    /// <summary>It moves while pressed.</summary>
    Drag,

    /// <summary>It moves and is not pressed.</summary>
    Hover,

    /// <summary>It was lifted.</summary>
    Up,

    /// <summary>It left the figure.</summary>
    Leave,
}

/// <summary>A pointer over a figure.</summary>
public sealed record PlanePointer
{
    internal PlanePointer(PointerAct act, PlanePoint at, double unit)
    {
        (Act, At, Unit) = (act, at, unit);
    }

    /// <summary>What it does.</summary>
    public PointerAct Act { get; }

    /// <summary>Where in the plane of the data.</summary>
    internal PlanePoint At { get; }

    /// <summary>How much of the plane one unit of the figure is across.</summary>
    internal double Unit { get; }
}
