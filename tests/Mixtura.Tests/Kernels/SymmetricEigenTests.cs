using CsCheck;
using Mixtura.Kernels;

namespace Mixtura.Tests.Kernels;

public class SymmetricEigenTests
{
    /// <summary>V diag(w) V' is the matrix, V'V the identity and w falls, for any symmetric matrix; with eigenvalues that differ by many orders of magnitude too.</summary>
    [Fact]
    public void Eigenvectors_and_values_make_up_the_matrix() =>
        Gen.Select(Gen.Int[1, 12], Gen.Double[-1, 1].Array[144], Gen.Int[0, 9]).Sample((d, numbers, spread) =>
        {
            var a = new double[d * d];
            for (var i = 0; i < d; i++)
            {
                for (var j = 0; j <= i; j++)
                {
                    a[(i * d) + j] = a[(j * d) + i] = numbers[(i * d) + j] * Math.Pow(10, -spread * (i + j) / (2.0 * d));
                }
            }

            var (values, vectors) = SymmetricEigen.Of(a, d);
            var diagonal = new double[d * d];
            for (var j = 0; j < d; j++)
            {
                diagonal[j * (d + 1)] = values[j];
            }

            Assert.True(values.Zip(values.Skip(1)).All(pair => pair.First >= pair.Second));
            AssertClose.OfLargest([.. a, 1], [.. Matrices.Congruent(diagonal, Matrices.Transposed(vectors, d), d), 1], 1e-13);
            AssertClose.OfLargest(Identity(d), Matrices.Product(Matrices.Transposed(vectors, d), vectors, d), 1e-13);
        });

    /// <summary>[[2, 1], [1, 2]] has 3 along (1, 1) and 1 along (1, -1).</summary>
    [Fact]
    public void Two_by_two_in_closed_form()
    {
        var (values, vectors) = SymmetricEigen.Of([2, 1, 1, 2], 2);
        AssertClose.Relative([3, 1], values, 1e-15);
        var half = Math.Sqrt(0.5);
        AssertClose.Relative([half, half], vectors.Select(Math.Abs).Take(2), 1e-15);
    }

    private static double[] Identity(int d) => [.. Enumerable.Range(0, d * d).Select(i => i % (d + 1) == 0 ? 1.0 : 0)];
}
