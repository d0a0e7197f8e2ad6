using Mixtura.Geometry;

namespace Mixtura.Playground.Figures;

/// <summary>The centers of models, as figures of the plane draw them.</summary>
internal static class Drawn
{
    /// <summary>The centroids.</summary>
    public static PlanePoint[] Centers(KMeansModel model) => [.. model.Centroids.Select(c => new PlanePoint(c[0], c[1]))];

    /// <summary>The means.</summary>
    public static PlanePoint[] Centers(MixtureModel model) => [.. model.Means.Select(m => new PlanePoint(m[0], m[1]))];
}
