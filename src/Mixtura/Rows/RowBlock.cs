namespace Mixtura;

/// <summary>Consecutive rows: what one step of work sees.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal readonly ref struct RowBlock<T>(ReadOnlySpan<T> values, ReadOnlySpan<double> weights, long first, int count)
    where T : unmanaged
{
    /// <summary>count x d values, row-major.</summary>
    public ReadOnlySpan<T> Values { get; } = values;

    /// <summary>count weights; empty where each row weighs 1.</summary>
    public ReadOnlySpan<double> Weights { get; } = weights;

    /// <summary>The number of the first row.</summary>
    public long First { get; } = first;

    public int Count { get; } = count;
}
