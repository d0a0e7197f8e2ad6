using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Mixtura.Kernels;

/// <summary>Asks for memory before it is read, where the machine can be asked: numbers that are read once, row after row, come no faster than that.</summary>
internal static unsafe class Prefetch
{
    /// <summary>Bytes that come at once.</summary>
    private const int Line = 64;

    /// <summary>Whether a line begins at a place in a row, if one begins with the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsLine<T>(nint at)
        where T : unmanaged => Sse.IsSupported && (at & ((Line / sizeof(T)) - 1)) == 0;

    /// <summary>Asks for the line of a number, which need not exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Ask<T>(ref readonly T from, nint offset)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1((byte*)Unsafe.AsPointer(in from) + (offset * sizeof(T)));
        }
    }
}
