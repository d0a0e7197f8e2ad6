using System.Collections.Immutable;
using Mixtura.Geometry;

namespace Mixtura.Playground.Figures;

/// <summary>The clusters of a model as weighted ellipses: a mixture's components, or of k-means the share and the scatter of each center's points.</summary>
internal static class ClusterSpread
{
    /// <summary>K ellipses about the centers. O(n K).</summary>
    public static ImmutableArray<PlaneNormal> Of(ClusteringModel model, Observations<double> rows, ImmutableArray<PlanePoint> points)
    {
        if (model is GaussianMixtureModel)
        {
            return [.. PlaneModel.Components(model)];
        }

        var labels = model.Predict(rows, threads: 1);
        return [.. PlaneModel.Centers(model).Select((center, k) =>
        {
            PlanePoint[] own = [.. points.Where((_, i) => labels[i] == k)];
            double Mean(Func<PlanePoint, double> of) => own.Length == 0 ? 0 : own.Average(of);
            var (x, y) = (Mean(p => p.X), Mean(p => p.Y));
            var scatter = (Mean(p => (p.X - x) * (p.X - x)), Mean(p => (p.X - x) * (p.Y - y)), Mean(p => (p.Y - y) * (p.Y - y)));
            return new PlaneNormal(own.Length / (double)points.Length, center, scatter);
        })];
    }
}
