using Mixtura.Kernels;

namespace Mixtura;

/// <summary>Each component its own variances along the axes (VVI): diag(W_k) / N_k (Celeux and Govaert 1995). K x d.</summary>
internal sealed class DiagonalCovariance : CovarianceFamily
{
    public override SecondMoment SecondMoment => SecondMoment.Diagonal;

    public override int Parameters(int components, int dimension) => components * dimension;

    public override int Length(int components, int dimension) => components * dimension;

    public override double[] Minimize(Moments moments, double regularization)
    {
        var d = moments.Dimension;
        var variances = new double[moments.Components * d];
        for (var k = 0; k < moments.Components; k++)
        {
            for (var j = 0; j < d; j++)
            {
                variances[(k * d) + j] = (Math.Max(0, moments.Scatter(k, j, j)) / moments.Weight[k]) + regularization;
            }
        }

        return variances;
    }

    public override double Element(ReadOnlySpan<double> covariances, int dimension, int component, int row, int column) =>
        row == column ? covariances[(component * dimension) + row] : 0;

    public override IMahalanobis Factor(double[] covariances, double[] means, int dimension, double[] floor) => new Distance(covariances, means, dimension, floor);

    private sealed class Distance : IMahalanobis
    {
        private readonly double[] means;
        private readonly double[] variances;
        private readonly double[] scales;
        private readonly int d;

        public Distance(double[] variances, double[] means, int dimension, double[] floor)
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
}
