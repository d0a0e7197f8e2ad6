using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Mixtura.Kernels;

/// <summary>512 bits a vector: 16 lanes of four codes.</summary>
internal readonly struct Codes512 : ICodeSimd<Vector512<int>, Vector512<float>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Load(ref readonly int source, nint offset) => Vector512.LoadUnsafe(in source, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<int> vector, ref int destination, nint offset) => vector.StoreUnsafe(ref destination, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Broadcast(ref readonly byte source, nint offset) =>
        Vector512.Create(Unsafe.ReadUnaligned<int>(ref Unsafe.Add(ref Unsafe.AsRef(in source), offset)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> AddProducts(Vector512<int> sum, Vector512<int> a, Vector512<int> b) =>
        (sum.AsInt16() + Avx512BW.MultiplyAddAdjacent(a.AsByte(), b.AsSByte())).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> AddHalves(Vector512<int> vector) => Avx512BW.MultiplyAddAdjacent(vector.AsInt16(), Vector512<short>.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Add(Vector512<int> a, Vector512<int> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ToSingle(Vector512<int> vector) => Vector512.ConvertToSingle(vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreLowBytes(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, ref byte destination, nint offset) =>
        Vector512.Narrow(Vector512.Narrow(a.AsUInt32(), b.AsUInt32()), Vector512.Narrow(c.AsUInt32(), d.AsUInt32())).StoreUnsafe(ref destination, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint AtLeast(Vector512<float> vector, Vector512<float> threshold) => (uint)Vector512.GreaterThanOrEqual(vector, threshold).ExtractMostSignificantBits();
}
