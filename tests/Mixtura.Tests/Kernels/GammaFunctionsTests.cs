using CsCheck;
using Mixtura.Kernels;

namespace Mixtura.Tests.Kernels;

public class GammaFunctionsTests
{
    /// <summary>ln (n - 1)! as a sum of logarithms, and ln Gamma(1/2) = ln sqrt(pi).</summary>
    [Fact]
    public void Factorials_and_a_half_in_closed_form()
    {
        double sum = 0;
        for (var n = 1; n < 200; n++)
        {
            Assert.Equal(sum, GammaFunctions.LogGamma(n), 1e-13 * Math.Max(1, sum));
            sum += Math.Log(n);
        }

        Assert.Equal(0.5 * Math.Log(Math.PI), GammaFunctions.LogGamma(0.5), 1e-14);
        Assert.Equal(-0.57721566490153286061, GammaFunctions.Digamma(1), 1e-14);
        Assert.Equal(-0.57721566490153286061 - (2 * Math.Log(2)), GammaFunctions.Digamma(0.5), 1e-14);
    }

    /// <summary>ln Gamma(x + 1) = ln Gamma(x) + ln x, psi(x + 1) = psi(x) + 1 / x, and by reflection psi(1 - x) - psi(x) = pi cot(pi x).</summary>
    [Fact]
    public void Both_obey_their_recurrences() => Gen.Double[0.01, 100].Sample(x =>
    {
        Assert.Equal(GammaFunctions.LogGamma(x) + Math.Log(x), GammaFunctions.LogGamma(x + 1), 1e-13 * Math.Max(1, Math.Abs(GammaFunctions.LogGamma(x))));
        Assert.Equal(GammaFunctions.Digamma(x) + (1 / x), GammaFunctions.Digamma(x + 1), 1e-13 * Math.Max(1, 1 / x));
        var part = x / 101;
        Assert.Equal(Math.PI / Math.Tan(Math.PI * part), GammaFunctions.Digamma(1 - part) - GammaFunctions.Digamma(part), 1e-11 / Math.Min(part, 1 - part));
    });

    /// <summary>For small arguments the difference of logarithms; for large ones the closed form of even steps, x (x + 1) ... / x^m, and Gamma(x + 1/2)^2 between those of x and x + 1.</summary>
    [Fact]
    public void Ratios_are_right_where_logarithms_cancel()
    {
        for (var m = 1; m < 9; m++)
        {
            foreach (var x in new[] { 0.05, 0.5, 1, 3.7, 9.99, 10.01, 40 })
            {
                Assert.Equal(GammaFunctions.LogGamma(x + (m / 2.0)) - GammaFunctions.LogGamma(x) - (m / 2.0 * Math.Log(x)), GammaFunctions.LogRatio(x, m), 1e-12);
            }
        }

        Assert.Equal((1 / 1e9) + (2 / 1e9), GammaFunctions.LogRatio(1e9, 6), 1e-17);
        Assert.Equal(-1 / 8e9, GammaFunctions.LogRatio(1e9, 1), 1e-18);

        // Of Gamma(x + 1/2) from x and on to x + 1: both together are a whole step.
        Gen.Double[0.1, 1e6].Sample(x => Assert.Equal(0, GammaFunctions.LogRatio(x, 1) + GammaFunctions.LogRatio(x + 0.5, 1) + (0.5 * Math.Log(1 + (0.5 / x))), 1e-14));
    }
}
