namespace Mixtura.Kernels;

/// <summary>
/// Gamma distributed numbers by rejection from a cubed normal one (G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables", 2000). About 1.05 normal numbers a draw.
/// </summary>
internal static class GammaDraw
{
    /// <summary>One draw.</summary>
    /// <param name="random">Where from.</param>
    /// <param name="shape">Above 0; the scale is 1.</param>
    public static double Next(RandomStream random, double shape)
    {
        if (shape < 1)
        {
            // Gamma(a) is Gamma(a + 1) times U^(1 / a); what is less than e^-72 of it is that.
            var whole = Next(random, shape + 1);
            var power = Math.Max(VectorMath.ExpFloor, ElementaryFunctions.Log(Uniform(random)) / shape);
            return whole * VectorMath.Exp<double, Simd1<double>>(power);
        }

        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = random.NextNormal();
            var v = 1 + (c * x);
            if (v <= 0)
            {
                continue;
            }

            v = v * v * v;
            if (ElementaryFunctions.Log(Uniform(random)) < (0.5 * x * x) + (d * (1 - v + ElementaryFunctions.Log(v))))
            {
                return d * v;
            }
        }
    }

    /// <summary>Uniform in (0, 1).</summary>
    private static double Uniform(RandomStream random) => ((random.NextBits() >> 11) + 0.5) * (1.0 / (1UL << 53));
}
