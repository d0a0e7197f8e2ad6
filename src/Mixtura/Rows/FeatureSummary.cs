using System.Numerics;
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
        BlockParallel.For(source, threads, (index, block, _) => parts[index] = Sums.Of(block, origin), cancellationToken);
        var merge = new OrderedMerge<Sums>(_ => { });
        foreach (var part in parts)
        {
            merge.Add(part);
        }

        return merge.Total();
    }

    /// <summary>Sums of one block about an origin, rows in order.</summary>
    private sealed class Sums(int d) : IMergeable<Sums>
    {
        public double Weight { get; private set; }

        public double[] First { get; } = new double[d];

        public double[] Square { get; } = new double[d];

        public double[] Least { get; } = [.. Enumerable.Repeat(double.PositiveInfinity, d)];

        public double[] Most { get; } = [.. Enumerable.Repeat(double.NegativeInfinity, d)];

        public static Sums Of<T>(RowBlock<T> block, double[] origin)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var d = origin.Length;
            var sums = new Sums(d);
            for (var i = 0; i < block.Count; i++)
            {
                var row = block.Values.Slice(i * d, d);
                var w = block.Weights.IsEmpty ? 1 : block.Weights[i];
                sums.Weight += w;
                for (var j = 0; j < d; j++)
                {
                    var x = double.CreateTruncating(row[j]);
                    var delta = x - origin[j];
                    sums.First[j] = Math.FusedMultiplyAdd(w, delta, sums.First[j]);
                    sums.Square[j] = Math.FusedMultiplyAdd(w * delta, delta, sums.Square[j]);
                    sums.Least[j] = Math.Min(sums.Least[j], x);
                    sums.Most[j] = Math.Max(sums.Most[j], x);
                }
            }

            return sums;
        }

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
}
