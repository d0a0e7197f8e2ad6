using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>The weighted mean and variance, the smallest and largest value of each of d features; variance about the mean, over n.</summary>
internal sealed record FeatureSummary(double Weight, double[] Mean, double[] Variance, double[] Least, double[] Most)
{
    /// <summary>How many rows say where about the mean lies.</summary>
    private const int SomeRows = 512;

    /// <summary>The share of the squares about a point that its distance from the mean may make up.</summary>
    private const double MostBeside = 0.25;

    /// <summary>What tolerances and regularization are relative to.</summary>
    public double MeanVariance => Variance.Sum() / Variance.Length;

    /// <summary>The same of rows that are scaled.</summary>
    public FeatureSummary Under(Standardization scaling) => scaling.IsIdentity ? this : new(
        Weight,
        [.. Mean.Select((m, j) => (m - scaling.Offset[j]) / scaling.Scale[j])],
        [.. Variance.Select((v, j) => v / (scaling.Scale[j] * scaling.Scale[j]))],
        [.. Least.Select((x, j) => (x - scaling.Offset[j]) / scaling.Scale[j])],
        [.. Most.Select((x, j) => (x - scaling.Offset[j]) / scaling.Scale[j])]);

    /// <summary>One pass, O(n d), about the mean of a few rows, so that nothing cancels; where these lie beside the others, as in sorted rows, a second one about the mean of all.</summary>
    public static FeatureSummary Of<T>(Observations<T> rows, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var origin = MeanOfSome(rows);
        var sums = Moments(rows, origin, threads, cancellationToken);
        if (Enumerable.Range(0, origin.Length).Any(j => sums.First[j] * sums.First[j] > MostBeside * sums.Weight * sums.Square[j]))
        {
            Shift(origin, sums);
            sums = Moments(rows, origin, threads, cancellationToken);
        }

        var variance = new double[origin.Length];
        for (var j = 0; j < variance.Length; j++)
        {
            var delta = sums.First[j] / sums.Weight;
            variance[j] = Math.Max(0, (sums.Square[j] / sums.Weight) - (delta * delta));
        }

        Shift(origin, sums);
        return new(sums.Weight, origin, variance, sums.Least, sums.Most);
    }

    /// <summary>The weighted mean of rows that are spread over all of them.</summary>
    private static double[] MeanOfSome<T>(Observations<T> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var mean = Array.ConvertAll(rows[0].ToArray(), double.CreateTruncating);
        var sums = new double[mean.Length];
        double weight = 0;
        var step = Math.Max(1, rows.Count / SomeRows);
        for (long i = 0; i < rows.Count; i += step)
        {
            var row = rows[i];
            var w = rows.Weight(i);
            weight += w;
            for (var j = 0; j < sums.Length; j++)
            {
                sums[j] += w * (double.CreateTruncating(row[j]) - mean[j]);
            }
        }

        for (var j = 0; j < mean.Length && weight > 0; j++)
        {
            mean[j] += sums[j] / weight;
        }

        return mean;
    }

    private static void Shift(double[] origin, Sums sums)
    {
        for (var j = 0; j < origin.Length; j++)
        {
            origin[j] += sums.First[j] / sums.Weight;
        }
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
            var isLine = Prefetch.IsLine<T>(j);
            foreach (var share in shares)
            {
                if (isLine)
                {
                    Prefetch.Ask(in x, RowsAtOnce * d);
                }

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
