using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Matrices D diag(v_k) D' with common directions D (R. P. Browne and P. D. McNicholas, "Estimating common principal components in high dimensions", 2014). Given the variances, the
/// directions are turned pair by pair, each time to the best angle in the plane of the two (B. N. Flury and W. Gautschi, "An algorithm for simultaneous orthogonal transformation of
/// several positive definite symmetric matrices to nearly diagonal form", 1986), where a majorizing step would creep; given D, the variances are those along it; in turn. D, d x d with
/// the directions as columns, and then the variances: d x d + K x d.
/// </summary>
internal abstract class CommonDirectionsCovariance : CovarianceFamily
{
    private const int MostRounds = 20;
    private const double Settled = 1e-10;
    private const double Rounding = 1e-14;

    /// <summary>A feature with less than this part of a direction does not count in it.</summary>
    private const double LeastPart = 1e-3;

    public override SecondMoment SecondMoment => SecondMoment.Full;

    public override bool HasManyOptima => true;

    public override bool HasOwnShapes => true;

    public override int Length(int components, int dimension) => checked((dimension * dimension) + (components * dimension));

    public override double[] Minimize(Moments moments, double regularization, double[]? before)
    {
        var d = moments.Dimension;
        var scatters = Scatters.Matrices(moments, regularization);
        var directions = before?[..(d * d)] ?? SymmetricEigen.Of(Sum(scatters), d).Vectors;
        var along = scatters.Select(matrix => Matrices.Congruent(matrix, directions, d)).ToArray();
        var variances = before?[(d * d)..] ?? Variances(along, moments);
        var volume = double.PositiveInfinity;
        for (var round = 0; round < MostRounds; round++)
        {
            Turn(directions, along, variances, d);
            variances = Variances(along, moments);
            var next = LogVolume(variances, moments);
            if (volume - next <= Settled * d * moments.Weight.Sum())
            {
                break;
            }

            volume = next;
        }

        CheckRank(directions, variances, d);
        return [.. directions, .. variances];
    }

    public override double Element(ReadOnlySpan<double> covariances, int dimension, int component, int row, int column)
    {
        double sum = 0;
        var variances = covariances.Slice((dimension * dimension) + (component * dimension), dimension);
        for (var j = 0; j < dimension; j++)
        {
            sum = Math.FusedMultiplyAdd(covariances[(row * dimension) + j] * covariances[(column * dimension) + j], variances[j], sum);
        }

        return sum;
    }

    public override double[] Uniform(double variance, int components, int dimension)
    {
        var covariances = new double[Length(components, dimension)];
        covariances.AsSpan(dimension * dimension).Fill(variance);
        for (var j = 0; j < dimension; j++)
        {
            covariances[j * (dimension + 1)] = 1;
        }

        return covariances;
    }

    public override IMahalanobis Factor(double[] covariances, double[] means, int dimension, double[] floor) => new Distance(covariances, means, dimension, floor);

    /// <summary>The most likely K x d variances, given the scatters along the directions.</summary>
    protected abstract double[] Variances(double[][] along, Moments moments);

    /// <summary>The diagonals of K matrices.</summary>
    protected static double[] Diagonals(double[][] matrices, int d) => [.. matrices.SelectMany(matrix => Enumerable.Range(0, d).Select(j => Math.Max(0, matrix[j * (d + 1)])))];

    /// <summary>
    /// One turn for each pair of directions: sum_k trace(D' W_k D diag(v_k)^-1) is least where the first is the lesser eigenvector of sum_k (1 / v_kp - 1 / v_kq) D' W_k D in their plane.
    /// </summary>
    private static void Turn(double[] directions, double[][] along, double[] variances, int d)
    {
        for (var p = 0; p < d - 1; p++)
        {
            for (var q = p + 1; q < d; q++)
            {
                double pp = 0, qq = 0, pq = 0;
                for (var k = 0; k < along.Length; k++)
                {
                    var factor = (1 / variances[(k * d) + p]) - (1 / variances[(k * d) + q]);
                    pp += factor * along[k][p * (d + 1)];
                    qq += factor * along[k][q * (d + 1)];
                    pq += factor * along[k][(p * d) + q];
                }

                if (!double.IsFinite(pp + qq + pq) || (pq == 0 && pp <= qq))
                {
                    continue;
                }

                var (cos, sin) = pq == 0 ? (1, 0) : SymmetricEigen.Rotation(pp, qq, pq);
                var lesser = pp - (pq * sin / cos);
                var greater = qq + (pq * sin / cos);
                (cos, sin) = lesser > greater ? (sin, -cos) : (cos, sin);
                SymmetricEigen.TurnColumns(directions, d, p, q, cos, sin);
                foreach (var matrix in along)
                {
                    SymmetricEigen.TurnColumns(matrix, d, p, q, cos, sin);
                    SymmetricEigen.TurnRows(matrix, d, p, q, cos, sin);
                }
            }
        }
    }

