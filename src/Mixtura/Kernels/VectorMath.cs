using System.Runtime.CompilerServices;

namespace Mixtura.Kernels;

/// <summary>
/// exp and log as fixed sequences of correctly rounded operations: the same bits at every vector width and on every
/// machine, which the platform's own do not promise.
/// </summary>
internal static class VectorMath
{
    /// <summary>Below this argument <see cref="Exp"/> gives 0: e^x under 2^-104, which no sum of doubles that holds a 1 can feel.</summary>
    public const double ExpFloor = -72.0873067782343;

    private const double Log2E = 1.4426950408889634;
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>
    /// e^x of x &lt;= 0, within 1 ulp; 0 below <see cref="ExpFloor"/>. x = n ln 2 + r, |r| &lt;= ln 2 / 2, and e^r = 1 + r + r^2 q(r) with
    /// the polynomial of degree 9 through (e^r - 1 - r) / r^2 at the Chebyshev points, whose error in e^r is under 2e-17.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp<TVector, TSimd>(TVector x)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        var floor = TSimd.Broadcast(ExpFloor);
        var vanishes = TSimd.LessThan(x, floor);
        x = TSimd.Max(x, floor);
        var shifter = TSimd.Broadcast(DoubleBits.Shifter);
        var shifted = TSimd.MultiplyAdd(x, TSimd.Broadcast(Log2E), shifter);
        var n = TSimd.Subtract(shifted, shifter);
        var r = TSimd.MultiplyAdd(n, TSimd.Broadcast(-Ln2High), x);
        r = TSimd.MultiplyAdd(n, TSimd.Broadcast(-Ln2Low), r);

        var sum = TSimd.Broadcast(2.510038549551032e-08);
        sum = TSimd.MultiplyAdd(sum, r, TSimd.Broadcast(2.7620088445409746e-07));
        sum = TSimd.MultiplyAdd(sum, r, TSimd.Broadcast(2.7557268459997064e-06));
        sum = TSimd.MultiplyAdd(sum, r, TSimd.Broadcast(2.4801521295954376e-05));
        sum = TSimd.MultiplyAdd(sum, r, TSimd.Broadcast(0.00019841269863053618));
        sum = TSimd.MultiplyAdd(sum, r, TSimd.Broadcast(0.0013888888917213717));
        sum = TSimd.MultiplyAdd(sum, r, TSimd.Broadcast(0.008333333333330062));
        sum = TSimd.MultiplyAdd(sum, r, TSimd.Broadcast(0.04166666666662413));
        sum = TSimd.MultiplyAdd(sum, r, TSimd.Broadcast(0.16666666666666669));
        sum = TSimd.MultiplyAdd(sum, r, TSimd.Broadcast(0.5000000000000001));
        sum = TSimd.MultiplyAdd(sum, r, TSimd.Broadcast(1.0));
        sum = TSimd.MultiplyAdd(sum, r, TSimd.Broadcast(1.0));
        return TSimd.Select(vanishes, TSimd.Zero, TSimd.TimesPowerOfTwo(sum, shifted));
    }

    /// <summary>
    /// ln x of positive normal x, within 1 ulp: x = 2^e (1 + f) with 1 + f from sqrt(1/2) to sqrt(2), s = f / (2 + f), and the minimax
    /// polynomial of ln(1 + f) = 2 artanh(s) of fdlibm (Sun Microsystems 1993), arranged so that f itself is added last.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Log<TVector, TSimd>(TVector x)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        var one = TSimd.Broadcast(1);
        var m = TSimd.Decompose(x, out var e);
        var large = TSimd.LessThan(TSimd.Broadcast(1.4142135623730951), m);
        m = TSimd.Select(large, TSimd.Multiply(m, TSimd.Broadcast(0.5)), m);
        e = TSimd.Select(large, TSimd.Add(e, one), e);

        var f = TSimd.Subtract(m, one);
        var s = TSimd.Divide(f, TSimd.Add(f, TSimd.Broadcast(2)));
        var z = TSimd.Multiply(s, s);
        var series = TSimd.Broadcast(1.479819860511658591e-01);
        series = TSimd.MultiplyAdd(series, z, TSimd.Broadcast(1.531383769920937332e-01));
        series = TSimd.MultiplyAdd(series, z, TSimd.Broadcast(1.818357216161805012e-01));
        series = TSimd.MultiplyAdd(series, z, TSimd.Broadcast(2.222219843214978396e-01));
        series = TSimd.MultiplyAdd(series, z, TSimd.Broadcast(2.857142874366239149e-01));
        series = TSimd.MultiplyAdd(series, z, TSimd.Broadcast(3.999999999940941908e-01));
        series = TSimd.MultiplyAdd(series, z, TSimd.Broadcast(6.666666666666735130e-01));
        var halfSquare = TSimd.Multiply(TSimd.Multiply(TSimd.Broadcast(0.5), f), f);
        var correction = TSimd.MultiplyAdd(s, TSimd.MultiplyAdd(series, z, halfSquare), TSimd.Multiply(e, TSimd.Broadcast(Ln2Low)));
        return TSimd.Subtract(TSimd.Multiply(e, TSimd.Broadcast(Ln2High)), TSimd.Subtract(TSimd.Subtract(halfSquare, correction), f));
    }

    /// <summary>
    /// ln(1 + x) of x &gt;= 0 to a few ulps, also of small x: what 1 + x loses of x is made good by a factor (W. Kahan, in Hewlett-Packard's "HP-15C advanced functions handbook", 1982).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector LogOnePlus<TVector, TSimd>(TVector x)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        var one = TSimd.Broadcast(1);
        var sum = TSimd.Add(one, x);
        var kept = TSimd.Subtract(sum, one);
        var isLost = TSimd.LessThan(kept, TSimd.Broadcast(double.Epsilon));
        var factor = TSimd.Divide(x, TSimd.Select(isLost, one, kept));
        return TSimd.Select(isLost, x, TSimd.Multiply(Log<TVector, TSimd>(sum), factor));
    }
}
