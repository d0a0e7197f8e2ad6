using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>Which of d features are observed in a row, and which are missing; each rising.</summary>
internal sealed record FeaturePattern(int[] Observed, int[] Missing);

/// <summary>
/// Incomplete rows, scaled, put together by which of their features are observed: a block has rows of one pattern, and only their observed values, so that dense passes see them as complete
/// rows of fewer features. Patterns come in the order of their first rows, rows in their own; rows with no value at all are in no block. A copy of the observed values, and 4 bytes a row.
/// </summary>
internal sealed class PatternRows<T> : IRowSource<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<Block> blocks = [];

    /// <param name="rows">n x d rows.</param>
    /// <param name="scaling">How features are scaled.</param>
    /// <param name="statisticsSize">The number of sums that each block makes and that must be merged.</param>
    public PatternRows(IncompleteObservations<T> rows, Standardization scaling, long statisticsSize)
    {
        Rows = rows;
        Scaling = scaling;
        var (patterns, patternOf) = Sorted(rows);
        var members = new List<int>[patterns.Count];
        for (var i = 0; i < patternOf.Length; i++)
        {
            (members[patternOf[i]] ??= []).Add(i);
        }

        int[] seen = [.. Enumerable.Range(0, patterns.Count).Where(p => patterns[p].Observed.Length > 0)];
        Patterns = [.. seen.Select(p => patterns[p])];
        Order = [.. seen.SelectMany(p => members[p])];
        Unobserved = [.. Enumerable.Range(0, patterns.Count).Except(seen).SelectMany(p => members[p])];
        var first = 0;
        for (var p = 0; p < seen.Length; p++)
        {
            var count = members[seen[p]].Count;
            var most = RowBlocks<T>.RowsInBlock(Patterns[p].Observed.Length, statisticsSize);
            for (var taken = 0; taken < count; taken += most)
            {
                blocks.Add(Cut(p, first + taken, Math.Min(most, count - taken)));
            }

            first += count;
        }
    }

    /// <summary>The rows as they were given.</summary>
    public IncompleteObservations<T> Rows { get; }

    /// <summary>How they are scaled.</summary>
    public Standardization Scaling { get; }

    /// <summary>The patterns with at least one feature.</summary>
    public FeaturePattern[] Patterns { get; }

    /// <summary>The row at each place.</summary>
    public int[] Order { get; }

    /// <summary>The rows with no value at all.</summary>
    public int[] Unobserved { get; }

    public int Dimension => Rows.Dimension;

    /// <summary>The number of rows with a value.</summary>
    public long Count => Order.Length;

    public int Blocks => blocks.Count;

    /// <summary>A block, its first row's place as the number of that row.</summary>
    public RowBlock<T> Read(int block) => new(blocks[block].Values, blocks[block].Weights, blocks[block].First, blocks[block].Count);

    /// <summary>The number of the pattern of the block that begins at a place.</summary>
    public int PatternAt(long first)
    {
        var (low, high) = (0, blocks.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = blocks[middle].First <= first ? (middle, high) : (low, middle - 1);
        }

        return blocks[low].Pattern;
    }

    /// <summary>The sum over missing values of rows with others of weight x ln of their feature's scale. O(n d).</summary>
    public double LogScaleOfMissing()
    {
        double sum = 0;
        foreach (var block in Scaling.IsIdentity ? [] : blocks)
        {
            var logScale = Patterns[block.Pattern].Missing.Sum(j => ElementaryFunctions.Log(Scaling.Scale[j]));
            sum += logScale * (Rows.IsWeighted ? block.Weights.Sum() : block.Count);
        }

        return sum;
    }

    /// <summary>All patterns in the order of their first rows, and which one each row has. O(n d).</summary>
    private static (List<FeaturePattern> Patterns, int[] PatternOf) Sorted(IncompleteObservations<T> rows)
    {
        const int bits = 16;
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var byKey = numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        var patterns = new List<FeaturePattern>();
        var patternOf = new int[rows.Count];
        var key = new char[(rows.Dimension + bits - 1) / bits];
        for (var i = 0; i < patternOf.Length; i++)
        {
            Array.Clear(key);
            var row = rows[i];
            for (var j = 0; j < row.Length; j++)
            {
                key[j / bits] |= (char)((T.IsNaN(row[j]) ? 1 : 0) << (j % bits));
            }

            if (!byKey.TryGetValue(key, out patternOf[i]))
            {
                byKey[key] = patternOf[i] = patterns.Count;
                var all = Enumerable.Range(0, row.Length).ToLookup(j => (key[j / bits] >> (j % bits) & 1) == 0);
                patterns.Add(new([.. all[true]], [.. all[false]]));
            }
        }

        return (patterns, patternOf);
    }

    private Block Cut(int pattern, int first, int count)
    {
        var observed = Patterns[pattern].Observed;
        var values = new T[checked(count * observed.Length)];
        for (var i = 0; i < count; i++)
        {
            var row = Rows[Order[first + i]];
            for (var j = 0; j < observed.Length; j++)
            {
                values[(i * observed.Length) + j] = Scaling.Applied(row[observed[j]], observed[j]);
            }
        }

        return new(pattern, first, count, values, Rows.IsWeighted ? [.. Enumerable.Range(first, count).Select(at => Rows.Weight(Order[at]))] : []);
    }

    private sealed record Block(int Pattern, int First, int Count, T[] Values, double[] Weights);
}
