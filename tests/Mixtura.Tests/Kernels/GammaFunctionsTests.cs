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
}
