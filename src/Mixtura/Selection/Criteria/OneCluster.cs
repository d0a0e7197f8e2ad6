using System.Collections.Immutable;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura.Selection;

/// <summary>A way in which all rows may be one cluster that is no Gaussian: what a mixture of several must be better than.</summary>
/// <param name="Shape">What it is.</param>
/// <param name="LogLikelihood">The total log-likelihood of the rows, in the units of the data.</param>
/// <param name="Parameters">How many parameters it has.</param>
/// <param name="Bic">2 logL - parameters ln n (Schwarz 1978): larger is better.</param>
public sealed record OneClusterFit(OneClusterShape Shape, double LogLikelihood, int Parameters, double Bic);

/// <summary>Shapes of one cluster beside the Gaussian.</summary>
public enum OneClusterShape
{
    /// <summary>A t distribution, spherical, diagonal or full: one cluster with heavy tails.</summary>
    HeavyTails,

    /// <summary>Uniform in a box along the features.</summary>
    Box,

    /// <summary>Uniform in a box along the principal axes.</summary>
    TurnedBox,

    /// <summary>Uniform in an ellipsoid of the rows' covariance.</summary>
    Ellipsoid,
}

/// <summary>
/// Clusters that are no Gaussians look like several to a mixture: a square takes four or five, heavy tails two. So that "one cluster" is a possible answer, the likelihoods of one t
/// distribution and of uniform densities on boxes and an ellipsoid are compared with those of mixtures. O(n d^2), and three fits of one component.
/// </summary>
internal static class OneCluster
{
    private static readonly CovarianceStructure[] Tails = [CovarianceStructure.Spherical, CovarianceStructure.Diagonal, CovarianceStructure.Full];

    /// <param name="rows">n x d rows, more than features, of which none is constant.</param>
    /// <param name="seed">Of the fit of tails.</param>
    /// <param name="threads">How many threads may work.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>Those shapes that the rows have a likelihood under.</returns>
    public static ImmutableArray<OneClusterFit> Fits<T>(Observations<T> rows, ulong seed, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        try
        {
            var tails = Tails.Select(structure => StudentMixture.Fit(
                rows, new StudentMixtureOptions { Components = 1, Covariance = structure, Regularization = Regularization.None, Threads = threads, Seed = seed }, null, cancellationToken)).MaxBy(t => t.Bic)!;
            return [new(OneClusterShape.HeavyTails, tails.LogLikelihood, tails.Parameters, tails.Bic), .. Uniform(rows, tails.FittedOn.Weight, threads, cancellationToken)];
        }
        catch (MixturaException)
        {
            // No volume, so no density.
            return [];
        }
    }

    /// <summary>-n ln(volume) each; a box has two parameters a feature, a turned one the angles too, an ellipsoid those of a Gaussian.</summary>
    private static IEnumerable<OneClusterFit> Uniform<T>(Observations<T> rows, double weight, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var d = rows.Dimension;
        var box = PrincipalBox.Of(rows, threads, cancellationToken);
        var places = new double[d];
        double farthest = 0;
        for (long i = 0; i < rows.Count; i++)
        {
            box.Along(rows[i], places);
            double squared = 0;
            for (var a = 0; a < d && rows.Weight(i) > 0; a++)
            {
                squared += places[a] * places[a] / box.Variances[a];
            }

            farthest = Math.Max(farthest, squared);
        }

        var angles = d * (d - 1) / 2;
        yield return Uniform(OneClusterShape.Box, box.LogVolumeAlongFeatures, 2 * d, weight);
        yield return Uniform(OneClusterShape.TurnedBox, box.LogVolume, (2 * d) + angles, weight);
        yield return Uniform(
            OneClusterShape.Ellipsoid,
            LogUnitBall(d) + (0.5 * d * ElementaryFunctions.Log(farthest)) + (0.5 * box.Variances.Sum(ElementaryFunctions.Log)),
            (2 * d) + angles,
            weight);
    }

    private static OneClusterFit Uniform(OneClusterShape shape, double logVolume, int parameters, double weight)
    {
        var logLikelihood = -weight * logVolume;
        return new(shape, logLikelihood, parameters, (2 * logLikelihood) - (parameters * ElementaryFunctions.Log(weight)));
    }

    /// <summary>ln of pi^(d/2) / Gamma(d/2 + 1).</summary>
    private static double LogUnitBall(int d) => (0.5 * d * ElementaryFunctions.Log(Math.PI)) - GammaFunctions.LogGamma((0.5 * d) + 1);
}
