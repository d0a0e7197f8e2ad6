using System.Numerics;

namespace Mixtura;

/// <summary>
/// k-means as the limit of a mixture: equal-weight spherical components of one variance s^2 are soft k-means at T = 2 s^2, and k-means
/// as s falls to 0 (Neal and Hinton 1998; Welling and Kurihara 2006).
/// </summary>
internal static class Bridge
{
    /// <summary>Equal weights and s^2 = inertia / (n d), the most likely variance for these centroids.</summary>
    public static GaussianMixtureModel ToMixture<T>(KMeansModel model, Observations<T> rows, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (model.FittedOn.Standardization.IsOfRows)
        {
            throw new MixturaException("Spherical k-means is no limit of a Gaussian mixture: its rows lie on a sphere.");
        }

        var (scaled, hard, weight) = Hard(model, model.Scaled, rows, threads);
        var variance = hard.Energy / (weight * model.Dimension);
        if (!(variance > 0))
        {
            throw new MixturaException("All rows lie on centroids, so that no variance is left for a mixture: ask for fewer clusters.");
        }

        var components = new GaussianComponents(
            CovarianceStructure.TiedSpherical, [.. Enumerable.Repeat(1.0 / model.Clusters, model.Clusters)], model.Scaled.Means, [variance], model.Dimension, new double[model.Dimension]);
        var seen = SummaryExpectation<T>.Of(components, scaled, BlockParallel.Threads(threads), CancellationToken.None);
        return new(
            new(rows.Count, weight, model.FittedOn.Features, model.FittedOn.Standardization), Report(model, seen.Energy), components, equalWeights: true, isBayesian: false, -seen.Energy, seen.Certainty, [.. seen.Sizes]);
    }

    /// <summary>The means as centroids.</summary>
    public static KMeansModel ToKMeans<T>(GaussianMixtureModel model, Observations<T> rows, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var centroids = new Centroids(model.Scaled.Means, model.Dimension);
        var (_, hard, weight) = Hard(model, centroids, rows, threads);
        return new(
            new(rows.Count, weight, model.FittedOn.Features, model.FittedOn.Standardization), Report(model, hard.Energy), centroids, Temperature.Zero, hard.Energy, [.. hard.Rows], [.. hard.Weight]);
    }

    private static (Observations<T> Scaled, Moments Hard, double Weight) Hard<T>(ClusteringModel model, Centroids centroids, Observations<T> rows, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        model.CheckedDimension(rows.Dimension);
        var scaled = model.FittedOn.Standardization.Apply(rows);
        var hard = HardPass.Run(centroids, scaled, BlockParallel.Threads(threads), CancellationToken.None);
        return (scaled, hard, hard.Weight.Sum());
    }

    /// <summary>A bridged model took no step of its own.</summary>
    private static FitReport Report(ClusteringModel model, double energy) => new()
    {
        Trace = [energy], Reason = StopReason.Converged, Restarts = [new(energy, 0, StopReason.Converged)], Seed = model.Report.Seed, Seconds = 0, Warnings = [],
    };
}
