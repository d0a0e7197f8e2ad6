using System.Collections.Immutable;
using System.Numerics;

namespace Mixtura;

/// <summary>
/// n observations (rows) of d features in memory, row-major, with optional weights and feature names. All values are
/// finite. Make one with <see cref="Observations"/>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>; neither is converted or copied.</typeparam>
public sealed class Observations<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly RowStorage<T> storage;
    private readonly ReadOnlyMemory<double> weights;

    internal Observations(RowStorage<T> storage, int dimension)
    {
        (Count, Dimension) = (CheckedCount(storage, dimension), dimension);
        this.storage = storage;
        Features = FeatureNames.Numbered(dimension);
        FiniteCheck.Values(this);
    }

    private Observations(Observations<T> other, ReadOnlyMemory<double> weights, ImmutableArray<string> features)
    {
        storage = other.storage;
        Dimension = other.Dimension;
        Count = other.Count;
        this.weights = weights;
        Features = features;
    }

    /// <summary>The number of rows n.</summary>
    public long Count { get; }

    /// <summary>The number of features d.</summary>
    public int Dimension { get; }

    /// <summary>The d feature names: x0, x1, ... until named by <see cref="Named"/>.</summary>
    public ImmutableArray<string> Features { get; }

    /// <summary>Whether rows have weights; without, each weighs 1.</summary>
    public bool IsWeighted => !weights.IsEmpty;

    /// <summary>One row, d values, without a copy.</summary>
    /// <param name="row">The row's number, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<T> this[long row] => Rows(row, 1);

    /// <summary>A run of rows, row-major, without a copy.</summary>
    /// <param name="first">The first row's number, from 0.</param>
    /// <param name="count">How many rows.</param>
    /// <returns>count x d values.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The run is not within the rows.</exception>
    public ReadOnlySpan<T> Rows(long first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first + count, Count, nameof(first));
        return storage.Slice(first * Dimension, checked(count * Dimension));
    }

    /// <summary>The weights of a run of rows; empty where rows have none, so that each weighs 1.</summary>
    /// <param name="first">The first row's number, from 0.</param>
    /// <param name="count">How many rows.</param>
    /// <returns>count weights, or none.</returns>
    public ReadOnlySpan<double> Weights(long first, int count) => IsWeighted ? weights.Span.Slice((int)first, count) : [];

    /// <summary>The weight of one row.</summary>
    /// <param name="row">The row's number, from 0.</param>
    /// <returns>Its weight, 1 without weights.</returns>
    public double Weight(long row) => IsWeighted ? weights.Span[(int)row] : 1;

    /// <summary>The same rows, each counted with a weight: an integer weight means the same as repeating the row.</summary>
    /// <param name="weights">n finite weights, none negative, not all 0.</param>
    /// <returns>Rows that share these values.</returns>
    /// <exception cref="ArgumentException">There are not n weights.</exception>
    /// <exception cref="MixturaException">A weight is negative or not finite, or all are 0.</exception>
    public Observations<T> WithWeights(ReadOnlyMemory<double> weights)
    {
        if (weights.Length != Count)
        {
            throw new ArgumentException($"{weights.Length} weights for {Count} rows: each row needs one.", nameof(weights));
        }

        FiniteCheck.Weights(weights.Span);
        return new(this, weights, Features);
    }

    /// <summary>The weights of other, equally many rows, which were checked there.</summary>
    internal Observations<T> WithWeightsOf(Observations<T> other) => other.IsWeighted ? new(this, other.weights, Features) : this;

    /// <summary>The same rows with names for their features, which models, messages and figures then use.</summary>
    /// <param name="features">d different names.</param>
    /// <returns>Rows that share these values.</returns>
    /// <exception cref="ArgumentException">There are not d different names.</exception>
    public Observations<T> Named(params IReadOnlyList<string> features) => new(this, weights, FeatureNames.Checked(features, Dimension));

    /// <summary>Gives native or mapped memory back; rows that share it must not be used any more.</summary>
    public void Dispose() => storage.Dispose();

    /// <summary>How many rows of so many features values are; a fault where they are no whole number of rows, or none.</summary>
    internal static long CheckedCount(RowStorage<T> storage, int dimension)
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new NotSupportedException($"Observations hold float or double, not {typeof(T).Name}.");
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        if (storage.Length == 0)
        {
            throw new MixturaException("There are no values to cluster: give at least one row with one feature.");
        }

        return storage.Length % dimension == 0
            ? storage.Length / dimension
            : throw new ArgumentException($"{storage.Length} values are not a whole number of rows of {dimension} features.", nameof(dimension));
    }
}
