namespace Mixtura;

/// <summary>
/// Full, tied or diagonal covariances drawn towards a round one, (1 - rho) S + rho m I with m the mean variance of S: what O. Ledoit and M. Wolf ("A well-conditioned estimator for
/// large-dimensional covariance matrices", 2004) found better than S where rows are few beside features. Without a given rho it is the intensity that their estimator has on average over rows
/// of a normal distribution with the sums of S (Y. Chen, A. Wiesel, Y. C. Eldar and A. O. Hero, "Shrinkage algorithms for MMSE covariance estimation", 2010), so that no fourth moments are
/// needed: rho = ((n - 2) / n tr S^2 + tr^2 S) / ((n + 2) (tr S^2 - tr^2 S / d)), at most 1, n the component's part of the weight. No step of maximum likelihood: the likelihood can fall.
/// </summary>
/// <param name="plain">The structure without shrinkage.</param>
/// <param name="intensity">rho, 0 to 1; null where it is estimated.</param>
internal sealed class ShrunkCovariance(CovarianceFamily plain, double? intensity) : CovarianceFamily
{
    public override SecondMoment SecondMoment => plain.SecondMoment;

    /// <summary>The round covariance holds up a component of few rows.</summary>
    public override bool HasOwnShapes => false;

    public override int Parameters(int components, int dimension) => plain.Parameters(components, dimension);

    public override int Length(int components, int dimension) => plain.Length(components, dimension);

    public override double[] Minimize(Moments moments, double regularization, double[]? before)
    {
        var d = moments.Dimension;
        var covariances = plain.Minimize(moments, regularization, before);
        var isDiagonal = SecondMoment == SecondMoment.Diagonal;
        var each = isDiagonal ? d : d * d;
        for (var start = 0; start < covariances.Length; start += each)
        {
            var weight = SecondMoment == SecondMoment.Pooled ? moments.Weight.Sum() : moments.Weight[start / each];
            Shrink(covariances.AsSpan(start, each), d, isDiagonal ? 1 : d + 1, weight);
        }

        return covariances;
    }

    public override double Element(ReadOnlySpan<double> covariances, int dimension, int component, int row, int column) => plain.Element(covariances, dimension, component, row, column);

    public override double[] Uniform(double variance, int components, int dimension) => plain.Uniform(variance, components, dimension);

    public override IMahalanobis Factor(double[] covariances, double[] means, int dimension, double[] floor) => plain.Factor(covariances, means, dimension, floor);

    /// <summary>Draws one matrix, of which every <paramref name="step"/>th number is on the diagonal, towards a round one.</summary>
    private void Shrink(Span<double> matrix, int d, int step, double weight)
    {
        double trace = 0, squares = 0;
        for (var i = 0; i < matrix.Length; i++)
        {
            trace += i % step == 0 ? matrix[i] : 0;
            squares = Math.FusedMultiplyAdd(matrix[i], matrix[i], squares);
        }

        var rho = intensity ?? Estimate(trace, squares, d, weight);
        for (var i = 0; i < matrix.Length; i++)
        {
            matrix[i] = ((1 - rho) * matrix[i]) + (i % step == 0 ? rho * (trace / d) : 0);
        }
    }

    private static double Estimate(double trace, double squares, int d, double n)
    {
        // What the matrix is farther from round than rounding; where it is round, nothing is left to draw.
        var apart = squares - (trace * trace / d);
        return apart > 1e-12 * squares ? Math.Clamp(((Math.Max(0, n - 2) / n * squares) + (trace * trace)) / ((n + 2) * apart), 0, 1) : 1;
    }
}

/// <summary>Where steps need not gain likelihood: settled when one changes the mean log-likelihood by no more than the tolerance, up or down; at tolerance 0 when it changes nothing at all.</summary>
internal sealed class ShrinkageStop(double tolerance, double weight) : IStopRule<GaussianComponents, Moments>
{
    public bool Settled(GaussianComponents previous, double previousEnergy, GaussianComponents model, Moments statistics) =>
        tolerance > 0 ? Math.Abs(previousEnergy - statistics.Energy) <= tolerance * weight : model.HasParametersOf(previous);
}
