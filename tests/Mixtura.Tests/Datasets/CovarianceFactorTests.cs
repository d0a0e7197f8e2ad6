using CsCheck;
using Mixtura.Datasets;

namespace Mixtura.Tests.Datasets;

public class CovarianceFactorTests
{
    /// <summary>
    /// S = A A' of d x r integers, scaled by powers of ten a feature: exact up to the last digit, of rank r at most. L L' gives each
    /// entry back to 1e-11 of its deviations: the tolerance that ranks are told by, times d.
    /// </summary>
    [Fact]
    public void Gives_back_any_covariance_of_any_rank_and_scale() =>
        Singular.Sample(covariance =>
        {
            var d = covariance.GetLength(0);
            var factor = CovarianceFactor.Of(covariance, "S");
            for (var i = 0; i < d; i++)
            {
                for (var j = 0; j < d; j++)
                {
                    double entry = 0;
                    for (var k = 0; k < d; k++)
                    {
                        entry += factor[i, k] * factor[j, k];
                    }

                    Assert.Equal(covariance[i, j], entry, (1e-11 * Math.Sqrt(covariance[i, i] * covariance[j, j])) + double.Epsilon);
                }
            }
        });

    [Fact]
    public void Of_a_definite_matrix_by_hand() =>
        Assert.Equal(new double[,] { { 2, 0 }, { 1, 3 } }, CovarianceFactor.Of(new double[,] { { 4, 2 }, { 2, 10 } }, "S"));

    [Theory]
    [InlineData(1, 2, 2, 1, "at most 1")]
    [InlineData(1, 0.5, 0.4, 1, "not symmetric")]
    [InlineData(-1, 0, 0, 1, "variance -1 for feature 0")]
    [InlineData(0, 1e-3, 1e-3, 1, "at most 0")]
    [InlineData(1, double.NaN, double.NaN, 1, "NaN")]
    [InlineData(1, 0, 0, double.PositiveInfinity, "finite")]
    public void Refuses_what_is_no_covariance(double a, double b, double c, double d, string says) =>
        Assert.Contains(says, Assert.Throws<MixturaException>(() => CovarianceFactor.Of(new[,] { { a, b }, { c, d } }, "S")).Message, StringComparison.Ordinal);

    /// <summary>Each pair is possible, all three are not: eigenvalues 1.9, 1.9 and -0.8.</summary>
    [Fact]
    public void Refuses_correlations_that_exclude_each_other()
    {
        double[,] matrix = { { 1, -0.9, -0.9 }, { -0.9, 1, -0.9 }, { -0.9, -0.9, 1 } };
        Assert.Contains("not positive semi-definite", Assert.Throws<MixturaException>(() => CovarianceFactor.Of(matrix, "S")).Message, StringComparison.Ordinal);
    }

    private static Gen<double[,]> Singular { get; } =
        from d in Gen.Int[1, 6]
        from r in Gen.Int[1, 6]
        from root in Gen.Int[-5, 5].Array2D[d, r]
        from powers in Gen.Int[-6, 6].Array[d]
        select Product(root, Array.ConvertAll(powers, p => Math.Pow(10, p)));

    private static double[,] Product(int[,] root, double[] scale)
    {
        var d = scale.Length;
        var product = new double[d, d];
        for (var i = 0; i < d; i++)
        {
            for (var j = 0; j < d; j++)
            {
                product[i, j] = Enumerable.Range(0, root.GetLength(1)).Sum(k => root[i, k] * root[j, k]) * (scale[i] * scale[j]);
            }
        }

        return product;
    }
}
