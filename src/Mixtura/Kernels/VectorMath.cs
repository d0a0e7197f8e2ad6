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
    private const double Ln2High = 0.6931471803691238;
    private const double Ln2Low = 1.9082149292705877e-10;

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
    /// ln x of positive normal x, within 2 ulp: x = 2^e m with m from sqrt(1/2) to sqrt(2), ln m = 2 artanh s,
    /// s = (m - 1) / (m + 1), by its series to s^23, whose remainder is under 1e-19.
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

        var s = TSimd.Divide(TSimd.Subtract(m, one), TSimd.Add(m, one));
        var z = TSimd.Multiply(s, s);
        var sum = TSimd.Broadcast(2.0 / 23);
        sum = TSimd.MultiplyAdd(sum, z, TSimd.Broadcast(2.0 / 21));
        sum = TSimd.MultiplyAdd(sum, z, TSimd.Broadcast(2.0 / 19));
        sum = TSimd.MultiplyAdd(sum, z, TSimd.Broadcast(2.0 / 17));
        sum = TSimd.MultiplyAdd(sum, z, TSimd.Broadcast(2.0 / 15));
        sum = TSimd.MultiplyAdd(sum, z, TSimd.Broadcast(2.0 / 13));
        sum = TSimd.MultiplyAdd(sum, z, TSimd.Broadcast(2.0 / 11));
        sum = TSimd.MultiplyAdd(sum, z, TSimd.Broadcast(2.0 / 9));
        sum = TSimd.MultiplyAdd(sum, z, TSimd.Broadcast(2.0 / 7));
        sum = TSimd.MultiplyAdd(sum, z, TSimd.Broadcast(2.0 / 5));
        sum = TSimd.MultiplyAdd(sum, z, TSimd.Broadcast(2.0 / 3));
        var tail = TSimd.Multiply(TSimd.Multiply(sum, z), s);
        tail = TSimd.MultiplyAdd(e, TSimd.Broadcast(Ln2Low), tail);
        return TSimd.MultiplyAdd(e, TSimd.Broadcast(Ln2High), TSimd.Add(TSimd.Add(s, s), tail));
    }

    /// <summary>ln of one number.</summary>
    public static double Log(double x) => Log<double, Simd1<double>>(x);
}
