namespace Mixtura.Kernels;

/// <summary>
/// The inverse of the standard normal distribution function, by three rational approximations of degree 7 with
/// relative errors near 1e-16: M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution",
/// Applied Statistics 37 (1988), routine PPND16. The same bits on every machine.
/// </summary>
internal static class NormalQuantile
{
    /// <summary>The smallest tail probability that is told from 0: half of the spacing of uniform draws near 1.</summary>
    private const double SmallestUpperTail = 1.0 / (1UL << 54);

    private static ReadOnlySpan<double> CentreNumerator =>
    [
        3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
        4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3,
    ];

    private static ReadOnlySpan<double> CentreDenominator =>
    [
        1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
        2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3,
    ];

    private static ReadOnlySpan<double> TailNumerator =>
    [
        1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
        1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
    ];

    private static ReadOnlySpan<double> TailDenominator =>
    [
        1.0, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];

    private static ReadOnlySpan<double> FarTailNumerator =>
    [
        6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ];

    private static ReadOnlySpan<double> FarTailDenominator =>
    [
        1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ];

    /// <summary>
    /// z with P(N(0,1) &lt;= z) = p, 0 &lt; p &lt;= 1. Near 1 uniform draws round, the largest to 1 itself: it is read
    /// as 1 - 2^-54, so that no draw is infinite.
    /// </summary>
    public static double Of(double p)
    {
        var fromHalf = p - 0.5;
        if (Math.Abs(fromHalf) <= 0.425)
        {
            var r = 0.180625 - (fromHalf * fromHalf);
            return fromHalf * Polynomial(CentreNumerator, r) / Polynomial(CentreDenominator, r);
        }

        var tail = fromHalf < 0 ? p : Math.Max(1 - p, SmallestUpperTail);
        var depth = Math.Sqrt(-ElementaryFunctions.Log(tail));
        var z = depth <= 5
            ? Polynomial(TailNumerator, depth - 1.6) / Polynomial(TailDenominator, depth - 1.6)
            : Polynomial(FarTailNumerator, depth - 5) / Polynomial(FarTailDenominator, depth - 5);
        return fromHalf < 0 ? -z : z;
    }

    /// <summary>c_0 + c_1 r + c_2 r^2 + ..., by Horner's rule.</summary>
    private static double Polynomial(ReadOnlySpan<double> coefficients, double r)
    {
        var value = coefficients[^1];
        for (var i = coefficients.Length - 2; i >= 0; i--)
        {
            value = Math.FusedMultiplyAdd(value, r, coefficients[i]);
        }

        return value;
    }
}
