using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <content>What a mixture says of rows with missing values, by what is observed of them.</content>
public sealed partial class GaussianMixtureModel
{
    /// <summary>The most probable component of each row given what is observed of it, from 0. O(n K d^2 + P K d^3) for P patterns of missing features.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows in the units of the fit's rows, NaN where a value is missing.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>n labels; a row without any value has the component of the largest weight.</returns>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    public int[] Predict<T>(IncompleteObservations<T> rows, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var labels = new int[CheckedCount(rows)];
        var weights = Scaled.AllWeights;
        Array.Fill(labels, Array.IndexOf(weights, weights.Max()));
        OnIncomplete(rows, threads, (row, _, at, tiles) => labels[row] = tiles.Label(at));
        return labels;
    }

    /// <summary>The posterior probabilities of the components for each row given what is observed of it. O(n K d^2 + P K d^3) for P patterns of missing features.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows in the units of the fit's rows, NaN where a value is missing.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>n x K probabilities, the noise where there is some as one more column; each row with sum 1; those of a row without any value are the weights.</returns>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    public double[,] Responsibilities<T>(IncompleteObservations<T> rows, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var weights = Scaled.AllWeights;
        var shares = new double[CheckedCount(rows), weights.Length];
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i / weights.Length, i % weights.Length] = weights[i % weights.Length];
        }

        OnIncomplete(rows, threads, (row, _, at, tiles) =>
        {
            for (var k = 0; k < weights.Length; k++)
            {
                shares[row, k] = tiles.Shares[(k * tiles.Width) + at];
            }
        });
        return shares;
    }

    /// <summary>ln p of what is observed of each row, in the units of the fit's rows. O(n K d^2 + P K d^3) for P patterns of missing features.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows in the units of the fit's rows, NaN where a value is missing.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>n log-densities, each over as many features as its row has values; 0 for a row without any. Compare those of rows with the same features.</returns>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    public double[] LogDensities<T>(IncompleteObservations<T> rows, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var densities = new double[CheckedCount(rows)];
        var scaling = FittedOn.Standardization;
        var source = OnIncomplete(rows, threads, (row, _, at, tiles) => densities[row] = -tiles.Free[at]);
        for (var b = 0; b < (scaling.IsIdentity ? 0 : source.Blocks); b++)
        {
            var block = source.Read(b);
            var logScale = source.Patterns[source.PatternAt(block.First)].Observed.Sum(j => ElementaryFunctions.Log(scaling.Scale[j]));
            for (var i = 0; i < block.Count; i++)
            {
                densities[source.Order[block.First + i]] -= logScale;
            }
        }

        return densities;
    }

    /// <summary>
    /// The rows with every missing value filled in by what it is expected to be given the others of its row: sum_k r_k (mu_k + Sigma_k,mo Sigma_k,oo^-1 (x_o - mu_k,o)), r_k the probabilities of the components that are no noise. These are means:
    /// they vary less than values would. O(n K d^2 + P K d^3) for P patterns of missing features.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows in the units of the fit's rows, NaN where a value is missing.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>n x d rows, a copy, with the names and weights of <paramref name="rows"/>; values that were there are unchanged.</returns>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    public Observations<T> Impute<T>(IncompleteObservations<T> rows, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckedCount(rows);
        return Completion.Of(new PatternRows<T>(rows, FittedOn.Standardization, statisticsSize: 0), Scaled, BlockParallel.Threads(threads));
    }

    private int CheckedCount<T>(IncompleteObservations<T> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        CheckedDimension(rows.Dimension);
        return checked((int)rows.Count);
    }

    /// <summary>Runs work on every row with a value.</summary>
    private PatternRows<T> OnIncomplete<T>(IncompleteObservations<T> rows, int threads, IncompleteRowWork<T> work)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var source = new PatternRows<T>(rows, FittedOn.Standardization, statisticsSize: 0);
        IncompleteTiles.On(source, ObservedParts.Of(Scaled, source, Scaled.SecondMoment, BlockParallel.Threads(threads)), threads, work);
        return source;
    }
}
