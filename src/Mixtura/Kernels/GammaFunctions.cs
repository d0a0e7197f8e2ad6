namespace Mixtura.Kernels;

/// <summary>
/// ln Gamma and its derivative for arguments above 0, by Stirling's series behind a shift to at least 10 (M. Abramowitz and I. A. Stegun, "Handbook of mathematical functions", 1964,
/// 6.1.41 and 6.3.18), whose remainder there is below 1e-17: right to a few units in the last place of the largest term.
/// </summary>
internal static class GammaFunctions
{
    private const double Least = 10;
    private const double HalfLnTwoPi = 0.91893853320467274178;

    /// <summary>B_2k / (2k (2k - 1)), k = 1, 2, ...</summary>
    private static readonly double[] OfLog =
        [1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156, -3617.0 / 122400, 43867.0 / 244188];

    /// <summary>B_2k / 2k, k = 1, 2, ...</summary>
    private static readonly double[] OfDigamma =
        [1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132, -691.0 / 32760, 1.0 / 12, -3617.0 / 8160, 43867.0 / 14364];

    /// <summary>(1 - 2^-2k) B_2k / k (2k - 1), k = 1, 2, ..., with the sign of ln Gamma(x + 1/2) - ln Gamma(x) - ln(x) / 2 in powers 1 / x, 1 / x^3, ...</summary>
    private static readonly double[] OfHalfStep = [-1.0 / 8, 1.0 / 192, -1.0 / 640, 17.0 / 14336, -31.0 / 18432, 691.0 / 180224, -5461.0 / 425984];

    /// <summary>ln Gamma(x), x above 0.</summary>
    public static double LogGamma(double x)
    {
        double product = 1;
        for (; x < Least; x++)
        {
            product *= x;
        }

        var reciprocal = 1 / x;
        return ((x - 0.5) * ElementaryFunctions.Log(x)) - x + HalfLnTwoPi + (reciprocal * Series(OfLog, reciprocal * reciprocal)) - ElementaryFunctions.Log(product);
    }

    /// <summary>psi(x) = d ln Gamma(x) / dx, x above 0.</summary>
    public static double Digamma(double x)
    {
        double sum = 0;
        for (; x < Least; x++)
        {
            sum += 1 / x;
        }

        var square = 1 / (x * x);
        return ElementaryFunctions.Log(x) - (0.5 / x) - (square * Series(OfDigamma, square)) - sum;
    }

    /// <summary>
    /// ln Gamma(x + m / 2) - ln Gamma(x) - (m / 2) ln x, x above 0: how far the ratio is from a power, right also where x is large and the logarithms cancel. O(m).
    /// </summary>
    public static double LogRatio(double x, int halves)
    {
        var isOdd = halves % 2 != 0;
        var sum = isOdd ? HalfStep(x) : 0;
        for (var j = 0; j < halves / 2; j++)
        {
            sum += VectorMath.LogOnePlus<double, Simd1<double>>((j + (isOdd ? 0.5 : 0)) / x);
        }

        return sum;
    }

    /// <summary>ln Gamma(x + 1/2) - ln Gamma(x) - ln(x) / 2.</summary>
    private static double HalfStep(double x)
    {
        double sum = 0;
        for (; x < Least; x++)
        {
            // From x to x + 1: ln x - ln(x + 1/2), and half of what ln x grows by.
            sum += (0.5 * VectorMath.LogOnePlus<double, Simd1<double>>(1 / x)) - VectorMath.LogOnePlus<double, Simd1<double>>(0.5 / x);
        }

        var reciprocal = 1 / x;
        return sum + (reciprocal * Series(OfHalfStep, reciprocal * reciprocal));
    }

    private static double Series(double[] coefficients, double x)
    {
        double sum = 0;
        for (var k = coefficients.Length - 1; k >= 0; k--)
        {
            sum = Math.FusedMultiplyAdd(sum, x, coefficients[k]);
        }

        return sum;
    }
}
