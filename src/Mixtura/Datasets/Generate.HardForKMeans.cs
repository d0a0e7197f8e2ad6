namespace Mixtura.Datasets;

/// <content>Three normal sets each, as k-means does not expect them: a mixture with the right covariances tells them apart.</content>
public static partial class Generate
{
    /// <summary>
    /// Three long parallel sets side by side: deviation 2 along the diagonal and 0.3 across, 2 apart. Euclidean distance does not know
    /// which way they lie; a tied or full covariance does.
    /// </summary>
    /// <param name="seed">The seed of all random choices.</param>
    /// <param name="rows">n, shared among the sets as evenly as possible.</param>
    /// <returns>n x 2 rows, labels 0 to 2.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 3 rows.</exception>
    public static LabelledObservations Anisotropic(ulong seed, int rows = 300)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 3);

        // Variances 4 along (1, 1) and 0.09 along (1, -1): half their sum on the diagonal, half their difference beside it.
        const double Diagonal = (4 + 0.09) / 2;
        const double Beside = (4 - 0.09) / 2;
        const double Step = 1.4142135623730951;
        double[,] covariance = { { Diagonal, Beside }, { Beside, Diagonal } };
        var sizes = DrawnRows.Shared(rows, 3);
        return Normals(
            [
                new([-Step, Step], covariance, sizes[0]),
                new([0, 0], covariance, sizes[1]),
                new([Step, -Step], covariance, sizes[2]),
            ],
            seed);
    }

    /// <summary>
    /// Three round sets of deviations 0.5, 1 and 2.5: k-means gives the rim of the wide one to its neighbours, a mixture with a
    /// variance for each does not.
    /// </summary>
    /// <param name="seed">The seed of all random choices.</param>
    /// <param name="rows">n, shared among the sets as evenly as possible.</param>
    /// <returns>n x 2 rows, labels 0 to 2.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 3 rows.</exception>
    public static LabelledObservations UnequalVariance(ulong seed, int rows = 300)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 3);
        var sizes = DrawnRows.Shared(rows, 3);
        return Normals(
            [
                new([-4, 3], Round(0.5), sizes[0]),
                new([-4, -3], Round(1), sizes[1]),
                new([3, 0], Round(2.5), sizes[2]),
            ],
            seed);
    }

    /// <summary>
    /// Three round sets of deviation 1 that hold 82, 16 and 2 percent of the rows: k-means would rather cut the large one than keep the
    /// small one whole, a mixture learns the shares.
    /// </summary>
    /// <param name="seed">The seed of all random choices.</param>
    /// <param name="rows">n, at least 50.</param>
    /// <returns>n x 2 rows, labels 0 to 2.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 50 rows, too few for the smallest set.</exception>
    public static LabelledObservations UnequalSizes(ulong seed, int rows = 600)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 50);
        var smallest = (int)(rows * 2L / 100);
        var middle = (int)(rows * 16L / 100);
        return Normals(
            [
                new([0, 0], Round(1), rows - middle - smallest),
                new([5, 0], Round(1), middle),
                new([2.5, 4.5], Round(1), smallest),
            ],
            seed);
    }

    private static double[,] Round(double deviation) => new[,] { { deviation * deviation, 0 }, { 0, deviation * deviation } };
}
