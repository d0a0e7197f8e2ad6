using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>Memory outside the managed heap that begins at a cache line; given back when disposed, or when nobody knows it any more.</summary>
internal sealed unsafe class AlignedMemory : SafeHandle
{
    /// <summary>Bytes in a cache line.</summary>
    public const nuint Line = 64;

    public AlignedMemory(nuint bytes)
        : base(0, ownsHandle: true)
    {
        Bytes = bytes;
        SetHandle((nint)NativeMemory.AlignedAlloc(bytes, Line));
    }

    public nuint Bytes { get; }

    public byte* Start => (byte*)handle;

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}
