using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Adds rows that belonged nowhere and weigh 1 to the clusters of their labels in <see cref="ExactSums"/>, as <see cref="ExactScatter{T}"/> does, with rows in the lanes: each
/// cluster takes a feature's values times 1 where the label is its own and times 0 elsewhere. Sums of grid numbers are exact, so that their order cannot be seen. O(n K d), which for few
/// features and clusters is a fraction of what moving row by row costs.
/// </summary>
internal readonly ref struct ExactTotals<T>(ReadOnlySpan<T> tile, int width, ReadOnlySpan<double> isIn, Span<double> sizes, Span<double> parts, ExactSums sums) : IKernel<double>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostFeatures = 7;
    private const int MostProducts = 64;
    private readonly ReadOnlySpan<T> tile = tile;
    private readonly ReadOnlySpan<double> isIn = isIn;
    private readonly Span<double> sizes = sizes;
    private readonly Span<double> parts = parts;

    /// <summary>Whether this is the faster way for a shape.</summary>
    public static bool Suits(int dimension, int clusters) => dimension <= MostFeatures && dimension * clusters <= MostProducts;

    /// <param name="values">n x d rows.</param>
    /// <param name="labels">n labels 0 .. K-1.</param>
    /// <param name="sums">The sums that the rows join.</param>
    /// <param name="workspace">Gives memory.</param>
    public static void Add(ReadOnlySpan<T> values, ReadOnlySpan<int> labels, ExactSums sums, Workspace workspace)
    {
        var d = sums.Dimension;
        var turned = workspace.Take<T>(d * NearestCentroid.TileWidth);
        var marks = workspace.Take<double>(sums.Clusters * NearestCentroid.TileWidth);
        var rounded = workspace.Take<double>(2 * NearestCentroid.TileWidth);
        var counts = workspace.Take<double>(sums.Clusters);
        var some = workspace.Take<int>(NearestCentroid.TileWidth);
        for (var first = 0; first < labels.Length; first += NearestCentroid.TileWidth)
        {
            var own = labels.Slice(first, Math.Min(NearestCentroid.TileWidth, labels.Length - first));
            var width = (own.Length + RowTile.Granularity - 1) / RowTile.Granularity * RowTile.Granularity;
            RowTile.Turn(values.Slice(first * d, own.Length * d), d, width, turned);
            own.CopyTo(some);
            some[own.Length..].Fill(-1);
            Mark(some[..width], marks[..(sums.Clusters * width)]);
            sums.Reserve(own.Length);
            var kernel = new ExactTotals<T>(turned, width, marks, counts, rounded, sums);
            SimdWidth.Run<double, ExactTotals<T>>(ref kernel);
        }

        sums.Moved += labels.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        Count<TVector, TSimd>();
        ref var part = ref MemoryMarshal.GetReference(parts);
        var d = sums.Dimension;
        for (var j = 0; j < d; j++)
        {
            ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(tile), j * width);
            var (coarse, fine) = (TSimd.Broadcast(sums.Grid.Coarse[j]), TSimd.Broadcast(sums.Grid.Fine[j]));
            for (nint i = 0; i < width; i += TSimd.Count)
            {
                var value = TSimd.LoadFrom(in x, i);
                var high = TSimd.Subtract(TSimd.Add(value, coarse), coarse);
                TSimd.Store(high, ref part, i);
                TSimd.Store(TSimd.Subtract(TSimd.Add(TSimd.Subtract(value, high), fine), fine), ref part, width + i);
            }

            for (var k = 0; k < sums.Clusters; k++)
            {
                if (sizes[k] == 0)
                {
                    continue;
                }

                // Two runs of additions, as one would wait for each of its sums.
                ref var own = ref Unsafe.Add(ref MemoryMarshal.GetReference(isIn), k * width);
                TVector highs = TSimd.Zero, lows = highs, moreHighs = highs, moreLows = highs;
                for (nint i = 0; i < width; i += 2 * TSimd.Count)
                {
                    var one = TSimd.Load(in own, i);
                    highs = TSimd.MultiplyAdd(one, TSimd.Load(in part, i), highs);
                    lows = TSimd.MultiplyAdd(one, TSimd.Load(in part, width + i), lows);
                    one = TSimd.Load(in own, i + TSimd.Count);
                    moreHighs = TSimd.MultiplyAdd(one, TSimd.Load(in part, i + TSimd.Count), moreHighs);
                    moreLows = TSimd.MultiplyAdd(one, TSimd.Load(in part, width + i + TSimd.Count), moreLows);
                }

                var pending = sums.Pending(k);
                pending[j] += TSimd.Sum(TSimd.Add(highs, moreHighs));
                pending[d + 1 + j] += TSimd.Sum(TSimd.Add(lows, moreLows));
            }
        }
    }

    /// <summary>How many rows each cluster has, which are added to its weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Count<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        for (var k = 0; k < sums.Clusters; k++)
        {
            ref var own = ref Unsafe.Add(ref MemoryMarshal.GetReference(isIn), k * width);
            TVector count = TSimd.Zero, more = count;
            for (nint i = 0; i < width; i += 2 * TSimd.Count)
            {
                count = TSimd.Add(count, TSimd.Load(in own, i));
                more = TSimd.Add(more, TSimd.Load(in own, i + TSimd.Count));
            }

            sizes[k] = TSimd.Sum(TSimd.Add(count, more));
            if (sizes[k] > 0)
            {
                sums.Pending(k)[sums.Dimension] += sizes[k];
            }
        }
    }

    /// <summary>K x width marks: 1 where a row's label is k, and 0 elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Mark(ReadOnlySpan<int> labels, Span<double> marks)
    {
        var one = Vector.AsVectorInt64(Vector<double>.One);
        for (var k = 0; k * labels.Length < marks.Length; k++)
        {
            var own = marks.Slice(k * labels.Length, labels.Length);
            for (var i = 0; i < own.Length; i += Vector<int>.Count)
            {
                Vector.Widen(Vector.Equals(new Vector<int>(labels[i..]), new(k)), out var low, out var high);
                Vector.AsVectorDouble(low & one).CopyTo(own[i..]);
                Vector.AsVectorDouble(high & one).CopyTo(own[(i + Vector<double>.Count)..]);
            }
        }
    }
}
