using CsCheck;
using Mixtura.Kernels;

namespace Mixtura.Tests.Kernels;

public class NumbersTests
{
    /// <summary>Against the platform's, itself within one unit in the last place: two apart at most; 0 below the floor.</summary>
    [Fact]
    public void Exp_is_within_two_units_in_the_last_place_of_the_platforms() => Gen.Double[VectorMath.ExpFloor, 0].Sample(x =>
    {
        var own = VectorMath.Exp<double, Simd1<double>>(x);
        Assert.True(Math.Abs(BitConverter.DoubleToInt64Bits(own) - BitConverter.DoubleToInt64Bits(Math.Exp(x))) <= 2, $"{x:r}: {own:r}");
    }, iter: 20_000);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-73, 0)]
    [InlineData(double.NegativeInfinity, 0)]
    public void Exp_of_known_numbers(double x, double expected) => Assert.Equal(expected, VectorMath.Exp<double, Simd1<double>>(x));

    /// <summary>x - x^2 / 2 + x^3 / 3 for small x, whose next term is below 1e-16 of it; the platform's logarithm of 1 + x for others.</summary>
    [Fact]
    public void Log_of_one_plus_keeps_small_numbers() => Gen.Double[-40, 40].Sample(power =>
    {
        var x = Math.Exp(power);
        var expected = x < 1e-5 ? x * (1 - (x / 2) + (x * x / 3)) : Math.Log(1 + x);
        AssertClose.Relative(expected, VectorMath.LogOnePlus<double, Simd1<double>>(x), x < 1e-5 ? 1e-15 : 1e-15 / Math.Min(1, x));
        Assert.Equal(0, VectorMath.LogOnePlus<double, Simd1<double>>(0));
    }, iter: 5000);

    /// <summary>The known answer of Philox4x32-10 for key 0 and counter 0, from its authors' test vectors.</summary>
    [Fact]
    public void Random_bits_are_philoxs()
    {
        var stream = new RandomStream(0x9E3779B97F4A7C15, RandomPurpose.Restart);
        Assert.Equal(0xe169c58d6627e8d5, stream.NextBits());
        Assert.Equal(0x9b00dbd8bc57ac4c, stream.NextBits());
    }

    [Fact]
    public void Streams_of_other_names_are_other_streams()
    {
        var streams = from seed in new ulong[] { 0, 1 } from purpose in Enum.GetValues<RandomPurpose>() from index in new ulong[] { 0, 1 } select new RandomStream(seed, purpose, index).NextBits();
        Assert.Equal(streams.Count(), streams.Distinct().Count());
    }

    /// <summary>L L' is the matrix, L^-1 L is the identity; 1e-12 is the rounding of well-conditioned 12 x 12 matrices.</summary>
    [Fact]
    public void Cholesky_gives_back_its_matrix() => Gen.Select(Gen.Int[1, 12], Gen.ULong).Sample((d, seed) =>
    {
        var rows = SmallData.Clumps((3 * d) + 20, d, seed);
        var a = Enumerable.Range(0, d * d).Select(e => rows.Sum(r => r[e / d] * r[e % d]) + (e / d == e % d ? 1 : 0)).ToArray();
        var l = new double[d * d];
        var inverse = new double[d * d];
        Assert.Equal(-1, Cholesky.Factor(a, d, new double[d], l));
        Cholesky.Invert(l, d, inverse);
        double Product(double[] x, double[] y, int i, int j, bool transposed) => Enumerable.Range(0, d).Sum(m => x[(i * d) + m] * (transposed ? y[(j * d) + m] : y[(m * d) + j]));
        AssertClose.OfLargest(a, Enumerable.Range(0, d * d).Select(e => Product(l, l, e / d, e % d, transposed: true)), 1e-12);
        AssertClose.OfLargest(Enumerable.Range(0, d * d).Select(e => e / d == e % d ? 1.0 : 0), Enumerable.Range(0, d * d).Select(e => Product(inverse, l, e / d, e % d, transposed: false)), 1e-12);
    }, iter: 100);

    /// <summary>However many parts there are, the tree of merges is the one of their numbers: aligned runs merged apart give the same bits.</summary>
    [Fact]
    public void Runs_merged_apart_are_subtrees() => Gen.Select(Gen.Double[-1, 1].Array[1, 200], Gen.Int[0, 4]).Sample((values, power) =>
    {
        var whole = Merged(values.Select(v => new Sum(v)));
        var runs = Merged(values.Chunk(1 << power).Select(run => Merged(run.Select(v => new Sum(v)))));
        Assert.Equal(BitConverter.DoubleToInt64Bits(whole.Value), BitConverter.DoubleToInt64Bits(runs.Value));
    });

    private static Sum Merged(IEnumerable<Sum> parts)
    {
        var merge = new OrderedMerge<Sum>(_ => { });
        foreach (var part in parts)
        {
            merge.Add(part);
        }

        return merge.Total();
    }

    private sealed class Sum(double value) : IMergeable<Sum>
    {
        public double Value { get; private set; } = value;

        public void Merge(Sum other) => Value += other.Value;
    }
}
