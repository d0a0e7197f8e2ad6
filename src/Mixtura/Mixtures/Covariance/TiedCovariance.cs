namespace Mixtura;

/// <summary>One matrix for all (EEE): Sigma = sum_k W_k / N (Celeux and Govaert 1995). d x d.</summary>
internal sealed class TiedCovariance : CovarianceFamily
{
    public override SecondMoment SecondMoment => SecondMoment.Pooled;

    public override int Parameters(int components, int dimension) => dimension * (dimension + 1) / 2;

    public override int Length(int components, int dimension) => dimension * dimension;

    public override double[] Minimize(Moments moments, double regularization, double[]? before)
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

    public override IMahalanobis Factor(double[] covariances, double[] means, int dimension, double[] floor) =>
        new SharedShapeDistance(covariances, [.. Enumerable.Repeat(1.0, means.Length / dimension)], means, dimension, floor);

    protected override bool IsOnDiagonal(int index, int dimension) => index % (dimension + 1) == 0;
}
