using Mixtura.Geometry;

namespace Mixtura.Playground.Figures;

/// <summary>Models as what a figure of the plane draws of them.</summary>
internal static class Drawn
{
    /// <summary>The centroids.</summary>
    public static PlanePoint[] Centers(KMeansModel model) => [.. model.Centroids.Select(c => new PlanePoint(c[0], c[1]))];

    /// <summary>The means.</summary>
    public static PlanePoint[] Centers(MixtureModel model) => [.. model.Means.Select(m => new PlanePoint(m[0], m[1]))];

    /// <summary>The components, for their ellipses.</summary>
    public static PlaneNormal[] Components(GaussianMixtureModel model) => [.. Enumerable.Range(0, model.Clusters).Select(k =>
    {
        var covariance = model.CovarianceOf(k);
        return new PlaneNormal(model.Weights[k], new(model.Means[k][0], model.Means[k][1]), (covariance[0, 0], covariance[0, 1], covariance[1, 1]));
    })];
}
