using System.Numerics;
using System.Runtime.CompilerServices;

namespace Mixtura;

/// <summary>
/// Rows in the order of a Z-curve through a grid over their features, so that rows near in the order are near in space (G. M. Morton, "A computer oriented geodetic
/// data base", 1966). 32 bits for all features together. Rows are dealt out by the first bits of their keys; heaps are dealt again until they are small, all by any number of threads:
/// O(n d), and 20 bytes a row while it runs.
/// </summary>
internal static class SpatialOrder
{
    private const int KeyBits = 32;
    private const int HeapBits = 11;
    private const int CountedBits = 8;
    private const int MostCounted = 4096;
    private const int RowsInChunk = 1 << 15;

    /// <summary>n row numbers; rows in one cell of the grid keep their order, as do those in one small part of the curve.</summary>
    public static int[] Of<T>(Observations<T> rows, FeatureSummary summary, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads };
        var curve = new Curve(rows.Dimension, summary);

        // A key and behind it the row's number: equal keys stay in order.
        var entries = GC.AllocateUninitializedArray<ulong>((int)rows.Count);
        var heaps = GC.AllocateUninitializedArray<ulong>(entries.Length);
        var order = GC.AllocateUninitializedArray<int>(entries.Length);
        var places = new int[(entries.Length + RowsInChunk - 1) / RowsInChunk][];
        Parallel.For(0, places.Length, parallel, chunk =>
        {
            var first = chunk * RowsInChunk;
            var own = entries.AsSpan(first, Math.Min(RowsInChunk, entries.Length - first));
            places[chunk] = new int[1 << HeapBits];
            curve.Keys(rows.Rows(first, own.Length), first, own);
            foreach (var entry in own)
            {
                places[chunk][HeapOf(entry)]++;
            }
        });
        var ends = Places(places);
        Parallel.For(0, places.Length, parallel, chunk =>
        {
            var first = chunk * RowsInChunk;
            foreach (var entry in entries.AsSpan(first, Math.Min(RowsInChunk, entries.Length - first)))
            {
                heaps[places[chunk][HeapOf(entry)]++] = entry;
            }
        });
        Parallel.For(0, ends.Length, parallel, heap =>
        {
            var first = heap == 0 ? 0 : ends[heap - 1];
            var count = ends[heap] - first;
            Deal(heaps.AsSpan(first, count), entries.AsSpan(first, count), order.AsSpan(first, count), HeapBits);
        });
        return order;
    }

    /// <summary>Deals a heap out by the next bits of its keys, and what it falls into again, until heaps are small or keys have no bits left.</summary>
    /// <param name="heap">Keys and rows; used up.</param>
    /// <param name="spare">Room for as many.</param>
    /// <param name="order">Takes the rows.</param>
    /// <param name="known">How many bits of the keys are the same.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Deal(Span<ulong> heap, Span<ulong> spare, Span<int> order, int known)
    {
        Span<int> places = stackalloc int[1 << CountedBits];
        places.Clear();
        foreach (var entry in heap)
        {
            places[(int)(entry << known >> (64 - CountedBits))]++;
        }

        var at = 0;
        foreach (ref var place in places)
        {
            (place, at) = (at, at + place);
        }

        if (heap.Length <= MostCounted || known + CountedBits >= KeyBits)
        {
            foreach (var entry in heap)
            {
                order[places[(int)(entry << known >> (64 - CountedBits))]++] = (int)(uint)entry;
            }

            return;
        }

        foreach (var entry in heap)
        {
            spare[places[(int)(entry << known >> (64 - CountedBits))]++] = entry;
        }

        var first = 0;
        foreach (var end in places)
        {
            Deal(spare[first..end], heap[first..end], order[first..end], known + CountedBits);
            first = end;
        }
    }

    private static int HeapOf(ulong entry) => (int)(entry >> (64 - HeapBits));

    /// <summary>Turns how many rows each chunk has for each heap into where the first of them goes, and returns where each heap ends.</summary>
    private static int[] Places(int[][] counts)
    {
        var ends = new int[1 << HeapBits];
        var at = 0;
        for (var heap = 0; heap < ends.Length; heap++)
        {
            foreach (var chunk in counts)
            {
                (chunk[heap], at) = (at, at + chunk[heap]);
            }

            ends[heap] = at;
        }

        return ends;
    }

    /// <summary>The curve through the box that holds all rows.</summary>
    private sealed class Curve
    {
        private readonly double[] least;
        private readonly double[] cells;
        private readonly double last;
        private readonly int d;

        /// <summary>The bits of a byte, each moved apart from the next by as many places as there are features.</summary>
        private readonly uint[] spread = new uint[256];

        public Curve(int dimension, FeatureSummary summary)
        {
            d = dimension;
            var bits = Math.Max(1, KeyBits / d);
            Features = Math.Min(d, KeyBits / bits);
            least = summary.Least;
            cells = [.. summary.Most.Select((most, j) => most > least[j] ? Math.ScaleB(1, bits) / (most - least[j]) : 0)];
            last = Math.ScaleB(1, bits) - 1;
            for (var value = 0; value < spread.Length; value++)
            {
                for (var bit = 0; bit < 8 && bit * Features < KeyBits; bit++)
                {
                    spread[value] |= ((uint)(value >> bit) & 1) << (bit * Features);
                }
            }
        }

        /// <summary>How many features have a bit in the key.</summary>
        private int Features { get; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Keys<T>(ReadOnlySpan<T> values, int first, Span<ulong> entries)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            for (var i = 0; i < entries.Length; i++)
            {
                var row = values.Slice(i * d, d);
                uint key = 0;
                for (var j = 0; j < Features; j++)
                {
                    var cell = (uint)Math.Clamp((double.CreateTruncating(row[j]) - least[j]) * cells[j], 0, last);
                    for (var shift = j; cell != 0; cell >>= 8, shift += 8 * Features)
                    {
                        key |= spread[cell & 255] << shift;
                    }
                }

                entries[i] = ((ulong)key << KeyBits) | (uint)(first + i);
            }
        }
    }
}
