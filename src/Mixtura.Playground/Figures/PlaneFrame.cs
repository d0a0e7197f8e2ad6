using Mixtura.Geometry;

namespace Mixtura.Playground.Figures;

/// <summary>From the plane of the data to the units of a figure and back. One unit is as long up as across, that circles look round, unless the data are far wider than high or the other way.</summary>
internal sealed class PlaneFrame
{
    /// <summary>From this ratio on a figure is stretched rather than nearly empty.</summary>
    private const double MostUneven = 3;

    /// <summary>The size of a figure.</summary>
    public const double Width = 640, Height = 480;

    public PlaneFrame(PlaneArea area)
    {
        var (perX, perY) = (Width / area.Width, Height / area.Height);
        if (Math.Max(perX / perY, perY / perX) < MostUneven)
        {
            perX = perY = Math.Min(perX, perY);
        }

        (this.perX, this.perY) = (perX, perY);
        var (middleX, middleY) = ((area.Left + area.Right) / 2, (area.Bottom + area.Top) / 2);
        Area = new(middleX - (Width / perX / 2), middleX + (Width / perX / 2), middleY - (Height / perY / 2), middleY + (Height / perY / 2));
    }

    private readonly double perX;
    private readonly double perY;

    /// <summary>What the figure shows: the area that was asked for and what lies beside it.</summary>
    public PlaneArea Area { get; }

    public double X(double x) => (x - Area.Left) * perX;

    public double Y(double y) => (Area.Top - y) * perY;

    /// <summary>The place of the plane that is seen at a place of the figure.</summary>
    public PlanePoint At(double x, double y) => new(Area.Left + (x / perX), Area.Top - (y / perY));

    /// <summary>The nearest place that the figure shows.</summary>
    public PlanePoint Within(PlanePoint point) => new(Math.Clamp(point.X, Area.Left, Area.Right), Math.Clamp(point.Y, Area.Bottom, Area.Top));
}
