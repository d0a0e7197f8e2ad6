using System.Numerics;

namespace Mixtura.Selection;

/// <summary>The kind of fit that a model says it came from, to be done again on other rows: what its file holds, and defaults for the rest.</summary>
internal static class ModelRefit
{
    /// <summary>A fit by one thread under a seed.</summary>
    /// <exception cref="MixturaException">The model does not hold what its fit needs.</exception>
    public static Func<Observations<T>, ulong, ClusteringModel> Of<T>(ClusteringModel model, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var scaling = model.FittedOn.Standardization.Scaling;
        return model switch
        {
            KMeansModel k => (rows, seed) => KMeans.Fit(
                rows, new KMeansOptions { Clusters = k.Clusters, Temperature = k.Temperature, Scaling = scaling, Seed = seed, Threads = 1 }, null, cancellationToken),
            GaussianMixtureModel { IsBayesian: true } or GaussianMixtureModel { Report.HasPrior: true } => throw Unknown("a prior"),
            GaussianMixtureModel { HasNoise: true } => throw Unknown("noise"),
            GaussianMixtureModel g => (rows, seed) => GaussianMixture.Fit(
                rows,
                new GaussianMixtureOptions { Components = g.Clusters, Covariance = g.Covariance, Factors = g.Factors, EqualWeights = g.EqualWeights, Scaling = scaling, Seed = seed, Threads = 1 },
                null,
                cancellationToken),
            StudentMixtureModel s => (rows, seed) => StudentMixture.Fit(
                rows,
                new StudentMixtureOptions { Components = s.Clusters, Covariance = s.Covariance, Tails = s.Tails, EqualWeights = s.EqualWeights, Scaling = scaling, Seed = seed, Threads = 1 },
                null,
                cancellationToken),
            _ => throw new ArgumentException("The classes of a classifier are known and not found: evaluate compares them with its predictions.", nameof(model)),
        };
    }

    private static MixturaException Unknown(string what) =>
        new($"The model has {what}, of which it does not hold all that a fit needs: its stability can be had by giving the refit.");
}
