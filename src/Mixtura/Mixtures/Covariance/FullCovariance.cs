using Mixtura.Kernels;

namespace Mixtura;

/// <summary>Each component its own matrix (VVV): Sigma_k = W_k / N_k (Dempster, Laird and Rubin 1977). K x d x d.</summary>
internal sealed class FullCovariance : CovarianceFamily
{
    public override SecondMoment SecondMoment => SecondMoment.Full;

    public override int Parameters(int components, int dimension) => components * dimension * (dimension + 1) / 2;

    public override int Length(int components, int dimension) => checked(components * dimension * dimension);

    public override double[] Minimize(Moments moments, double regularization)
    {
        var d = moments.Dimension;
        var covariances = new double[Length(moments.Components, d)];
        for (var k = 0; k < moments.Components; k++)
        {
            var matrix = covariances.AsSpan(k * d * d, d * d);
            for (var j = 0; j < d; j++)
            {
                for (var l = 0; l <= j; l++)
                {
                    matrix[(j * d) + l] = matrix[(l * d) + j] = moments.Scatter(k, j, l) / moments.Weight[k];
                }

                matrix[(j * d) + j] += regularization;
            }
        }

        return covariances;
    }

    public override double Element(ReadOnlySpan<double> covariances, int dimension, int component, int row, int column) =>
        covariances[(((component * dimension) + row) * dimension) + column];

    public override IMahalanobis Factor(double[] covariances, double[] means, int dimension, double[] floor) => new Distance(covariances, means, dimension, floor);

    protected override bool IsOnDiagonal(int index, int dimension) => index % (dimension * dimension) % (dimension + 1) == 0;

    private sealed class Distance : IMahalanobis
    {
        private readonly CholeskyFactor[] factors;
        private readonly double[] means;
        private readonly double[] packed;
        private readonly int d;

        public Distance(double[] covariances, double[] means, int dimension, double[] floor)
        {
            d = dimension;
            this.means = means;
            var length = TriangularNorms.PackedLength(d);
            factors = new CholeskyFactor[means.Length / d];
            packed = new double[factors.Length * length];
            for (var k = 0; k < factors.Length; k++)
            {
                factors[k] = new(covariances.AsSpan(k * d * d, d * d), d, floor, component: k);
                TriangularNorms.Pack(factors[k].Inverse, d, packed.AsSpan(k * length, length));
            }
        }

        public double LogDeterminant(int component) => factors[component].LogDeterminant;

        public double Scale(int component) => 1;

        public (double Variance, int Feature) LeastVariance(int component) => factors[component].LeastVariance;

        public int ScratchLength(int width) => d * width;

        public void Distances(ReadOnlySpan<double> tile, int width, Span<double> distances, Span<double> scratch)
        {
            var length = packed.Length / factors.Length;
            for (var k = 0; k < factors.Length; k++)
            {
                TriangularNorms.Run(tile, means.AsSpan(k * d, d), packed.AsSpan(k * length, length), width, distances.Slice(k * width, width), scratch);
            }
        }
    }
}
