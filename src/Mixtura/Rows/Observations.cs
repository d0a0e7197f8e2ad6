using System.Numerics;

namespace Mixtura;

/// <summary>Makes <see cref="Observations{T}"/>, n rows of d features, from wherever the numbers are.</summary>
/// <remarks>
/// Every way in checks once, in O(n d), that all values are finite, and names the row and the feature of the first
/// that is not. Rows are numbered from 0.
/// </remarks>
public static class Observations
{
    /// <summary>Rows from row-major values, without a copy.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="values">n x d values, row after row.</param>
    /// <param name="dimension">The number of features d.</param>
    /// <returns>The rows; they see later changes of <paramref name="values"/>, so make none while a fit runs.</returns>
    /// <exception cref="ArgumentException">The length is not a multiple of the dimension.</exception>
    /// <exception cref="MixturaException">There is no row, or a value is not finite.</exception>
    public static Observations<T> From<T>(T[] values, int dimension)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => From((ReadOnlyMemory<T>)values, dimension);

    /// <inheritdoc cref="From{T}(T[], int)"/>
    public static Observations<T> From<T>(ReadOnlyMemory<T> values, int dimension)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(new ManagedStorage<T>(values), dimension);

    /// <summary>The rows of a rectangular array, n x d, without a copy.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="values">n rows of d features.</param>
    /// <returns>The rows; they see later changes of <paramref name="values"/>, so make none while a fit runs.</returns>
    /// <exception cref="MixturaException">There is no row, or a value is not finite.</exception>
    public static Observations<T> From<T>(T[,] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(new RectangularStorage<T>(values), Math.Max(1, values.GetLength(1)));
    }

    /// <summary>A copy of a list of rows, in O(n d).</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n rows of the same length d.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="MixturaException">There is no row, the rows differ in length, or a value is not finite.</exception>
    public static Observations<T> From<T>(IReadOnlyList<T[]> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0 || rows[0].Length == 0)
        {
            throw new MixturaException("There are no values to cluster: give at least one row with one feature.");
        }

        var dimension = rows[0].Length;
        return Create<T>(rows.Count, dimension, (first, values) =>
        {
            for (var i = 0; i < values.Length / dimension; i++)
            {
                var row = rows[(int)first + i];
                if (row.Length != dimension)
                {
                    throw new MixturaException($"Row {first + i} has {row.Length} values where row 0 has {dimension}: all rows need the same features.");
                }

                row.CopyTo(values[(i * dimension)..]);
            }
        });
    }

    /// <summary>Rows of which some values are missing, from row-major values, without a copy.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="values">n x d values, row after row; NaN marks a missing one.</param>
    /// <param name="dimension">The number of features d.</param>
    /// <returns>The rows; they see later changes of <paramref name="values"/>, so make none while a fit runs.</returns>
    /// <exception cref="ArgumentException">The length is not a multiple of the dimension.</exception>
    /// <exception cref="MixturaException">There is no row, or a value is infinite.</exception>
    public static IncompleteObservations<T> FromIncomplete<T>(T[] values, int dimension)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(new ManagedStorage<T>(values), dimension);

    /// <summary>Rows of which some values are missing, from a rectangular array, n x d, without a copy.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="values">n rows of d features; NaN marks a missing value.</param>
    /// <returns>The rows; they see later changes of <paramref name="values"/>, so make none while a fit runs.</returns>
    /// <exception cref="MixturaException">There is no row, or a value is infinite.</exception>
    public static IncompleteObservations<T> FromIncomplete<T>(T[,] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(new RectangularStorage<T>(values), Math.Max(1, values.GetLength(1)));
    }

    /// <summary>Rows in native memory, filled by the caller: any number that fits in memory. Passes read them faster than an array, as they lie in large pages where the system has them (Linux).</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="count">The number of rows n.</param>
    /// <param name="dimension">The number of features d.</param>
    /// <param name="fill">Called with runs of whole rows, in order, until all are filled.</param>
    /// <returns>The rows; dispose them to give the memory back early.</returns>
    /// <exception cref="MixturaException">There is no row, or a value is not finite.</exception>
    public static Observations<T> Create<T>(long count, int dimension, FillRows<T> fill)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(Filled(count, dimension, fill), dimension);

    /// <summary>Rows of which some values are missing, in native memory, filled by the caller.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="count">The number of rows n.</param>
    /// <param name="dimension">The number of features d.</param>
    /// <param name="fill">Called with runs of whole rows, in order, until all are filled; NaN marks a missing value.</param>
    /// <returns>The rows; dispose them to give the memory back early.</returns>
    /// <exception cref="MixturaException">There is no row, or a value is infinite.</exception>
    public static IncompleteObservations<T> CreateIncomplete<T>(long count, int dimension, FillRows<T> fill)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(Filled(count, dimension, fill), dimension);

    /// <summary>Rows in a file of raw little-endian row-major values, read by the operating system as they are needed.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>: what the file holds.</typeparam>
    /// <param name="path">The file.</param>
    /// <param name="dimension">The number of features d.</param>
    /// <param name="offset">The byte at which the first row begins.</param>
    /// <returns>The rows; dispose them to close the file.</returns>
    /// <exception cref="MixturaException">The file's size is not a whole number of rows, or a value is not finite.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Observations<T> Map<T>(string path, int dimension, long offset = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var bytes = new FileInfo(path).Length - offset;
        var rowBytes = (long)dimension * System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        if (bytes <= 0 || bytes % rowBytes != 0)
        {
            throw new MixturaException($"{path} holds {bytes} bytes of values, which is not a whole number of rows of {rowBytes} bytes ({dimension} features).");
        }

        return new(new MappedStorage<T>(path, offset, bytes / rowBytes * dimension), dimension);
    }

    private static NativeStorage<T> Filled<T>(long count, int dimension, FillRows<T> fill)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        ArgumentNullException.ThrowIfNull(fill);
        var storage = new NativeStorage<T>(checked(count * dimension));
        var run = Math.Max(1, (1 << 20) / dimension);
        for (long first = 0; first < count; first += run)
        {
            var rows = (int)Math.Min(run, count - first);
            fill(first, storage.Writable(first * dimension, rows * dimension));
        }

        return storage;
    }
}

/// <summary>Fills a run of whole rows.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="first">The number of the first row in <paramref name="values"/>.</param>
/// <param name="values">rows x d values to write, row after row.</param>
public delegate void FillRows<T>(long first, Span<T> values);
