using Mixtura.Kernels;

namespace Mixtura.Datasets;

/// <content>Sets that no normal distribution describes: many small clusters follow them, two do not.</content>
public static partial class Generate
{
    /// <summary>
    /// Two half circles of radius 1, each reaching into the other: (cos t, sin t) and (1 - cos t, 0.5 - sin t), t uniform from 0 to pi,
    /// plus normal noise.
    /// </summary>
    /// <param name="seed">The seed of all random choices.</param>
    /// <param name="rows">n, half of them on each, the odd one on the first.</param>
    /// <param name="noise">The standard deviation added to both features.</param>
    /// <returns>n x 2 rows, labels 0 and 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 rows, or the noise is negative or not finite.</exception>
    public static LabelledObservations Moons(ulong seed, int rows = 300, double noise = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        CheckDeviation(noise, nameof(noise));
        return DrawnRows.Of(seed, DrawnRows.Shared(rows, 2), 2, (label, random, row) =>
        {
            var (sin, cos) = ElementaryFunctions.SinCosTurn(random.NextDouble() / 2);
            row[0] = (label == 0 ? cos : 1 - cos) + (noise * random.NextNormal());
            row[1] = (label == 0 ? sin : 0.5 - sin) + (noise * random.NextNormal());
        });
    }

    /// <summary>
    /// Two circles about the origin, of radius 1 and a given part of it, plus normal noise: they have the same center, so no two
    /// centroids tell them apart.
    /// </summary>
    /// <param name="seed">The seed of all random choices.</param>
    /// <param name="rows">n, half of them on each, the odd one on the outer.</param>
    /// <param name="inner">The radius of the inner circle, above 0 and below 1.</param>
    /// <param name="noise">The standard deviation added to both features.</param>
    /// <returns>n x 2 rows, label 0 on the outer circle and 1 on the inner.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// There are fewer than 2 rows, the radius is not between 0 and 1, or the noise is negative or not finite.
    /// </exception>
    public static LabelledObservations Rings(ulong seed, int rows = 300, double inner = 0.5, double noise = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        if (!(inner > 0 && inner < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(inner), inner, "The inner circle's radius is above 0 and below 1, the outer one's.");
        }

        CheckDeviation(noise, nameof(noise));
        return DrawnRows.Of(seed, DrawnRows.Shared(rows, 2), 2, (label, random, row) =>
        {
            var radius = label == 0 ? 1 : inner;
            var (sin, cos) = ElementaryFunctions.SinCosTurn(random.NextDouble());
            row[0] = (radius * cos) + (noise * random.NextNormal());
            row[1] = (radius * sin) + (noise * random.NextNormal());
        });
    }
}
