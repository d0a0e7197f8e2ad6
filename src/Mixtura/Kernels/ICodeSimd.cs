namespace Mixtura.Kernels;

/// <summary>Codes of 8 bits, four neighbours in a lane of 32: what bounds of scores are made of. All of it is exact in whole numbers.</summary>
/// <typeparam name="TVector">The vector of 32-bit lanes.</typeparam>
/// <typeparam name="TFloats">As many <see cref="float"/>s.</typeparam>
internal interface ICodeSimd<TVector, TFloats>
    where TVector : struct
    where TFloats : struct
{
    static abstract TVector Load(ref readonly int source, nint offset);

    /// <summary>Four codes in all lanes.</summary>
    static abstract TVector Broadcast(ref readonly byte source, nint offset);

    /// <summary>In each lane sum + a.b + c.d of four codes each: a and c from 0 to 127, b and d from -64 to 64, so that no sum of 16 bits overflows on the way.</summary>
    static abstract TVector AddProducts(TVector sum, TVector a, TVector b, TVector c, TVector d);

    /// <summary>The lanes as numbers.</summary>
    static abstract TFloats ToSingle(TVector vector);

    /// <summary>The lowest bytes of the lanes of four vectors, in their order.</summary>
    static abstract void StoreLowBytes(TFloats a, TFloats b, TFloats c, TFloats d, ref byte destination, nint offset);

    /// <summary>Which lanes are at least a threshold, a bit each.</summary>
    static abstract uint AtLeast(TFloats vector, TFloats threshold);
}
