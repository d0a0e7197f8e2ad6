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
    private readonly double[] means;
    private readonly double[] variances;
    private readonly double[] scales;
    private readonly int d;

    public AxisAlignedDistance(double[] variances, double[] means, int dimension, double[] floor)
    {
        d = dimension;
        this.means = means;
        this.variances = variances;
        scales = new double[variances.Length];
        for (var i = 0; i < scales.Length; i++)
        {
            if (variances[i] <= floor[i % d])
            {
                throw new SingularCovarianceException(i / d, i % d, []);
            }

            scales[i] = 1 / Math.Sqrt(variances[i]);
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

    public int ScratchLength(int width) => 0;

    public void Distances(ReadOnlySpan<double> tile, int width, Span<double> distances, Span<double> scratch) =>
        ScaledDistances.Run(tile, means, scales, width, distances);
}
