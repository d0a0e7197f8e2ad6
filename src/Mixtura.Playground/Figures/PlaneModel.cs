using Mixtura.Geometry;

namespace Mixtura.Playground.Figures;

/// <summary>Models of two features as figures of the plane draw them.</summary>
internal static class PlaneModel
{
    /// <summary>n x K shares of some rows.</summary>
    public static double[,] Shares(ClusteringModel model, Observations<double> rows) =>
        model is GaussianMixtureModel mixture ? mixture.Responsibilities(rows, threads: 1) : ((KMeansModel)model).Responsibilities(rows, ((KMeansModel)model).Temperature, threads: 1);

    /// <summary>K shares of one place.</summary>
    public static double[] Shares(ClusteringModel model, PlanePoint at) => [.. Shares(model, Observations.From([at.X, at.Y], 2)).Cast<double>()];

    /// <summary>K centers.</summary>
    public static PlanePoint[] Centers(ClusteringModel model) =>
        [.. (model is GaussianMixtureModel mixture ? mixture.Means : ((KMeansModel)model).Centroids).Select(c => new PlanePoint(c[0], c[1]))];

    /// <summary>K weighted Gaussians; of soft k-means the round ones of variance T / 2; none of k-means.</summary>
    public static PlaneNormal[] Components(ClusteringModel model)
    {
        if (model is GaussianMixtureModel mixture)
        {
            return [.. Enumerable.Range(0, mixture.Clusters).Select(k =>
            {
                var covariance = mixture.CovarianceOf(k);
                return new PlaneNormal(mixture.Weights[k], new(mixture.Means[k][0], mixture.Means[k][1]), (covariance[0, 0], covariance[0, 1], covariance[1, 1]));
            })];
        }

        var variance = ((KMeansModel)model).Temperature.Value / 2;
        return variance == 0 ? [] : [.. Centers(model).Select(c => new PlaneNormal(1.0 / model.Clusters, c, (variance, 0, variance)))];
    }
}
