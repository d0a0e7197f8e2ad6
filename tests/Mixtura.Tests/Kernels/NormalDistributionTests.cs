using CsCheck;
using Mixtura.Kernels;

namespace Mixtura.Tests.Kernels;

public class NormalDistributionTests
{
    /// <summary>scipy.stats.norm.cdf.</summary>
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(0.5, 0.6914624612740131)]
    [InlineData(1, 0.8413447460685429)]
    [InlineData(2.5, 0.9937903346742238)]
    [InlineData(-3.3, 0.00048342414238377744)]
    [InlineData(-10, 7.61985302416047e-24)]
    public void Known_values(double z, double p)
    {
        Assert.Equal(p, NormalDistribution.Of(z), 1e-15);
        AssertClose.Relative(p, NormalDistribution.Of(z), 1e-8);
    }

    /// <summary>The inverse of the quantile; both tails mirror each other.</summary>
    [Fact]
    public void Inverse_and_mirror() => Gen.Double[1e-12, 0.5].Sample(p =>
    {
        var z = NormalQuantile.Of(p);
        Assert.Equal(p, NormalDistribution.Of(z), 1e-15);
        AssertClose.Relative(p, NormalDistribution.Of(z), 1e-8);
        Assert.Equal(1 - p, NormalDistribution.Of(-z), 1e-14);
    }, iter: 1000);

    [Fact]
    public void Far_out_there_is_nothing()
    {
        Assert.Equal(0, NormalDistribution.Of(-50));
        Assert.Equal(1, NormalDistribution.Of(50));
    }
}
