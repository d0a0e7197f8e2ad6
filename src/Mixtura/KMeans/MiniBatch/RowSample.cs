using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Samples of rows, drawn with replacement and in proportion to their weights, so that each row of a sample counts once; as many as there
/// are rows are all of them, in order and with their weights. The memory is used again: a sample holds until the next is drawn.
/// </summary>
internal sealed class RowSample<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Observations<T> rows;
    private readonly WeightedRows<T> draws;
    private readonly T[] values;
    private Observations<T>? sample;

    public RowSample(Observations<T> rows, WeightedRows<T> draws, int size)
    {
        this.rows = rows;
        this.draws = draws;
        values = size < rows.Count ? new T[(long)size * rows.Dimension] : [];
    }

    /// <summary>The next sample. O(size (d + log n)).</summary>
    public Observations<T> Draw(RandomStream random)
    {
        if (values.Length == 0)
        {
            return rows;
        }

        for (var at = 0; at < values.Length; at += rows.Dimension)
        {
            rows[draws.Draw(random)].CopyTo(values.AsSpan(at));
        }

        return sample ??= Observations.From(values, rows.Dimension);
    }
}
