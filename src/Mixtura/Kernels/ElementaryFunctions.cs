using System.Diagnostics;

namespace Mixtura.Kernels;

/// <summary>
/// Logarithm, sine and cosine of one number with the same bits on every machine: only additions, multiplications,
/// divisions and fused multiply-adds, all correctly rounded by IEEE 754, in one fixed order. The platform's own
/// functions differ in the last digit from one system to the next, which would change every sample drawn through them.
/// The reductions and polynomials are those of fdlibm (Sun Microsystems 1993; K. C. Ng): errors below one unit in the
/// last place.
/// </summary>
internal static class ElementaryFunctions
{
    private const double TwoTo52 = 4503599627370496.0;

    private const double LeastNormal = 2.2250738585072014E-308;
    private const double Ln2 = 0.69314718055994531;

    // 2 pi and what it lacks to 107 bits.
    private const double TwoPi = 6.283185307179586;
    private const double TwoPiLow = 2.4492935982947064e-16;

    /// <summary>ln x for finite x above 0.</summary>
    public static double Log(double x)
    {
        Debug.Assert(x > 0 && double.IsFinite(x), "The logarithm here is for finite numbers above 0.");

        // A subnormal number has no leading one to find: it is taken from the normal range.
        return x < LeastNormal
            ? VectorMath.Log<double, Simd1<double>>(x * TwoTo52) - (52 * Ln2)
            : VectorMath.Log<double, Simd1<double>>(x);
    }

    /// <summary>sin(2 pi t) and cos(2 pi t) for finite t, in turns: whole and quarter turns are exact.</summary>
    public static (double Sin, double Cos) SinCosTurn(double turns)
    {
        Debug.Assert(double.IsFinite(turns), "An angle is finite.");

        // The whole turns go first, without rounding; what is left lies within an eighth of a turn of a quarter turn.
        var within = turns - Math.Round(turns);
        var quarters = Math.Round(4 * within);
        var rest = Math.FusedMultiplyAdd(-0.25, quarters, within);
        var angle = rest * TwoPi;
        var angleLow = Math.FusedMultiplyAdd(rest, TwoPi, -angle) + (rest * TwoPiLow);
        var sin = Sin(angle, angleLow);
        var cos = Cos(angle, angleLow);
        return ((int)quarters & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }

    /// <summary>sin(x + low) for |x| &lt;= pi / 4 and low below the last digit of x.</summary>
    private static double Sin(double x, double low)
    {
        var z = x * x;
        var series = 1.58969099521155010221e-10;
        series = Math.FusedMultiplyAdd(series, z, -2.50507602534068634195e-08);
        series = Math.FusedMultiplyAdd(series, z, 2.75573137070700676789e-06);
        series = Math.FusedMultiplyAdd(series, z, -1.98412698298579493134e-04);
        series = Math.FusedMultiplyAdd(series, z, 8.33333333332248946124e-03);
        var cube = z * x;
        const double MinusSixth = -1.66666666666666324348e-01;
        return x - (((z * ((0.5 * low) - (cube * series))) - low) - (cube * MinusSixth));
    }

    /// <summary>cos(x + low) for |x| &lt;= pi / 4 and low below the last digit of x.</summary>
    private static double Cos(double x, double low)
    {
        var z = x * x;
        var series = -1.13596475577881948265e-11;
        series = Math.FusedMultiplyAdd(series, z, 2.08757232129817482790e-09);
        series = Math.FusedMultiplyAdd(series, z, -2.75573143513906633035e-07);
        series = Math.FusedMultiplyAdd(series, z, 2.48015872894767294178e-05);
        series = Math.FusedMultiplyAdd(series, z, -1.38888888888741095749e-03);
        series = Math.FusedMultiplyAdd(series, z, 4.16666666666666019037e-02);

        // 1 - z/2 rounds; what it lost is (1 - main) - z/2, exactly, and comes back with the small terms.
        var half = 0.5 * z;
        var main = 1 - half;
        return main + (((1 - main) - half) + ((z * z * series) - (x * low)));
    }
}
