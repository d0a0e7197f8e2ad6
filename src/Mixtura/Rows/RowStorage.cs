using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>Where row-major values live: any run of them can be seen as a span, wherever it is.</summary>
internal abstract class RowStorage<T> : IDisposable
    where T : unmanaged
{
    /// <summary>The number of values.</summary>
    public abstract long Length { get; }

    /// <summary>The <paramref name="length"/> values from <paramref name="start"/> on, without a copy.</summary>
    public abstract ReadOnlySpan<T> Slice(long start, int length);

    /// <summary>Gives the values back early; they must not be used any more.</summary>
    public void Dispose() => Free();

    /// <summary>Gives back what this object owns.</summary>
    protected virtual void Free()
    {
    }
}

/// <summary>Values in managed (or any other) <see cref="ReadOnlyMemory{T}"/>.</summary>
internal sealed class ManagedStorage<T>(ReadOnlyMemory<T> values) : RowStorage<T>
    where T : unmanaged
{
    public override long Length => values.Length;

    public override ReadOnlySpan<T> Slice(long start, int length) => values.Span.Slice((int)start, length);
}

/// <summary>A rectangular array seen as its row-major values, without a copy.</summary>
internal sealed class RectangularStorage<T>(T[,] values) : RowStorage<T>
    where T : unmanaged
{
    public override long Length => values.LongLength;

    public override ReadOnlySpan<T> Slice(long start, int length)
    {
        ref T first = ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference((Array)values));
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref first, (nint)start), length);
    }
}

/// <summary>Values outside the managed heap, owned by this object: more than an array can hold.</summary>
internal sealed unsafe class NativeStorage<T>(long length) : RowStorage<T>
    where T : unmanaged
{
    private readonly AlignedMemory memory = new(checked((nuint)length * (nuint)sizeof(T)));

    public override long Length => length;

    public override ReadOnlySpan<T> Slice(long start, int length) => Writable(start, length);

    public Span<T> Writable(long start, int length)
    {
        ObjectDisposedException.ThrowIf(memory.IsClosed, this);
        return new Span<T>((T*)memory.Start + start, length);
    }

    protected override void Free() => memory.Dispose();
}

/// <summary>Raw little-endian row-major values in a file that the operating system pages in as they are read.</summary>
internal sealed unsafe class MappedStorage<T> : RowStorage<T>
    where T : unmanaged
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly byte* start;

    public MappedStorage(string path, long offset, long length)
    {
        Length = length;
        file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        view = file.CreateViewAccessor(offset, length * sizeof(T), MemoryMappedFileAccess.Read);
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        start += view.PointerOffset;
    }

    public override long Length { get; }

    public override ReadOnlySpan<T> Slice(long start, int length)
    {
        ObjectDisposedException.ThrowIf(view.SafeMemoryMappedViewHandle.IsClosed, this);
        return new ReadOnlySpan<T>((T*)this.start + start, length);
    }

    protected override void Free()
    {
        if (!view.SafeMemoryMappedViewHandle.IsClosed)
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
            view.Dispose();
            file.Dispose();
        }
    }
}
