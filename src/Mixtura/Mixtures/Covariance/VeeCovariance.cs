namespace Mixtura;

/// <summary>
/// Matrices lambda_k C that differ in volume alone (VEE): C = sum_k W_k / lambda_k / N and lambda_k = trace(W_k C^-1) / (N_k d), in turn (Celeux and Govaert 1995). C, d x d, of which
/// the weighted mean of the lambda_k is 1, and then these: d x d + K.
/// </summary>
internal sealed class VeeCovariance : CovarianceFamily
{
    public override SecondMoment SecondMoment => SecondMoment.Full;

    public override int Parameters(int components, int dimension) => components - 1 + (dimension * (dimension + 1) / 2);

    public override int Length(int components, int dimension) => (dimension * dimension) + components;

    public override double[] Minimize(Moments moments, double regularization, double[]? before)
    {
        var d = moments.Dimension;
        var scatters = Scatters.Matrices(moments, regularization);
        var total = moments.Weight.Sum();
        double[] volumes = before?[(d * d)..] ?? [.. Enumerable.Repeat(1.0, scatters.Length)];
        var shape = new double[d * d];
        AlternatingSteps.Run(volumes, () =>
        {
            Array.Clear(shape);
            for (var k = 0; k < scatters.Length; k++)
            {
                for (var i = 0; i < shape.Length; i++)
                {
                    shape[i] += scatters[k][i] / (volumes[k] * total);
                }
            }

            var inverse = new CholeskyFactor(shape, d, new double[d], component: 0).Inverse;
            for (var k = 0; k < scatters.Length; k++)
            {
                volumes[k] = Trace(inverse, scatters[k], d) / (moments.Weight[k] * d);
            }
        });

        double mean = 0;
        for (var k = 0; k < volumes.Length; k++)
        {
            mean += volumes[k] * moments.Weight[k] / total;
        }

        return [.. shape.Select(c => c * mean), .. volumes.Select(volume => volume / mean)];
    }

    public override double Element(ReadOnlySpan<double> covariances, int dimension, int component, int row, int column) =>
        covariances[(row * dimension) + column] * covariances[(dimension * dimension) + component];

    public override double[] Uniform(double variance, int components, int dimension)
    {
        var covariances = new double[Length(components, dimension)];
        for (var j = 0; j < dimension; j++)
        {
            covariances[j * (dimension + 1)] = variance;
        }

        covariances.AsSpan(dimension * dimension).Fill(1);
        return covariances;
    }

    public override IMahalanobis Factor(double[] covariances, double[] means, int dimension, double[] floor) =>
        new SharedShapeDistance(covariances.AsSpan(0, dimension * dimension), covariances[(dimension * dimension)..], means, dimension, floor);

    /// <summary>trace(W C^-1) = trace(L^-1 W L^-T).</summary>
    private static double Trace(double[] inverse, double[] scatter, int d)
    {
        double trace = 0;
        for (var i = 0; i < d; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                double sum = 0;
                for (var l = 0; l <= i; l++)
                {
                    sum = Math.FusedMultiplyAdd(scatter[(j * d) + l], inverse[(i * d) + l], sum);
                }

                trace = Math.FusedMultiplyAdd(inverse[(i * d) + j], sum, trace);
            }
        }

        return trace;
    }
}
