using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>
/// Memory outside the managed heap that begins at a cache line; given back when disposed, or when nobody knows it any more. Much of it lies in large pages where the system has them for those
/// who ask: rows are read from end to end, and of each small page the place must be looked up and reading ahead begins anew.
/// </summary>
internal sealed unsafe partial class AlignedMemory : SafeHandle
{
    /// <summary>Bytes in a cache line.</summary>
    public const nuint Line = 64;

    /// <summary>Bytes in a large page.</summary>
    private const nuint LargePage = 1 << 21;

    /// <summary>MADV_HUGEPAGE.</summary>
    private const int InLargePages = 14;

    public AlignedMemory(nuint bytes)
        : base(0, ownsHandle: true)
    {
        Bytes = bytes;
        var isLarge = bytes >= 2 * LargePage && OperatingSystem.IsLinux();
        SetHandle((nint)NativeMemory.AlignedAlloc(bytes, isLarge ? LargePage : Line));
        if (isLarge)
        {
            // A wish: a system without large pages refuses, and nothing is lost.
            _ = Advise(handle, bytes, InLargePages);
        }
    }

    public nuint Bytes { get; }

    public byte* Start => (byte*)handle;

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint start, nuint bytes, int advice);
}
