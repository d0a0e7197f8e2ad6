using Mixtura.Kernels;

namespace Mixtura;

/// <summary>Each component its own one variance (VII): trace(W_k) / (N_k d) (Celeux and Govaert 1995). K numbers.</summary>
internal sealed class SphericalCovariance : CovarianceFamily
{
    public override SecondMoment SecondMoment => SecondMoment.Diagonal;

    public override int Parameters(int components, int dimension) => components;

    public override int Length(int components, int dimension) => components;

    public override double[] Minimize(Moments moments, double regularization, double[]? before)
    {
        var variances = new double[moments.Components];
        for (var k = 0; k < variances.Length; k++)
        {
            variances[k] = (moments.Trace(k) / (moments.Weight[k] * moments.Dimension)) + regularization;
        }

        return variances;
    }

    public override double Element(ReadOnlySpan<double> covariances, int dimension, int component, int row, int column) => row == column ? covariances[component] : 0;

    public override IMahalanobis Factor(double[] covariances, double[] means, int dimension, double[] floor) =>
        new SphericalDistance(covariances, means, dimension, floor);
}

/// <summary>One variance for all (EII): sum_k trace(W_k) / (N d). With equal weights, k-means is its limit. 1 number.</summary>
internal sealed class TiedSphericalCovariance : CovarianceFamily
{
    public override SecondMoment SecondMoment => SecondMoment.Diagonal;

    public override int Parameters(int components, int dimension) => 1;

    public override int Length(int components, int dimension) => 1;

    public override double[] Minimize(Moments moments, double regularization, double[]? before)
    {
        double trace = 0;
        for (var k = 0; k < moments.Components; k++)
        {
            trace += moments.Trace(k);
        }

        return [(trace / (moments.Weight.Sum() * moments.Dimension)) + regularization];
    }

    public override double Element(ReadOnlySpan<double> covariances, int dimension, int component, int row, int column) => row == column ? covariances[0] : 0;

    public override IMahalanobis Factor(double[] covariances, double[] means, int dimension, double[] floor) =>
        new SphericalDistance([.. Enumerable.Repeat(covariances[0], means.Length / dimension)], means, dimension, floor);
}

/// <summary>Squared distances, scaled by one number a component.</summary>
internal sealed class SphericalDistance : IMahalanobis
{
    private readonly double[] variances;
    private readonly double[] means;
    private readonly int d;

    /// <exception cref="SingularCovarianceException">A variance vanishes: its component has collapsed on a point.</exception>
    public SphericalDistance(double[] variances, double[] means, int dimension, double[] floor)
    {
        this.variances = variances;
        this.means = means;
        d = dimension;
        var least = floor.Max();
        var bad = Array.FindIndex(variances, v => v <= least);
        if (bad >= 0)
        {
            throw new SingularCovarianceException(bad, 0, []);
        }
    }

    public double LogDeterminant(int component) => d * ElementaryFunctions.Log(variances[component]);

    public double Scale(int component) => 1 / variances[component];

    public (double Variance, int Feature) LeastVariance(int component) => (variances[component], 0);

    public int ScratchLength(int width) => 0;

    public void Distances(ReadOnlySpan<double> tile, int width, Span<double> distances, Span<double> scratch) =>
        SquaredDistances.Run(tile, means, width, distances);
}
