namespace Mixtura.Datasets;

/// <summary>
/// Rows whose true clusters are known, to try methods on: where k-means is at home, and where it is not. The same seed gives the same
/// bits on every machine; each row has random numbers of its own, so that a larger set begins with the rows of a smaller one wherever
/// the sets before it are the same. Rows come set after set, with the set as label.
/// </summary>
public static partial class Generate
{
    /// <summary>Rows from any normal distributions, one label each. O(d^2) a row and O(d^3) a set.</summary>
    /// <param name="sets">The distributions and how many rows of each; all of the same dimension d.</param>
    /// <param name="seed">The seed of all random choices.</param>
    /// <returns>The rows of the first set, then of the second, ...; their number of set as label.</returns>
    /// <exception cref="ArgumentException">There is no set, the shapes do not fit together, or a size is negative.</exception>
    /// <exception cref="MixturaException">
    /// A covariance is not symmetric and positive semi-definite, a number is not finite, or there are no rows in all.
    /// </exception>
    public static LabelledObservations Normals(IReadOnlyList<MultivariateNormal> sets, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(sets);
        if (sets.Count == 0)
        {
            throw new ArgumentException("There is no set to draw rows from: give at least one.", nameof(sets));
        }

        var dimension = sets[0].Mean.Length;
        var factors = new double[sets.Count][,];
        for (var k = 0; k < sets.Count; k++)
        {
            CheckShape(sets[k], k, dimension);
            factors[k] = CovarianceFactor.Of(sets[k].Covariance, $"The covariance of set {k}");
        }

        int[] sizes = [.. sets.Select(set => set.Size)];
        return DrawnRows.Of(seed, sizes, dimension, (label, random, row) =>
        {
            // x = m + L z with z standard normal.
            var factor = factors[label];
            sets[label].Mean.CopyTo(row);
            for (var column = 0; column < dimension; column++)
            {
                var z = random.NextNormal();
                for (var i = 0; i < dimension; i++)
                {
                    row[i] = Math.FusedMultiplyAdd(factor[i, column], z, row[i]);
                }
            }
        });
    }

    /// <summary>
    /// Two sets of correlated rows in the plane that overlap a little: most rows are clear, and for a few no method can say more than
    /// maybe. Means (0, 0) and (4, 3), covariances [1, 0.6; 0.6, 1] and [1.2, -0.6; -0.6, 0.8].
    /// </summary>
    /// <param name="seed">The seed of all random choices.</param>
    /// <param name="size">Rows in each set.</param>
    /// <returns>2 size x 2 rows with labels 0 and 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The size is not above 0.</exception>
    public static LabelledObservations TwoSets(ulong seed, int size = 150)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        return Normals(
            [
                new([0, 0], new[,] { { 1, 0.6 }, { 0.6, 1 } }, size),
                new([4, 3], new[,] { { 1.2, -0.6 }, { -0.6, 0.8 } }, size),
            ],
            seed);
    }

    private static void CheckShape(MultivariateNormal set, int k, int dimension)
    {
        ArgumentNullException.ThrowIfNull(set.Covariance, $"covariance of set {k}");
        if (set.Mean.Length != dimension || dimension == 0)
        {
            throw new ArgumentException($"Set {k} has a mean of {set.Mean.Length} values where set 0 has {dimension}: all need the same features, at least one.", nameof(set));
        }

        if (set.Covariance.GetLength(0) != dimension || set.Covariance.GetLength(1) != dimension)
        {
            throw new ArgumentException($"Set {k} has a covariance of {set.Covariance.GetLength(0)} x {set.Covariance.GetLength(1)} where its mean has {dimension} values: it is square, one row a feature.", nameof(set));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(set.Size, $"size of set {k}");
        var bad = Array.FindIndex(set.Mean, m => !double.IsFinite(m));
        if (bad >= 0)
        {
            throw new MixturaException($"Set {k} has mean {set.Mean[bad]} for feature {bad}: means are finite.");
        }
    }
}
