using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>The mixture fitted anew on other rows: EM from the responsibilities that the model gives them, and its components in the model's order.</summary>
/// <param name="Parameters">In the order of the model's components.</param>
/// <param name="Converged">Whether EM ended by itself.</param>
/// <param name="Report">How it went.</param>
internal sealed record BootstrapRefit(MixtureParameters Parameters, bool Converged, FitReport Report)
{
    /// <summary>Shares of rows are matched in whole units of this part of all weight.</summary>
    private const double MatchingUnits = 1L << 40;

    /// <summary>A refit on one thread; null where it gives no model.</summary>
    public static BootstrapRefit? Of<T>(GaussianMixtureModel model, Observations<T> rows, BootstrapOptions options, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const double littleInAll = 1e-3;
        var shares = model.Responsibilities(rows, threads: 1);
        try
        {
            var refit = GaussianMixture.Fit(
                rows,
                new GaussianMixtureOptions
                {
                    Components = model.Clusters,
                    Covariance = model.Covariance,
                    EqualWeights = model.EqualWeights,
                    Start = MixtureStart.FromResponsibilities(shares),
                    MaxIterations = options.MaxIterations,
                    Tolerance = options.Tolerance ?? (littleInAll / model.FittedOn.Weight),
                    Regularization = options.Regularization,
                    Scaling = model.FittedOn.Standardization.Scaling,
                    Threads = 1,
                },
                null,
                cancellationToken);
            return new(MixtureParameters.Of(refit, Order(shares, refit.Responsibilities(rows, threads: 1), rows)), refit.Report.Converged, refit.Report);
        }
        catch (MixturaException)
        {
            return null;
        }
    }

    /// <summary>Which component of the refit stands for each of the model's: the matching under which the two share most of the rows. O(n K^2).</summary>
    /// <remarks>Means alone would not do: components may lie around one point and differ in their covariances.</remarks>
    public static int[] Order<T>(double[,] before, double[,] after, Observations<T> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var components = before.GetLength(1);
        var shared = new double[components * components];
        double total = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            var weight = rows.Weight(i);
            total += weight;
            for (var k = 0; k < components; k++)
            {
                for (var l = 0; l < components; l++)
                {
                    shared[(k * components) + l] += weight * before[i, k] * after[i, l];
                }
            }
        }

        return AssignmentProblem.Solve([.. shared.Select(s => -(long)(s / total * MatchingUnits))], components);
    }
}
