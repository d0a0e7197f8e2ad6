using System.Collections.Immutable;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// K weighted t distributions, fitted by <see cref="StudentMixture"/>: a density with heavy tails, for each row how probable each component is, and how much it counts. Immutable and safe
/// to share.
/// </summary>
public sealed class StudentMixtureModel : MixtureModel
{
    /// <param name="fittedOn">The rows in short.</param>
    /// <param name="report">The fit's story.</param>
    /// <param name="scaled">The components where densities are taken.</param>
    /// <param name="tails">Where the degrees of freedom come from.</param>
    /// <param name="equalWeights">Whether the weights are fixed at 1 / K.</param>
    /// <param name="scaledLogLikelihood">Of the scaled rows.</param>
    /// <param name="certainty">sum_i w_i ln max_k r_ik.</param>
    /// <param name="sizes">Rows by most probable component.</param>
    internal StudentMixtureModel(
        FittedOn fittedOn, FitReport report, StudentComponents scaled, Tails tails, bool equalWeights, double scaledLogLikelihood, double certainty, ImmutableArray<long> sizes)
        : base(fittedOn, report, scaled, scaled.Centers, equalWeights, scaledLogLikelihood, certainty, sizes)
    {
        Scaled = scaled;
        Tails = tails;
        DegreesOfFreedom = [.. scaled.Degrees];
    }

    /// <summary>Where the degrees of freedom come from.</summary>
    public Tails Tails { get; }

    /// <summary>K degrees of freedom nu_k: the fewer, the heavier the tails.</summary>
    public ImmutableArray<double> DegreesOfFreedom { get; }

    /// <summary>Free parameters: K - 1 weights (none where they are kept equal), K d means, those of the structure, and the degrees of freedom that were estimated.</summary>
    public override int Parameters =>
        (EqualWeights ? 0 : Clusters - 1) + (Clusters * Dimension) + CovarianceFamily.Of(Covariance).Parameters(Clusters, Dimension) + Tails.Parameters(Clusters);

    /// <summary>The components where densities are taken.</summary>
    internal StudentComponents Scaled { get; }

    /// <summary>The covariance matrix of one component, nu_k / (nu_k - 2) Sigma_k, in the units of the fit's rows. O(d^2).</summary>
    /// <param name="component">0 .. K-1.</param>
    /// <returns>d x d, symmetric; null where nu_k is at most 2, as there is none then.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such component.</exception>
    public double[,]? CovarianceOf(int component)
    {
        var matrix = ScaleMatrixOf(component);
        var nu = DegreesOfFreedom[component];
        if (nu <= 2)
        {
            return null;
        }

        for (var i = 0; i < matrix.Length; i++)
        {
            matrix[i / Dimension, i % Dimension] *= nu / (nu - 2);
        }

        return matrix;
    }

    /// <summary>
    /// How much each row counts in the means and scale matrices: sum_k r_ik u_ik, u = (nu_k + d) / (nu_k + delta_ik) with delta the squared Mahalanobis distance. About 1 for a row as far
    /// out as rows are on average, up to 1 + d / nu near a mean, and near 0 for an outlier. O(n K d^2) or O(n K d).
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows in the units of the fit's rows.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>n weights above 0.</returns>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    public double[] RowWeights<T>(Observations<T> rows, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var weights = new double[CheckedCount(rows)];
        OnScaledBlocks(rows, threads, (_, block, workspace) =>
        {
            var tiles = new StudentTiles<T>(Scaled, Temperature.One, workspace);
            for (var first = 0; first < block.Count; first += tiles.Width)
            {
                var count = Math.Min(tiles.Width, block.Count - first);
                tiles.Compute(block.Values.Slice(first * Dimension, count * Dimension));
                for (var i = 0; i < count; i++)
                {
                    for (var k = 0; k < Clusters; k++)
                    {
                        weights[block.First + first + i] += tiles.Shares[(k * tiles.Width) + i] * tiles.Factors[(k * tiles.Width) + i];
                    }
                }
            }
        });
        return weights;
    }

    /// <summary>Draws rows from the mixture: a component by its weight, then mu_k + L_k z / sqrt(g) with z standard normal, L_k L_k' = Sigma_k, and nu_k g chi-squared with nu_k degrees of freedom. O(count d^2).</summary>
    /// <param name="count">How many rows.</param>
    /// <param name="seed">The seed; row i depends on it and on i alone.</param>
    /// <returns>count x d rows in the units of the fit's rows, and the component that each came from.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is less than 1.</exception>
    public override LabelledObservations Sample(int count, ulong seed = 0) => StudentSample.Draw(this, count, seed);
}
