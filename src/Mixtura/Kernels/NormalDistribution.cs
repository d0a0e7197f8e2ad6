namespace Mixtura.Kernels;

/// <summary>
/// The standard normal distribution function, by rational approximations, off by less than 1e-15 and in the tails by less than 1e-8 of the probability: J. F. Hart and others, "Computer Approximations" (1968), as G. West, "Better approximations to
/// cumulative normal functions", Wilmott Magazine (2005), gives them. The same bits on every machine.
/// </summary>
internal static class NormalDistribution
{
    /// <summary>From here on a continued fraction is better.</summary>
    private const double FarTail = 7.07106781186547;

    /// <summary>Behind it the probability is less than any normal number.</summary>
    private const double Nothing = 37;

    private static ReadOnlySpan<double> Numerator =>
        [3.52624965998911e-02, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931, 220.206867912376];

    private static ReadOnlySpan<double> Denominator =>
        [8.83883476483184e-02, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831, 793.826512519948, 440.413735824752];

    /// <summary>P(N(0,1) &lt;= z).</summary>
    public static double Of(double z)
    {
        var tail = Tail(Math.Abs(z));
        return z > 0 ? 1 - tail : tail;
    }

    /// <summary>P(N(0,1) > z), z not negative.</summary>
    private static double Tail(double z)
    {
        if (z > Nothing)
        {
            return 0;
        }

        var density = VectorMath.Exp<double, Simd1<double>>(-0.5 * z * z);
        return z < FarTail
            ? density * Polynomial(Numerator, z) / Polynomial(Denominator, z)
            : density / ((z + (1 / (z + (2 / (z + (3 / (z + (4 / (z + 0.65))))))))) * 2.506628274631);
    }

    private static double Polynomial(ReadOnlySpan<double> coefficients, double z)
    {
        double value = 0;
        foreach (var c in coefficients)
        {
            value = Math.FusedMultiplyAdd(value, z, c);
        }

        return value;
    }
}
