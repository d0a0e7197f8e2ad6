using CsCheck;
using Mixtura.Kernels;

namespace Mixtura.Tests.Kernels;

/// <summary>Against the platform's functions, which are themselves within one unit in the last place: two apart at most.</summary>
public class ElementaryFunctionsTests
{
    [Fact]
    public void Logarithm_is_within_two_units_in_the_last_place_of_the_platforms()
    {
        var positive = Gen.Select(Gen.Double[1, 2], Gen.Int[-1074, 1023], (mantissa, exponent) => Math.ScaleB(mantissa, exponent));
        positive.Where(x => x > 0 && double.IsFinite(x)).Sample(x => UnitsApart(ElementaryFunctions.Log(x), Math.Log(x)) <= 2, iter: 20_000);
    }

    [Fact]
    public void Logarithm_near_one_keeps_its_relative_accuracy() =>
        Gen.Double[-0.3, 0.4].Sample(f => UnitsApart(ElementaryFunctions.Log(1 + f), Math.Log(1 + f)) <= 2, iter: 20_000);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0.69314718055994530941723212145818)]
    [InlineData(10, 2.3025850929940456840179914546844)]
    [InlineData(0.5, -0.69314718055994530941723212145818)]
    [InlineData(double.Epsilon, -744.44007192138126231410729844608)]
    [InlineData(double.MaxValue, 709.78271289338399684324569237317)]
    public void Logarithm_of_known_numbers(double x, double expected) => Assert.True(UnitsApart(ElementaryFunctions.Log(x), expected) <= 1);

    [Fact]
    public void Quarter_turns_are_exact()
    {
        Assert.Equal((0.0, 1.0), ElementaryFunctions.SinCosTurn(0));
        Assert.Equal((1.0, 0.0), ElementaryFunctions.SinCosTurn(0.25));
        Assert.Equal((0.0, -1.0), ElementaryFunctions.SinCosTurn(0.5));
        Assert.Equal((-1.0, 0.0), ElementaryFunctions.SinCosTurn(0.75));
        Assert.Equal((0.0, 1.0), ElementaryFunctions.SinCosTurn(12345));
    }

    /// <summary>2 pi t rounds before the platform takes its sine, by up to pi 2^-52: the tolerance.</summary>
    [Fact]
    public void Sine_and_cosine_agree_with_the_platforms() =>
        Gen.Double[-1, 1].Sample(
            t =>
            {
                var (sin, cos) = ElementaryFunctions.SinCosTurn(t);
                return Math.Abs(sin - Math.Sin(2 * Math.PI * t)) <= 1.2e-15 && Math.Abs(cos - Math.Cos(2 * Math.PI * t)) <= 1.2e-15;
            },
            iter: 20_000);

    /// <summary>Each is right to half a unit or so in the last place, so the sum of squares is right to 4 of 2^-53.</summary>
    [Fact]
    public void Sine_and_cosine_lie_on_the_unit_circle() =>
        Gen.Double[-1000, 1000].Sample(
            t =>
            {
                var (sin, cos) = ElementaryFunctions.SinCosTurn(t);
                return Math.Abs((sin * sin) + (cos * cos) - 1) <= 4.5e-16;
            },
            iter: 20_000);

    [Fact]
    public void A_twelfth_of_a_turn_has_sine_one_half() => Assert.Equal(0.5, ElementaryFunctions.SinCosTurn(1.0 / 12).Sin, 1.2e-16);

    private static long UnitsApart(double a, double b) => Math.Abs(BitConverter.DoubleToInt64Bits(a) - BitConverter.DoubleToInt64Bits(b));
}
