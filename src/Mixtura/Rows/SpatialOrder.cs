using System.Numerics;

namespace Mixtura;

/// <summary>
/// Rows in the order of a Z-curve through a grid over their features, so that rows near in the order are near in space (G. M. Morton, "A computer oriented geodetic
/// data base", 1966). 32 bits for all features together; O(n d), and 20 bytes a row while it runs.
/// </summary>
internal static class SpatialOrder
{
    private const int KeyBits = 32;
    private const int DigitBits = 8;

    /// <summary>n row numbers; rows in one cell of the grid keep their order.</summary>
    public static int[] Of<T>(Observations<T> rows, FeatureSummary summary, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var keys = Keys(rows, summary, threads);
        var order = new int[keys.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        var (otherKeys, otherOrder) = (new uint[keys.Length], new int[keys.Length]);
        for (var shift = 0; shift < KeyBits; shift += DigitBits)
        {
            SortByDigit(keys, order, otherKeys, otherOrder, shift);
            (keys, otherKeys) = (otherKeys, keys);
            (order, otherOrder) = (otherOrder, order);
        }

        return order;
    }

    private static uint[] Keys<T>(Observations<T> rows, FeatureSummary summary, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var d = rows.Dimension;
        var bits = Math.Max(1, KeyBits / d);
        var features = Math.Min(d, KeyBits / bits);
        var least = summary.Least;
        var cells = summary.Most.Select((most, j) => most > least[j] ? Math.ScaleB(1, bits) / (most - least[j]) : 0).ToArray();
        var keys = new uint[rows.Count];
        BlockParallel.For(new RowBlocks<T>(rows, statisticsSize: 0), threads, (_, block, _) =>
        {
            var own = keys.AsSpan((int)block.First, block.Count);
            for (var i = 0; i < own.Length; i++)
            {
                var row = block.Values.Slice(i * d, d);
                uint key = 0;
                for (var j = 0; j < features; j++)
                {
                    var cell = (double.CreateTruncating(row[j]) - least[j]) * cells[j];
                    key |= Spread((uint)Math.Clamp(cell, 0, Math.ScaleB(1, bits) - 1), features) << j;
                }

                own[i] = key;
            }
        });
        return keys;
    }

    /// <summary>The bits of a number, each moved apart from the next by as many places as there are features.</summary>
    private static uint Spread(uint cell, int apart)
    {
        uint spread = 0;
        for (var bit = 0; cell >> bit != 0 && bit * apart < KeyBits; bit++)
        {
            spread |= ((cell >> bit) & 1) << (bit * apart);
        }

        return spread;
    }

    /// <summary>One pass of a radix sort: stable, by eight bits.</summary>
    private static void SortByDigit(uint[] keys, int[] order, uint[] sortedKeys, int[] sortedOrder, int shift)
    {
        var starts = new int[1 << DigitBits];
        foreach (var key in keys)
        {
            starts[(key >> shift) & (starts.Length - 1)]++;
        }

        var at = 0;
        for (var digit = 0; digit < starts.Length; digit++)
        {
            (starts[digit], at) = (at, at + starts[digit]);
        }

        for (var i = 0; i < keys.Length; i++)
        {
            var to = starts[(keys[i] >> shift) & (uint)(starts.Length - 1)]++;
            sortedKeys[to] = keys[i];
            sortedOrder[to] = order[i];
        }
    }
}
