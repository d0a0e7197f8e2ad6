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
