namespace Mixtura.Kernels;

/// <summary>Codes of 8 bits, four neighbours in a lane of 32: what bounds of scores are made of. All of it is exact in whole numbers.</summary>
/// <typeparam name="TVector">The vector of 32-bit lanes.</typeparam>
/// <typeparam name="TFloats">As many <see cref="float"/>s.</typeparam>
internal interface ICodeSimd<TVector, TFloats>
    where TVector : struct
    where TFloats : struct
{
    static abstract TVector Load(ref readonly int source, nint offset);

    static abstract void Store(TVector vector, ref int destination, nint offset);

    /// <summary>Four codes in all lanes.</summary>
    static abstract TVector Broadcast(ref readonly byte source, nint offset);

    /// <summary>To each half of a lane, 16 bits that wrap around, what two codes of a, from 0 to 255, and two of b, from -63 to 63, make: a.b.</summary>
    static abstract TVector AddProducts(TVector sum, TVector a, TVector b);

    /// <summary>The sums of the halves of lanes.</summary>
    static abstract TVector AddHalves(TVector vector);

    static abstract TVector Add(TVector a, TVector b);

    /// <summary>The lanes as numbers.</summary>
    static abstract TFloats ToSingle(TVector vector);

    /// <summary>The lowest bytes of the lanes of four vectors, in their order.</summary>
    static abstract void StoreLowBytes(TFloats a, TFloats b, TFloats c, TFloats d, ref byte destination, nint offset);

    /// <summary>Which lanes are at least a threshold, a bit each.</summary>
    static abstract uint AtLeast(TFloats vector, TFloats threshold);
}
