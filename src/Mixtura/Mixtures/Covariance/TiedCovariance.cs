using Mixtura.Kernels;

namespace Mixtura;

/// <summary>One matrix for all (EEE): Sigma = sum_k W_k / N (Celeux and Govaert 1995). d x d.</summary>
internal sealed class TiedCovariance : CovarianceFamily
{
    public override SecondMoment SecondMoment => SecondMoment.Pooled;

    public override int Parameters(int components, int dimension) => dimension * (dimension + 1) / 2;

    public override int Length(int components, int dimension) => dimension * dimension;

    public override double[] Minimize(Moments moments, double regularization)
    {
        var d = moments.Dimension;
        var total = moments.Weight.Sum();
        var matrix = new double[d * d];
        for (var j = 0; j < d; j++)
        {
            for (var l = 0; l <= j; l++)
            {
                matrix[(j * d) + l] = matrix[(l * d) + j] = moments.PooledScatter(j, l) / total;
            }

            matrix[(j * d) + j] += regularization;
        }

        return matrix;
    }

    public override double Element(ReadOnlySpan<double> covariances, int dimension, int component, int row, int column) => covariances[(row * dimension) + column];

    public override IMahalanobis Factor(double[] covariances, double[] means, int dimension, double[] floor) => new Distance(covariances, means, dimension, floor);

    protected override bool IsOnDiagonal(int index, int dimension) => index % (dimension + 1) == 0;

    /// <summary>Rows and means are turned by L^-1, about the first mean so that nothing cancels; then squared distances do.</summary>
    private sealed class Distance : IMahalanobis
    {
        private readonly CholeskyFactor factor;
        private readonly double[] origin;
        private readonly double[] turned;
        private readonly int d;

        public Distance(double[] covariances, double[] means, int dimension, double[] floor)
        {
            d = dimension;
            factor = new(covariances, d, floor, component: 0);
            origin = means[..d];
            turned = new double[means.Length];
            for (var k = 0; k < means.Length; k += d)
            {
                TriangularProduct.OfRow(means.AsSpan(k, d), origin, factor.Inverse, turned.AsSpan(k, d));
            }
        }

        public double LogDeterminant(int component) => factor.LogDeterminant;

        public double Scale(int component) => 1;

        public (double Variance, int Feature) LeastVariance(int component) => factor.LeastVariance;

        public int ScratchLength(int width) => d * width;

        public void Distances(ReadOnlySpan<double> tile, int width, Span<double> distances, Span<double> scratch)
        {
            TriangularProduct.Run(tile, origin, factor.Inverse, width, scratch);
            SquaredDistances.Run(scratch[..(d * width)], turned, width, distances);
        }
    }
}
