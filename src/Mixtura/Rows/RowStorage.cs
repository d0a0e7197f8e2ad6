using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura;

/// <summary>Where row-major values live: any run of them can be seen as a span, wherever it is.</summary>
internal abstract class RowStorage<T> : IDisposable
    where T : unmanaged
{
    /// <summary>The number of values.</summary>
    public abstract long Length { get; }

    /// <summary>The <paramref name="length"/> values from <paramref name="start"/> on, without a copy.</summary>
    public abstract ReadOnlySpan<T> Slice(long start, int length);

    public virtual void Dispose()
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
internal sealed unsafe class NativeStorage<T> : RowStorage<T>
    where T : unmanaged
{
    private readonly long length;
    private T* values;

    public NativeStorage(long length)
    {
        this.length = length;
        values = (T*)NativeMemory.AlignedAlloc(checked((nuint)length * (nuint)sizeof(T)), 64);
    }

    ~NativeStorage() => Free();

    public override long Length => length;

    public override ReadOnlySpan<T> Slice(long start, int length) => Writable(start, length);

    public Span<T> Writable(long start, int length)
    {
        ObjectDisposedException.ThrowIf(values is null, this);
        return new Span<T>(values + start, length);
    }

    public override void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(values);
        values = null;
    }
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

    public override void Dispose()
    {
        if (!view.SafeMemoryMappedViewHandle.IsClosed)
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
            view.Dispose();
            file.Dispose();
        }
    }
}
