using System.Collections.Immutable;
using Mixtura.Geometry;
using Mixtura.Playground.Figures;

namespace Mixtura.Playground.Bench;

/// <summary>One cluster in numbers.</summary>
/// <param name="Weight">Its share: a mixture's weight, k-means' share of the points.</param>
/// <param name="Mean">Its center.</param>
/// <param name="Normal">Its spread: a component's covariance, or the scatter of a cluster's points.</param>
internal sealed record ClusterRow(double Weight, PlanePoint Mean, PlaneNormal Normal)
{
    /// <summary>The clusters of a model. O(n K).</summary>
    public static ImmutableArray<ClusterRow> Of(ClusteringModel model, Observations<double> rows, ImmutableArray<PlanePoint> points)
    {
        if (model is GaussianMixtureModel)
        {
            return [.. PlaneModel.Components(model).Select(n => new ClusterRow(n.Weight, n.Mean, n))];
        }

        var labels = model.Predict(rows, threads: 1);
        var centers = PlaneModel.Centers(model);
        return [.. centers.Select((center, k) =>
        {
            PlanePoint[] own = [.. points.Where((_, i) => labels[i] == k)];
            double Mean(Func<PlanePoint, double> of) => own.Length == 0 ? 0 : own.Average(of);
            var (x, y) = (Mean(p => p.X), Mean(p => p.Y));
            var scatter = (Mean(p => (p.X - x) * (p.X - x)), Mean(p => (p.X - x) * (p.Y - y)), Mean(p => (p.Y - y) * (p.Y - y)));
            var share = own.Length / (double)points.Length;
            return new ClusterRow(share, center, new(share, center, scatter));
        })];
    }
}
