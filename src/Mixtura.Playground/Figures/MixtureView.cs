using Mixtura.Geometry;

namespace Mixtura.Playground.Figures;

/// <summary>Mixtures of two features as figures show them.</summary>
internal static class MixtureView
{
    /// <summary>The components as ellipses.</summary>
    public static PlaneNormal[] Components(GaussianMixtureModel model) =>
        [.. Enumerable.Range(0, model.Clusters).Select(k =>
        {
            var s = model.CovarianceOf(k);
            return new PlaneNormal(model.Weights[k], new(model.Means[k][0], model.Means[k][1]), (s[0, 0], s[0, 1], s[1, 1]));
        })];
}
