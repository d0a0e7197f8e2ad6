using CsCheck;
using Mixtura.Kernels;

namespace Mixtura.Tests.Kernels;

public class NormalQuantileTests
{
    /// <summary>Wichura's own check values for PPND16 (1988, section "Test results"), and quantiles known from tables.</summary>
    [Theory]
    [InlineData(0.25, -0.6744897501960817)]
    [InlineData(0.001, -3.090232306167814)]
    [InlineData(1e-20, -9.262340089798408)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.995, 2.5758293035489004)]
    [InlineData(0.5, 0)]
    public void Known_quantiles(double p, double expected) =>
        Assert.Equal(expected, NormalQuantile.Of(p), 4e-16 * Math.Max(1, Math.Abs(expected)));

    [Fact]
    public void The_halves_mirror_each_other() =>
        Gen.Long[1, (1L << 52) - 1].Sample(
            bits =>
            {
                // A multiple of 2^-53 below one half: 1 - p is exact, so that the mirror must be, too.
                var p = bits * (1.0 / (1UL << 53));
                return NormalQuantile.Of(1 - p) == -NormalQuantile.Of(p);
            },
            iter: 20_000);

    /// <summary>
    /// The distribution function by its own definition (Simpson's rule over the density from 0 to z: error below 1e-13
    /// with 2000 steps) gives p back.
    /// </summary>
    [Fact]
    public void Inverts_the_distribution_function() =>
        Gen.Double[1e-6, 1 - 1e-6].Sample(p => Math.Abs(Distribution(NormalQuantile.Of(p)) - p) <= 1e-12, iter: 300);

    /// <summary>Around the seams between the three approximations the quantile still rises.</summary>
    [Theory]
    [InlineData(0.075)]
    [InlineData(0.925)]
    [InlineData(1.3887943864964021e-11)]
    public void Rises_across_the_seams(double seam)
    {
        var step = seam * 1e-9;
        for (var i = -50; i < 50; i++)
        {
            Assert.True(NormalQuantile.Of(seam + (i * step)) < NormalQuantile.Of(seam + ((i + 1) * step)));
        }
    }

    [Fact]
    public void The_ends_are_finite()
    {
        Assert.True(double.IsFinite(NormalQuantile.Of(double.Epsilon)));
        Assert.InRange(NormalQuantile.Of(1), 8.2, 8.4);
    }

    private static double Distribution(double z)
    {
        const int Steps = 2000;
        var h = z / Steps;
        var sum = Density(0) + Density(z);
        for (var i = 1; i < Steps; i++)
        {
            sum += (i % 2 == 0 ? 2 : 4) * Density(i * h);
        }

        return 0.5 + (sum * h / 3);
    }

    private static double Density(double z) => Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI);
}
