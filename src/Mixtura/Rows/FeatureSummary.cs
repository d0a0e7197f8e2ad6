using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>The weighted mean and variance, the smallest and largest value of each of d features; variance about the mean, over n.</summary>
internal sealed record FeatureSummary(double Weight, double[] Mean, double[] Variance, double[] Least, double[] Most)
{
    /// <summary>What tolerances and regularization are relative to.</summary>
    public double MeanVariance => Variance.Sum() / Variance.Length;

    /// <summary>The same of rows that are scaled.</summary>
    public FeatureSummary Under(Standardization scaling) => scaling.IsIdentity ? this : new(
        Weight,
        [.. Mean.Select((m, j) => (m - scaling.Offset[j]) / scaling.Scale[j])],
        [.. Variance.Select((v, j) => v / (scaling.Scale[j] * scaling.Scale[j]))],
        [.. Least.Select((x, j) => (x - scaling.Offset[j]) / scaling.Scale[j])],
        [.. Most.Select((x, j) => (x - scaling.Offset[j]) / scaling.Scale[j])]);

    /// <summary>Two passes, O(n d): the mean first, so that squares are taken about it and nothing cancels.</summary>
    public static FeatureSummary Of<T>(Observations<T> rows, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var d = rows.Dimension;
        var origin = new double[d];
        for (var j = 0; j < d; j++)
        {
            origin[j] = double.CreateTruncating(rows[0][j]);
        }

        var about = Moments(rows, origin, threads, cancellationToken);
        for (var j = 0; j < d; j++)
        {
            origin[j] += about.First[j] / about.Weight;
        }

        var sums = Moments(rows, origin, threads, cancellationToken);
        var variance = new double[d];
        for (var j = 0; j < d; j++)
        {
            var delta = sums.First[j] / sums.Weight;
            origin[j] += delta;
            variance[j] = Math.Max(0, (sums.Square[j] / sums.Weight) - (delta * delta));
        }

        return new(sums.Weight, origin, variance, sums.Least, sums.Most);
    }

    private static Sums Moments<T>(Observations<T> rows, double[] origin, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var source = new RowBlocks<T>(rows, statisticsSize: 4 * rows.Dimension);
        var parts = new Sums[source.Blocks];
        BlockParallel.For(
            source,
            threads,
            (index, block, _) =>
            {
                var kernel = new SumsOfBlock<T>(block.Values, block.Weights, block.Count, origin, parts[index] = new(origin.Length));
                SimdWidth.Run<double, SumsOfBlock<T>>(ref kernel);
            },
            cancellationToken);
        var merge = new OrderedMerge<Sums>(_ => { });
        foreach (var part in parts)
        {
            merge.Add(part);
        }

        return merge.Total();
    }

    /// <summary>Sums of some rows about an origin.</summary>
    private sealed class Sums(int d) : IMergeable<Sums>
    {
        public double Weight { get; set; }

        public double[] First { get; } = new double[d];

        public double[] Square { get; } = new double[d];

        public double[] Least { get; } = [.. Enumerable.Repeat(double.PositiveInfinity, d)];

        public double[] Most { get; } = [.. Enumerable.Repeat(double.NegativeInfinity, d)];

        public void Merge(Sums other)
        {
            Weight += other.Weight;
            for (var j = 0; j < First.Length; j++)
            {
                First[j] += other.First[j];
                Square[j] += other.Square[j];
                Least[j] = Math.Min(Least[j], other.Least[j]);
                Most[j] = Math.Max(Most[j], other.Most[j]);
            }
        }
    }

    /// <summary>The sums of one block: features in the lanes, rows in order, a few of them at a time while their sums are in registers. O(n d).</summary>
    private readonly ref struct SumsOfBlock<T>(ReadOnlySpan<T> values, ReadOnlySpan<double> weights, int count, double[] origin, Sums into) : IKernel<double>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private const int RowsAtOnce = 16;
        private readonly ReadOnlySpan<T> values = values;
        private readonly ReadOnlySpan<double> weights = weights;

        public void Run<TVector, TSimd>()
            where TVector : struct
            where TSimd : struct, ISimd<TVector, double>
        {
            var d = origin.Length;
            Span<double> shares = stackalloc double[RowsAtOnce];
            shares.Fill(1);
            into.Weight = weights.IsEmpty ? count : 0;
            for (var row = 0; row < count; row += RowsAtOnce)
            {
                var some = Math.Min(RowsAtOnce, count - row);
                if (!weights.IsEmpty)
                {
                    weights.Slice(row, some).CopyTo(shares);
                }

                foreach (var w in weights.IsEmpty ? [] : shares[..some])
                {
                    into.Weight += w;
                }

                var j = 0;
                for (; j <= d - TSimd.Count; j += TSimd.Count)
                {
                    Add<TVector, TSimd>(row, shares[..some], j);
                }

                if (Vector256.IsHardwareAccelerated && j <= d - Simd256<double>.Count)
                {
                    Add<Vector256<double>, Simd256<double>>(row, shares[..some], j);
                    j += Simd256<double>.Count;
                }

                for (; Vector128.IsHardwareAccelerated && j <= d - Simd128<double>.Count; j += Simd128<double>.Count)
                {
                    Add<Vector128<double>, Simd128<double>>(row, shares[..some], j);
                }

                for (; j < d; j++)
                {
                    Add<double, Simd1<double>>(row, shares[..some], j);
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Add<TVector, TSimd>(int row, ReadOnlySpan<double> shares, int j)
            where TVector : struct
            where TSimd : struct, ISimd<TVector, double>
        {
            nint d = origin.Length;
            ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(values), (row * d) + j);
            var o = TSimd.Load(in origin[j], 0);
            var first = TSimd.Load(in into.First[j], 0);
            var square = TSimd.Load(in into.Square[j], 0);
            var least = TSimd.Load(in into.Least[j], 0);
            var most = TSimd.Load(in into.Most[j], 0);
            foreach (var share in shares)
            {
                var w = TSimd.Broadcast(share);
                var value = TSimd.LoadFrom(in x, 0);
                var delta = TSimd.Subtract(value, o);
                first = TSimd.MultiplyAdd(w, delta, first);
                square = TSimd.MultiplyAdd(TSimd.Multiply(w, delta), delta, square);
                least = TSimd.Min(least, value);
                most = TSimd.Max(most, value);
                x = ref Unsafe.Add(ref x, d);
            }

            TSimd.Store(first, ref into.First[j], 0);
            TSimd.Store(square, ref into.Square[j], 0);
            TSimd.Store(least, ref into.Least[j], 0);
            TSimd.Store(most, ref into.Most[j], 0);
        }
    }
}
