using CsCheck;
using Mixtura.Kernels;

namespace Mixtura.Tests.Kernels;

public class LeadingEigenTests
{
    /// <summary>Jacobi's method finds them all; an iterated subspace ends within the root of its tolerance of the leading ones.</summary>
    [Fact]
    public void Leading_pairs_are_jacobis() => Gen.Select(Gen.Int[33, 70], Gen.Int[1, 5], Gen.ULong).Sample((d, q, seed) =>
    {
        var rows = SmallData.Clumps(40, d, seed);
        var matrix = Enumerable.Range(0, d * d).Select(e => rows.Sum(x => x[e / d] * x[e % d])).ToArray();
        var all = SymmetricEigen.Of(matrix, d).Values;
        var (values, vectors) = LeadingEigen.Of(matrix, d, q, []);
        AssertClose.OfLargest(all[..q], values, 1e-6);
        for (var l = 0; l < q; l++)
        {
            for (var other = 0; other <= l; other++)
            {
                Assert.Equal(l == other ? 1 : 0, Enumerable.Range(0, d).Sum(j => vectors[(l * d) + j] * vectors[(other * d) + j]), 1e-12);
            }
        }
    }, iter: 30);

    /// <summary>A matrix of rank 1 and one of zeros leave directions that nothing decides: they are orthonormal all the same.</summary>
    [Fact]
    public void What_has_fewer_directions_than_asked_for_gives_axes()
    {
        const int d = 40;
        foreach (var scale in new[] { 0.0, 1 })
        {
            var matrix = Enumerable.Range(0, d * d).Select(e => scale * (1 + (e / d)) * (1 + (e % d))).ToArray();
            var (values, vectors) = LeadingEigen.Of(matrix, d, 3, []);
            AssertClose.OfLargest([scale * d * (d + 1) * ((2 * d) + 1) / 6, 0, 0, 1], [.. values, 1], 1e-12);
            Assert.All(Enumerable.Range(0, 3), l => Assert.Equal(1, Enumerable.Range(0, d).Sum(j => vectors[(l * d) + j] * vectors[(l * d) + j]), 1e-12));
        }
    }
}
