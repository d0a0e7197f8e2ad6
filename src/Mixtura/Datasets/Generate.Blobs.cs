namespace Mixtura.Datasets;

public static partial class Generate
{
    /// <summary>Centers of <see cref="Blobs"/> are uniform in a box that reaches this far from the origin along each feature.</summary>
    private const double BlobBox = 10;

    /// <summary>
    /// Spherical sets of about equal size around random centers, uniform in the box from -10 to 10: what k-means is made for. Two
    /// centers may be near each other.
    /// </summary>
    /// <param name="seed">The seed of all random choices, centers included.</param>
    /// <param name="rows">n, shared among the sets as evenly as possible.</param>
    /// <param name="clusters">The number of sets.</param>
    /// <param name="dimension">The number of features d.</param>
    /// <param name="deviation">The standard deviation of each feature within a set.</param>
    /// <returns>n x d rows, labels from 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is not above 0, or there are more sets than rows.</exception>
    public static LabelledObservations Blobs(ulong seed, int rows = 300, int clusters = 3, int dimension = 2, double deviation = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(clusters);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, clusters);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        CheckDeviation(deviation, nameof(deviation));
        var centers = new double[clusters][];
        for (var k = 0; k < clusters; k++)
        {
            var random = DrawnRows.OfSet(seed, k);
            centers[k] = new double[dimension];
            for (var j = 0; j < dimension; j++)
            {
                centers[k][j] = BlobBox * ((2 * random.NextDouble()) - 1);
            }
        }

        return DrawnRows.Of(seed, DrawnRows.Shared(rows, clusters), dimension, (label, random, row) =>
        {
            for (var j = 0; j < row.Length; j++)
            {
                row[j] = centers[label][j] + (deviation * random.NextNormal());
            }
        });
    }

    private static void CheckDeviation(double deviation, string name)
    {
        if (!(deviation >= 0 && double.IsFinite(deviation)))
        {
            throw new ArgumentOutOfRangeException(name, deviation, "A standard deviation is finite and not negative.");
        }
    }
}
