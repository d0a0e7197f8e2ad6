using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Each component q directions of its own and one variance beside them, Sigma_k = W_k W_k' + s_k^2 I: mixtures of probabilistic principal components (M. E. Tipping and C. M. Bishop,
/// "Mixtures of probabilistic principal component analysers", 1999), whose most likely directions are the leading eigenvectors of W_k / N_k and whose s_k^2 is the mean of the eigenvalues
/// left. They are found from those of the step before, by steps none of which lowers the likelihood. Kept as q, and for each component s^2, q eigenvalues and q x d directions.
/// </summary>
/// <param name="factors">q, 1 .. d-1.</param>
internal sealed class FactorCovariance(int factors) : CovarianceFamily
{
    private const double Rounding = 1e-9;

    /// <summary>A smaller share of the variance than this, beside the directions, is what rounding leaves where there is none.</summary>
    private const double LeastShare = 1e-12;

    /// <summary>q.</summary>
    public int Factors => factors;

    public override SecondMoment SecondMoment => SecondMoment.Full;

    /// <summary>The family that numbers were made by; null where no family makes such numbers.</summary>
    public static FactorCovariance? Of(double[] covariances, int components, int dimension)
    {
        if (covariances.Length == 0 || !(covariances[0] >= 1 && covariances[0] < dimension) || covariances[0] != Math.Floor(covariances[0]))
        {
            return null;
        }

        var family = new FactorCovariance((int)covariances[0]);
        return covariances.Length == family.Length(components, dimension) && Enumerable.Range(0, components).All(k => family.IsOrthonormal(covariances, k, dimension)) ? family : null;
    }

    public override int Parameters(int components, int dimension) => checked(components * ((dimension * factors) + 1 - (factors * (factors - 1) / 2)));

    public override int Length(int components, int dimension) => checked(1 + (components * Each(dimension)));

    public override double[] Minimize(Moments moments, double regularization, double[]? before)
    {
        var d = moments.Dimension;
        var covariances = new double[Length(moments.Components, d)];
        covariances[0] = factors;
        var scatters = Scatters.Matrices(moments, regularization);
        for (var k = 0; k < scatters.Length; k++)
        {
            Scatters.Scale(scatters[k], 1 / moments.Weight[k]);
            double trace = 0;
            for (var j = 0; j < d; j++)
            {
                trace += scatters[k][j * (d + 1)];
            }

            var (values, vectors) = LeadingEigen.Of(scatters[k], d, factors, Start(before, k, d));
            var beside = trace - values.Sum();
            var left = beside > LeastShare * trace ? beside / (d - factors) : 0;
            var own = covariances.AsSpan(1 + (k * Each(d)), Each(d));
            own[0] = left;
            for (var l = 0; l < factors; l++)
            {
                own[1 + l] = Math.Max(left, values[l]);
            }

            vectors.CopyTo(own[(1 + factors)..]);
        }

        return covariances;
    }

    public override double Element(ReadOnlySpan<double> covariances, int dimension, int component, int row, int column)
    {
        var own = covariances.Slice(1 + (component * Each(dimension)), Each(dimension));
        var sum = row == column ? own[0] : 0;
        for (var l = 0; l < factors; l++)
        {
            var direction = own.Slice(1 + factors + (l * dimension), dimension);
            sum = Math.FusedMultiplyAdd(direction[row] * direction[column], own[1 + l] - own[0], sum);
        }

        return sum;
    }

    public override double[] Uniform(double variance, int components, int dimension)
    {
        var covariances = new double[Length(components, dimension)];
        covariances[0] = factors;
        for (var k = 0; k < components; k++)
        {
            var own = covariances.AsSpan(1 + (k * Each(dimension)), Each(dimension));
            own[..(1 + factors)].Fill(variance);
            for (var l = 0; l < factors; l++)
            {
                own[1 + factors + (l * dimension) + l] = 1;
            }
        }

        return covariances;
    }

    public override IMahalanobis Factor(double[] covariances, double[] means, int dimension, double[] floor) => new Distance(this, covariances, means, dimension, floor);

    private int Each(int dimension) => 1 + factors + (factors * dimension);

    /// <summary>The directions of the step before; none where there is none, or where all directions were alike.</summary>
    private ReadOnlySpan<double> Start(double[]? before, int component, int d)
    {
        if (before is null)
        {
            return [];
        }

        var own = before.AsSpan(1 + (component * Each(d)), Each(d));
        return own[1] > own[0] ? own[(1 + factors)..] : [];
    }

    /// <summary>Whether a component's variance is above 0, no direction has less, and directions are orthonormal to rounding.</summary>
    private bool IsOrthonormal(double[] covariances, int component, int d)
    {
        var own = covariances.AsSpan(1 + (component * Each(d)), Each(d));
        for (var l = 0; l < factors; l++)
        {
            if (!(own[0] > 0 && own[1 + l] >= own[0]))
            {
                return false;
            }

            for (var other = 0; other <= l; other++)
            {
                var expected = l == other ? 1.0 : 0;
                for (var j = 0; j < d; j++)
                {
                    expected -= own[1 + factors + (l * d) + j] * own[1 + factors + (other * d) + j];
                }

                if (!(Math.Abs(expected) <= Rounding * d))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Distances along the directions and beside them, O(d q) a row.</summary>
    private sealed class Distance : IMahalanobis
    {
        private readonly FactorCovariance family;
        private readonly double[] covariances;
        private readonly double[] means;
        private readonly double[] along;
        private readonly int d;

        public Distance(FactorCovariance family, double[] covariances, double[] means, int dimension, double[] floor)
        {
            this.family = family;
            this.covariances = covariances;
            this.means = means;
            d = dimension;
            along = new double[means.Length / d * family.Factors];
            var least = floor.Max();
            for (var k = 0; k < means.Length / d; k++)
            {
                var own = Own(k);
                if (!(own[0] > least))
                {
                    throw new SingularCovarianceException(k, LeastVariance(k).Feature, []);
                }

                for (var l = 0; l < family.Factors; l++)
                {
                    along[(k * family.Factors) + l] = 1 / own[1 + l];
                }
            }
        }

        public double LogDeterminant(int component)
        {
            var own = Own(component);
            var sum = (d - family.Factors) * ElementaryFunctions.Log(own[0]);
            for (var l = 0; l < family.Factors; l++)
            {
                sum += ElementaryFunctions.Log(own[1 + l]);
            }

            return sum;
        }

        public double Scale(int component) => 1;

        public (double Variance, int Feature) LeastVariance(int component) =>
            (Own(component)[0], Enumerable.Range(0, d).MinBy(j => family.Element(covariances, d, component, j, j)));

        public int ScratchLength(int width) => family.Factors * width;

        public void Distances(ReadOnlySpan<double> tile, int width, Span<double> distances, Span<double> scratch)
        {
            for (var k = 0; k < means.Length / d; k++)
            {
                var own = Own(k);
                FactorNorms.Run(
                    tile, means.AsSpan(k * d, d), own[(1 + family.Factors)..], along.AsSpan(k * family.Factors, family.Factors), 1 / own[0], width, distances.Slice(k * width, width), scratch);
            }
        }

        private ReadOnlySpan<double> Own(int component) => covariances.AsSpan(1 + (component * family.Each(d)), family.Each(d));
    }
}
