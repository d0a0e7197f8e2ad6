using System.Numerics;

namespace Mixtura;

/// <summary>Rows cut into blocks. The cuts depend on the shape alone, never on who reads, so that sums come out the same everywhere.</summary>
internal interface IRowSource<T>
    where T : unmanaged
{
    int Dimension { get; }

    long Count { get; }

    int Blocks { get; }

    RowBlock<T> Read(int block);
}

/// <summary>Observations in memory, cut into blocks of a power of two rows.</summary>
internal sealed class RowBlocks<T> : IRowSource<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Observations<T> rows;
    private readonly int rowsInBlock;

    /// <param name="rows">The rows.</param>
    /// <param name="statisticsSize">The number of sums that each block makes and that must be merged.</param>
    public RowBlocks(Observations<T> rows, long statisticsSize)
    {
        this.rows = rows;
        rowsInBlock = RowsInBlock(rows.Dimension, statisticsSize);
        Blocks = checked((int)((rows.Count + rowsInBlock - 1) / rowsInBlock));
    }

    public int Dimension => rows.Dimension;

    public long Count => rows.Count;

    public int Blocks { get; }

    public RowBlock<T> Read(int block)
    {
        var first = (long)block * rowsInBlock;
        var count = (int)Math.Min(rowsInBlock, rows.Count - first);
        return new(rows.Rows(first, count), rows.Weights(first, count), first, count);
    }

    /// <summary>
    /// 256 to 4096 rows, about 32,768 values; more where the sums of a block would outweigh its values, so that merging never
    /// costs more than reading.
    /// </summary>
    public static int RowsInBlock(int dimension, long statisticsSize)
    {
        var count = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(32768 / dimension, 256, 4096));
        while (count < 65536 && (long)count * dimension < statisticsSize)
        {
            count *= 2;
        }

        return count;
    }
}
