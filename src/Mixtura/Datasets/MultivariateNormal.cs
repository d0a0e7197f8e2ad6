namespace Mixtura.Datasets;

/// <summary>
/// A set of rows from one normal distribution: density proportional to exp(-(x - m)' S^-1 (x - m) / 2). Read only while
/// <see cref="Generate.Normals"/> runs.
/// </summary>
/// <param name="Mean">m: d finite values, in the units of the features.</param>
/// <param name="Covariance">
/// S: d x d, symmetric and positive semi-definite, in squared units; a zero variance or a perfect correlation is allowed, and gives
/// rows on a plane.
/// </param>
/// <param name="Size">How many rows, 0 or more.</param>
public sealed record MultivariateNormal(double[] Mean, double[,] Covariance, int Size);
