namespace Mixtura.Geometry;

/// <summary>A place in the plane of a figure.</summary>
internal readonly record struct PlanePoint(double X, double Y);
