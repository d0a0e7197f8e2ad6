namespace Mixtura.Kernels;

/// <summary>
/// The vector operations that kernels are written in, once for all widths. An implementation is a stateless struct, so
/// that the compiler makes one machine-code version of each kernel for each width.
/// </summary>
/// <remarks>
/// Every operation is exact or correctly rounded in each lane, so a value built in a lane has the same bits at every
/// width. <see cref="MultiplyAdd"/> is fused everywhere, in software where the machine has no such instruction.
/// </remarks>
/// <typeparam name="TVector">The vector, or the number itself for one lane.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal interface ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    static abstract TVector Zero { get; }

    static abstract TVector Load(ref readonly T source, nint offset);

    static abstract void Store(TVector vector, ref T destination, nint offset);

    /// <summary>Loads Count numbers of another floating-point type, converted.</summary>
    static abstract TVector LoadFrom<TSource>(ref readonly TSource source, nint offset)
        where TSource : unmanaged;

    static abstract TVector Broadcast(T value);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    static abstract TVector SquareRoot(TVector a);

    /// <summary>a b + c, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    /// <summary>The larger of two numbers, neither of them NaN; of 0 and -0 either.</summary>
    static abstract TVector Max(TVector a, TVector b);

    /// <summary>The smaller of two numbers, neither of them NaN; of 0 and -0 either.</summary>
    static abstract TVector Min(TVector a, TVector b);

    /// <summary>A mask of the lanes where a &lt; b, for <see cref="Select"/>.</summary>
    static abstract TVector LessThan(TVector a, TVector b);

    /// <summary>a where the mask is set, else b.</summary>
    static abstract TVector Select(TVector mask, TVector a, TVector b);

    /// <summary>The largest lane, and of those equal to it the smallest of the lanes of <paramref name="index"/>.</summary>
    static abstract T Largest(TVector value, TVector index, out T smallestIndex);

    /// <summary>All lanes added up, in an order of the width's own: for bounds, never for results.</summary>
    static abstract T Sum(TVector vector);

    /// <summary>x 2^n, both normal; n stands in the low bits of <paramref name="shifted"/> = n + <see cref="DoubleBits.Shifter"/>; doubles only.</summary>
    static abstract TVector TimesPowerOfTwo(TVector x, TVector shifted);

    /// <summary>x = 2^exponent mantissa with 1 &lt;= mantissa &lt; 2, of positive normal x; doubles only.</summary>
    static abstract TVector Decompose(TVector x, out TVector exponent);
}
