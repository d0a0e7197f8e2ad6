using Mixtura.Kernels;

namespace Mixtura;

/// <summary>Covariances without correlation, lambda_k A_k: variances along the axes (Celeux and Govaert 1995). K x d.</summary>
internal abstract class AxisAlignedCovariance : CovarianceFamily
{
    public override SecondMoment SecondMoment => SecondMoment.Diagonal;

    public override int Length(int components, int dimension) => components * dimension;

    public override double Element(ReadOnlySpan<double> covariances, int dimension, int component, int row, int column) =>
        row == column ? covariances[(component * dimension) + row] : 0;

    public override IMahalanobis Factor(double[] covariances, double[] means, int dimension, double[] floor) => new AxisAlignedDistance(covariances, means, dimension, floor);
}

/// <summary>Squared distances, each feature by its own scale.</summary>
internal sealed class AxisAlignedDistance : IMahalanobis
{
    private readonly double[] variances;
    private readonly double[] origin;
    private readonly double[] scales;
    private readonly double[] offsets;
    private readonly int d;

    public AxisAlignedDistance(double[] variances, double[] means, int dimension, double[] floor)
    {
        d = dimension;
        this.variances = variances;
        scales = new double[variances.Length];
        offsets = new double[variances.Length];
        origin = Middle(means, d);
        for (var i = 0; i < scales.Length; i++)
        {
            if (variances[i] <= floor[i % d])
            {
                throw new SingularCovarianceException(i / d, i % d, []);
            }

            scales[i] = 1 / Math.Sqrt(variances[i]);
            offsets[i] = (origin[i % d] - means[i]) * scales[i];
        }
    }

    public double LogDeterminant(int component)
    {
        double sum = 0;
        foreach (var variance in variances.AsSpan(component * d, d))
        {
            sum += ElementaryFunctions.Log(variance);
        }

        return sum;
    }

    public double Scale(int component) => 1;

    public (double Variance, int Feature) LeastVariance(int component)
    {
        var own = variances.AsSpan(component * d, d);
        var least = 0;
        for (var j = 1; j < d; j++)
        {
            least = own[j] < own[least] ? j : least;
        }

        return (own[least], least);
    }

    public int ScratchLength(int width) => ScaledDistances.ScratchLength(d);

    public void Distances(ReadOnlySpan<double> tile, int width, Span<double> distances, Span<double> scratch) =>
        ScaledDistances.Run(tile, origin, scales, offsets, width, distances, scratch);

    /// <summary>The mean of the means, each step of it about the first, so that nothing is lost far from 0.</summary>
    private static double[] Middle(double[] means, int d)
    {
        var middle = means[..d];
        var count = means.Length / d;
        for (var i = d; i < means.Length; i++)
        {
            middle[i % d] += (means[i] - means[i % d]) / count;
        }

        return middle;
    }
}
