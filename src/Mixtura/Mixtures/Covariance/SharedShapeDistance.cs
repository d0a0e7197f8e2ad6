using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Distances under matrices lambda_k C that differ by a factor alone (VEE and EEE of Celeux and Govaert 1995): rows and means are turned by L^-1, L L' = C, about the first mean so that nothing cancels; then squared
/// distances do.
/// </summary>
internal sealed class SharedShapeDistance : IMahalanobis
{
    private readonly CholeskyFactor factor;
    private readonly double[] volumes;
    private readonly double[] origin;
    private readonly double[] turned;
    private readonly int d;

    /// <param name="shape">C, d x d.</param>
    /// <param name="volumes">K factors.</param>
    /// <param name="means">K x d.</param>
    /// <param name="dimension">d.</param>
    /// <param name="floor">d variances that are no more than rounding.</param>
    public SharedShapeDistance(ReadOnlySpan<double> shape, double[] volumes, double[] means, int dimension, double[] floor)
    {
        d = dimension;
        this.volumes = volumes;
        factor = new(shape, d, floor, component: 0);
        origin = means[..d];
        turned = new double[means.Length];
        for (var k = 0; k < means.Length; k += d)
        {
            TileProduct.OfRow(means.AsSpan(k, d), origin, factor.Inverse, isTriangle: true, turned.AsSpan(k, d));
        }

        var feature = factor.LeastVariance.Feature;
        var bad = Array.FindIndex(volumes, volume => !(volume * factor.LeastVariance.Variance > floor[feature]));
        if (bad >= 0)
        {
            throw new SingularCovarianceException(bad, feature, []);
        }
    }

    public double LogDeterminant(int component) => factor.LogDeterminant + (d * ElementaryFunctions.Log(volumes[component]));

    public double Scale(int component) => 1 / volumes[component];

    public (double Variance, int Feature) LeastVariance(int component) => (factor.LeastVariance.Variance * volumes[component], factor.LeastVariance.Feature);

    public int ScratchLength(int width) => d * width;

    public void Distances(ReadOnlySpan<double> tile, int width, Span<double> distances, Span<double> scratch)
    {
        TileProduct.Run(tile, origin, factor.Inverse, isTriangle: true, width, scratch);
        SquaredDistances.Run(scratch[..(d * width)], turned, width, distances);
    }
}
