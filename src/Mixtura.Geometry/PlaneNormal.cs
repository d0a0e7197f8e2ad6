namespace Mixtura.Geometry;

/// <summary>A weighted Gaussian in the plane of a figure; or with degrees of freedom a t distribution, whose scale matrix the covariance is.</summary>
internal sealed record PlaneNormal(double Weight, PlanePoint Mean, (double XX, double XY, double YY) Covariance, double? DegreesOfFreedom = null)
{
    /// <summary>weight x density at a point, up to a factor that all share.</summary>
    public double LogWeightedDensity(double x, double y)
    {
        var (xx, xy, yy) = Covariance;
        var determinant = Math.Max((xx * yy) - (xy * xy), double.Epsilon);
        var (dx, dy) = (x - Mean.X, y - Mean.Y);
        var mahalanobis = ((yy * dx * dx) - (2 * xy * dx * dy) + (xx * dy * dy)) / determinant;
        var fall = DegreesOfFreedom is { } nu ? (nu + 2) * Math.Log(1 + (mahalanobis / nu)) : mahalanobis;
        return Math.Log(Weight) - (0.5 * (Math.Log(determinant) + fall));
    }

    /// <summary>The standard deviations along the axes of the ellipses, the larger first, and the angle of the larger to the horizontal, in radians.</summary>
    public (double Large, double Small, double Angle) Axes
    {
        get
        {
            var (xx, xy, yy) = Covariance;
            var middle = (xx + yy) / 2;
            var spread = Math.Sqrt(Math.Pow((xx - yy) / 2, 2) + (xy * xy));
            return (Math.Sqrt(middle + spread), Math.Sqrt(Math.Max(0, middle - spread)), 0.5 * Math.Atan2(2 * xy, xx - yy));
        }
    }

    /// <summary>The points at a Mahalanobis distance: mean + sigmas (cos a u1 sqrt l1 + sin a u2 sqrt l2), u and l the eigenvectors and -values.</summary>
    public PlanePoint[] Ellipse(double sigmas, int points)
    {
        var (large, small, angle) = Axes;
        var (sin, cos) = Math.SinCos(angle);
        return [.. Enumerable.Range(0, points).Select(i =>
        {
            var (s, c) = Math.SinCos(2 * Math.PI * i / points);
            var (u, v) = (sigmas * large * c, sigmas * small * s);
            return new PlanePoint(Mean.X + (u * cos) - (v * sin), Mean.Y + (u * sin) + (v * cos));
        })];
    }
}
