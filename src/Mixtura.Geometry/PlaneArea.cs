namespace Mixtura.Geometry;

/// <summary>A rectangle of the plane: what a figure shows.</summary>
internal readonly record struct PlaneArea(double Left, double Right, double Bottom, double Top)
{
    public double Width => Right - Left;

    public double Height => Top - Bottom;

    /// <summary>The least rectangle that holds some points, at least one, with a share of its size around it; of size 2 where all points agree.</summary>
    public static PlaneArea Around(IReadOnlyCollection<PlanePoint> points, double margin)
    {
        (double Low, double High) Range(Func<PlanePoint, double> of)
        {
            var (low, high) = (points.Min(of), points.Max(of));
            var wide = high > low ? margin * (high - low) : 1;
            return (low - wide, high + wide);
        }

        var (left, right) = Range(p => p.X);
        var (bottom, top) = Range(p => p.Y);
        return new(left, right, bottom, top);
    }
}
