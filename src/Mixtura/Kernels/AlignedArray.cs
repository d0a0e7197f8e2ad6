using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>A pinned zeroed array that begins with a cache line: vectors must not straddle lines.</summary>
internal readonly struct AlignedArray<T>
    where T : unmanaged
{
    private const int Line = 64;
    private readonly T[] array;
    private readonly int offset;

    public AlignedArray(int length)
    {
        Length = length;
        array = GC.AllocateArray<T>(length + (Line / Unsafe.SizeOf<T>()), pinned: true);
        var address = (ulong)Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
        offset = (int)((Line - (address % Line)) % Line) / Unsafe.SizeOf<T>();
    }

    public int Length { get; }

    public Span<T> Span => array.AsSpan(offset, Length);

    public ref T this[int index] => ref Span[index];
}
