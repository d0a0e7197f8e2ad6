using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Mixtura;

/// <summary>
/// n observations (rows) of d features in memory, row-major, of which some values are missing (NaN); with optional weights and feature names. Only what can take missing values accepts
/// them: mixtures. Make one with <see cref="Observations"/>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>; neither is converted or copied.</typeparam>
public sealed class IncompleteObservations<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly RowStorage<T> storage;
    private readonly ReadOnlyMemory<double> weights;

    internal IncompleteObservations(RowStorage<T> storage, int dimension)
    {
        (Count, Dimension) = (Observations<T>.CheckedCount(storage, dimension), dimension);
        this.storage = storage;
        Features = FeatureNames.Numbered(dimension);
        for (long i = 0; i < Count; i++)
        {
            var row = this[i];
            for (var j = 0; j < dimension; j++)
            {
                if (T.IsInfinity(row[j]))
                {
                    throw new MixturaException(string.Create(CultureInfo.InvariantCulture, $"Row {i}, column {Features[j]}: {row[j]} is not a finite number; NaN is what marks a missing value."));
                }

                Missing += T.IsNaN(row[j]) ? 1 : 0;
            }
        }
    }

    private IncompleteObservations(IncompleteObservations<T> other, ReadOnlyMemory<double> weights, ImmutableArray<string> features)
    {
        storage = other.storage;
        (Count, Dimension, Missing) = (other.Count, other.Dimension, other.Missing);
        this.weights = weights;
        Features = features;
    }

    /// <summary>The number of rows n.</summary>
    public long Count { get; }

    /// <summary>The number of features d.</summary>
    public int Dimension { get; }

    /// <summary>The number of missing values among the n x d.</summary>
    public long Missing { get; }

    /// <summary>The d feature names: x0, x1, ... until named by <see cref="Named"/>.</summary>
    public ImmutableArray<string> Features { get; }

    /// <summary>Whether rows have weights; without, each weighs 1.</summary>
    public bool IsWeighted => !weights.IsEmpty;

    /// <summary>One row, d values, NaN where one is missing, without a copy.</summary>
    /// <param name="row">The row's number, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<T> this[long row]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count);
            return storage.Slice(row * Dimension, Dimension);
        }
    }

    /// <summary>The weight of one row.</summary>
    /// <param name="row">The row's number, from 0.</param>
    /// <returns>Its weight, 1 without weights.</returns>
    public double Weight(long row) => IsWeighted ? weights.Span[(int)row] : 1;

    /// <summary>The same rows, each counted with a weight: an integer weight means the same as repeating the row.</summary>
    /// <param name="weights">n finite weights, none negative, not all 0.</param>
    /// <returns>Rows that share these values.</returns>
    /// <exception cref="ArgumentException">There are not n weights.</exception>
    /// <exception cref="MixturaException">A weight is negative or not finite, or all are 0.</exception>
    public IncompleteObservations<T> WithWeights(ReadOnlyMemory<double> weights)
    {
        if (weights.Length != Count)
        {
            throw new ArgumentException($"{weights.Length} weights for {Count} rows: each row needs one.", nameof(weights));
        }

        FiniteCheck.Weights(weights.Span);
        return new(this, weights, Features);
    }

    /// <summary>The same rows with names for their features, which models and messages then use.</summary>
    /// <param name="features">d different names.</param>
    /// <returns>Rows that share these values.</returns>
    /// <exception cref="ArgumentException">There are not d different names.</exception>
    public IncompleteObservations<T> Named(params IReadOnlyList<string> features) => new(this, weights, FeatureNames.Checked(features, Dimension));

    /// <summary>Gives native or mapped memory back; rows that share it must not be used any more.</summary>
    public void Dispose() => storage.Dispose();
}
