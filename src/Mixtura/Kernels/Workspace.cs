namespace Mixtura.Kernels;

/// <summary>
/// Scratch memory of one worker: cache-line aligned pieces, given out until the next <see cref="Reset"/> and then again.
/// Pieces are not cleared.
/// </summary>
internal sealed unsafe class Workspace : IDisposable
{
    private const nuint LeastBytes = 1 << 16;
    private readonly List<AlignedMemory> outgrown = [];
    private AlignedMemory memory = new(LeastBytes);
    private Workspace? inner;
    private nuint used;
    private nuint needed;

    /// <summary>A workspace for loops within: it can be reset while pieces of this one are in use.</summary>
    public Workspace Inner => inner ??= new();

    /// <summary>All pieces are free again.</summary>
    public void Reset()
    {
        foreach (var chunk in outgrown)
        {
            chunk.Dispose();
        }

        outgrown.Clear();
        used = needed = 0;
    }

    /// <summary>A piece of <paramref name="length"/> elements, aligned to a cache line.</summary>
    public Span<T> Take<T>(int length)
        where T : unmanaged
    {
        var bytes = (((nuint)length * (nuint)sizeof(T)) + AlignedMemory.Line - 1) / AlignedMemory.Line * AlignedMemory.Line;
        needed += bytes;
        if (used + bytes > memory.Bytes)
        {
            // Pieces already given out keep their chunk until Reset; the new chunk holds all that is needed next time.
            outgrown.Add(memory);
            memory = new(needed * 2);
            used = 0;
        }

        var piece = new Span<T>(memory.Start + used, length);
        used += bytes;
        return piece;
    }

    public void Dispose()
    {
        Reset();
        memory.Dispose();
        inner?.Dispose();
    }
}