    /// <summary>sum_k N_k ln |Sigma_k|: what is left to fall once variances fit the scatters.</summary>
    private static double LogVolume(double[] variances, Moments moments)
    {
        double sum = 0;
        for (var i = 0; i < variances.Length; i++)
        {
            if (!(variances[i] > 0))
            {
                throw new SingularCovarianceException(i / moments.Dimension, i % moments.Dimension, []);
            }

            sum += moments.Weight[i / moments.Dimension] * ElementaryFunctions.Log(variances[i]);
        }

        return sum;
    }

    /// <summary>A variance that is but rounding beside another one of its component is none: features depend on each other along its direction.</summary>
    private static void CheckRank(double[] directions, double[] variances, int d)
    {
        for (var k = 0; k < variances.Length / d; k++)
        {
            var own = variances.AsSpan(k * d, d);
            double largest = 0;
            foreach (var variance in own)
            {
                largest = Math.Max(largest, variance);
            }

            for (var j = 0; j < d; j++)
            {
                if (!(own[j] > Rounding * largest))
                {
                    var parts = Enumerable.Range(0, d).OrderByDescending(i => Math.Abs(directions[(i * d) + j])).ToArray();
                    throw new SingularCovarianceException(k, parts[0], [.. parts[1..].Where(i => Math.Abs(directions[(i * d) + j]) > LeastPart)]);
                }
            }
        }
    }

    private static double[] Sum(double[][] matrices)
    {
        var sum = new double[matrices[0].Length];
        foreach (var matrix in matrices)
        {
            for (var i = 0; i < sum.Length; i++)
            {
                sum[i] += matrix[i];
            }
        }

        return sum;
    }

    /// <summary>Rows and means are turned by D', about the first mean so that nothing cancels; then each direction has its own scale.</summary>
    private sealed class Distance : IMahalanobis
    {
        private readonly AxisAlignedDistance along;
        private readonly double[] transposed;
        private readonly double[] origin;
        private readonly int d;

        public Distance(double[] covariances, double[] means, int dimension, double[] floor)
        {
            d = dimension;
            origin = means[..d];
            transposed = Matrices.Transposed(covariances.AsSpan(0, d * d), d);
            var floorAlong = new double[d];
            for (var i = 0; i < d * d; i++)
            {
                floorAlong[i % d] += covariances[i] * covariances[i] * floor[i / d];
            }

            var turned = new double[means.Length];
            for (var k = 0; k < means.Length; k += d)
            {
                TileProduct.OfRow(means.AsSpan(k, d), origin, transposed, isTriangle: false, turned.AsSpan(k, d));
            }

            along = new(covariances[(d * d)..], turned, d, floorAlong);
        }

        public double LogDeterminant(int component) => along.LogDeterminant(component);

        public double Scale(int component) => 1;

        public (double Variance, int Feature) LeastVariance(int component)
        {
            // The feature that has the largest part in the direction.
            var (variance, direction) = along.LeastVariance(component);
            return (variance, Enumerable.Range(0, d).MaxBy(j => Math.Abs(transposed[(direction * d) + j])));
        }

        public int ScratchLength(int width) => (d * width) + along.ScratchLength(width);

        public void Distances(ReadOnlySpan<double> tile, int width, Span<double> distances, Span<double> scratch)
        {
            TileProduct.Run(tile, origin, transposed, isTriangle: false, width, scratch);
            along.Distances(scratch[..(d * width)], width, distances, scratch[(d * width)..]);
        }
    }
}

/// <summary>One volume and common directions, and each component its own shape (EVE; Browne and McNicholas 2014). d x d + K x d.</summary>
internal sealed class EveCovariance : CommonDirectionsCovariance
{
    public override int Parameters(int components, int dimension) => 1 + (components * (dimension - 1)) + (dimension * (dimension - 1) / 2);

    protected override double[] Variances(double[][] along, Moments moments)
    {
        var variances = Diagonals(along, moments.Dimension);
        EviCovariance.EqualVolume(variances, moments);
        return variances;
    }
}

/// <summary>Common directions, and each component its own variances along them (VVE; Browne and McNicholas 2014): Flury's common principal components. d x d + K x d.</summary>
internal sealed class VveCovariance : CommonDirectionsCovariance
{
    public override int Parameters(int components, int dimension) => (components * dimension) + (dimension * (dimension - 1) / 2);

    protected override double[] Variances(double[][] along, Moments moments)
    {
        var variances = Diagonals(along, moments.Dimension);
        for (var i = 0; i < variances.Length; i++)
        {
            variances[i] /= moments.Weight[i / moments.Dimension];
        }

        return variances;
    }
}
