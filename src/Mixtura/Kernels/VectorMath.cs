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
    /// e^x of x &lt;= 0, within 1 ulp; 0 below <see cref="ExpFloor"/>. x = n ln 2 + r, |r| &lt;= ln 2 / 2, and the Taylor series of
    /// e^r to degree 13, whose remainder is under 5e-18.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp<TVector, TSimd>(TVector x)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        var floor = TSimd.Broadcast(ExpFloor);
        var vanishes = TSimd.LessThan(x, floor);
        x = TSimd.Select(vanishes, floor, x);
        var shifter = TSimd.Broadcast(DoubleBits.Shifter);
        var n = TSimd.Subtract(TSimd.MultiplyAdd(x, TSimd.Broadcast(Log2E), shifter), shifter);
        var r = TSimd.MultiplyAdd(n, TSimd.Broadcast(-Ln2High), x);
        r = TSimd.MultiplyAdd(n, TSimd.Broadcast(-Ln2Low), r);

        var sum = TSimd.Broadcast(1.0 / 6227020800);
        sum = TSimd.MultiplyAdd(sum, r, TSimd.Broadcast(1.0 / 479001600));
        sum = TSimd.MultiplyAdd(sum, r, TSimd.Broadcast(1.0 / 39916800));
        sum = TSimd.MultiplyAdd(sum, r, TSimd.Broadcast(1.0 / 3628800));
        sum = TSimd.MultiplyAdd(sum, r, TSimd.Broadcast(1.0 / 362880));
        sum = TSimd.MultiplyAdd(sum, r, TSimd.Broadcast(1.0 / 40320));
        sum = TSimd.MultiplyAdd(sum, r, TSimd.Broadcast(1.0 / 5040));
        sum = TSimd.MultiplyAdd(sum, r, TSimd.Broadcast(1.0 / 720));
        sum = TSimd.MultiplyAdd(sum, r, TSimd.Broadcast(1.0 / 120));
        sum = TSimd.MultiplyAdd(sum, r, TSimd.Broadcast(1.0 / 24));
        sum = TSimd.MultiplyAdd(sum, r, TSimd.Broadcast(1.0 / 6));
        sum = TSimd.MultiplyAdd(sum, r, TSimd.Broadcast(0.5));
        sum = TSimd.MultiplyAdd(sum, r, TSimd.Broadcast(1.0));
        sum = TSimd.MultiplyAdd(sum, r, TSimd.Broadcast(1.0));
        return TSimd.Select(vanishes, TSimd.Zero, TSimd.Multiply(sum, TSimd.PowerOfTwo(n)));
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
