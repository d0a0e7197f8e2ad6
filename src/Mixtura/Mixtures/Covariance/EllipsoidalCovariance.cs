using Mixtura.Kernels;

namespace Mixtura;

/// <summary>Covariances whose directions are each component's own, lambda_k D_k A_k D_k' (Celeux and Govaert 1995). K x d x d.</summary>
internal abstract class EllipsoidalCovariance : CovarianceFamily
{
    public override SecondMoment SecondMoment => SecondMoment.Full;

    public override bool HasOwnShapes => true;

    public override int Length(int components, int dimension) => checked(components * dimension * dimension);

    public override double Element(ReadOnlySpan<double> covariances, int dimension, int component, int row, int column) =>
        covariances[(((component * dimension) + row) * dimension) + column];

    public override IMahalanobis Factor(double[] covariances, double[] means, int dimension, double[] floor) => new EllipsoidalDistance(covariances, means, dimension, floor);

    protected override bool IsOnDiagonal(int index, int dimension) => index % (dimension * dimension) % (dimension + 1) == 0;
}

/// <summary>Distances under K matrices of their own, each by its Cholesky factor.</summary>
internal sealed class EllipsoidalDistance : IMahalanobis
{
    private readonly CholeskyFactor[] factors;
    private readonly double[] means;
    private readonly double[] packed;
    private readonly int d;

    public EllipsoidalDistance(double[] covariances, double[] means, int dimension, double[] floor)
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
