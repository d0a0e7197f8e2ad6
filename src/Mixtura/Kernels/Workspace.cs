using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>
/// Scratch memory of one worker: cache-line aligned pieces, given out until the next <see cref="Reset"/> and then again.
/// Pieces are not cleared.
/// </summary>
internal sealed unsafe class Workspace : IDisposable
{
    private const nuint Line = 64;
    private readonly List<nint> full = [];
    private byte* memory;
    private nuint capacity;
    private nuint used;
    private nuint needed;

    ~Workspace() => Free();

    /// <summary>All pieces are free again.</summary>
    public void Reset()
    {
        foreach (var chunk in full)
        {
            NativeMemory.AlignedFree((void*)chunk);
        }

        full.Clear();
        used = needed = 0;
    }

    /// <summary>A piece of <paramref name="length"/> elements, aligned to a cache line.</summary>
    public Span<T> Take<T>(int length)
        where T : unmanaged
    {
        var bytes = (((nuint)length * (nuint)sizeof(T)) + Line - 1) / Line * Line;
        needed += bytes;
        if (used + bytes > capacity)
        {
            // Pieces already given out keep their chunk until Reset; the new chunk holds all that is needed next time.
            if (memory is not null)
            {
                full.Add((nint)memory);
            }

            capacity = Math.Max(needed * 2, 1 << 16);
            memory = (byte*)NativeMemory.AlignedAlloc(capacity, Line);
            used = 0;
        }

        var piece = new Span<T>(memory + used, length);
        used += bytes;
        return piece;
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        Reset();
        NativeMemory.AlignedFree(memory);
        memory = null;
        capacity = 0;
    }
}
