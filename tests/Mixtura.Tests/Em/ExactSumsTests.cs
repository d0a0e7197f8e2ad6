using System.Numerics;
using CsCheck;
using Mixtura.Kernels;

namespace Mixtura.Tests.Em;

public class ExactSumsTests
{
    private const int Clusters = 3;
    private static readonly Gen<(double[][] Rows, double[] Weights, int[] Labels)> Some =
        from n in Gen.Int[1, 200]
        from d in Gen.Int[1, 20]
        from seed in Gen.ULong
        from scale in Gen.Int[-9, 9]
        from labels in Gen.Int[0, Clusters - 1].Array[n]
        from weights in Gen.Double[0.1, 5].Array[n]
        select (SmallData.Clumps(n, d, seed).Select(r => r.Select(x => Math.ScaleB(x, scale)).ToArray()).ToArray(), weights, labels);

    /// <summary>Rows in any order and in any parts give the same bits.</summary>
    [Fact]
    public void Order_and_parts_cannot_be_seen() => Gen.Select(Some, Gen.ULong).Sample((data, seed) =>
    {
        var (rows, weights, labels) = data;
        var random = new RandomStream(seed, RandomPurpose.Dataset);
        var order = Enumerable.Range(0, rows.Length).OrderBy(_ => random.NextBits()).ToArray();
        var cut = rows.Length / 3;
        var whole = Sums(data, Enumerable.Range(0, rows.Length));
        var parts = Sums(data, order[cut..]);
        parts.Merge(Sums(data, order[..cut]));
        Assert.Equal(Values(whole), Values(parts));
    }, iter: 100);

    /// <summary>What is taken back leaves nothing behind.</summary>
    [Fact]
    public void A_row_can_be_taken_back() => Some.Sample(data =>
    {
        var (rows, weights, labels) = data;
        var sums = Sums(data, Enumerable.Range(0, rows.Length));
        var all = Enumerable.Range(0, rows.Length).ToArray();
        ExactScatter<double>.Run(rows.SelectMany(r => r).ToArray(), new(all, labels, new int[rows.Length], weights), sums);
        sums.Carry();
        for (var k = 1; k < Clusters; k++)
        {
            Assert.Equal(0, sums.Weight(k));
            Assert.All(Enumerable.Range(0, rows[0].Length), j => Assert.Equal((0.0, 0.0), sums.First(k, j)));
        }
    }, iter: 100);

    /// <summary>Units become the nearest number, of two as near the even one, and nothing of the rest is lost.</summary>
    [Fact]
    public void Units_are_rounded_once() => Gen.Select(Gen.ULong, Gen.ULong, Gen.Int[0, 126], Gen.Int[0, 3], Gen.Bool).Sample((upper, lower, shift, tail, isNegative) =>
    {
        // Few digits with zeros or ones behind them are ties and what is next to ties.
        var size = tail == 0 ? (new UInt128(upper, lower) >> 23) >> shift : (UInt128)((upper >> 10) | 1) << (shift % 52);
        var units = (isNegative ? -1 : 1) * ((Int128)size + tail - 1);
        var (value, lost) = new ExactGrid([1]).Value(units, 0);
        var step = new ExactGrid([1]).Value(1, 0).Value;
        Assert.Equal((double)units, value / step);
        Assert.Equal((BigInteger)units, (BigInteger)(value / step) + (BigInteger)(lost / step));
    }, iter: 100_000);

    /// <summary>Against sums of whole numbers: each row is off by at most half a fine step, 2^-73 of the largest value.</summary>
    [Fact]
    public void Sums_are_those_of_unlimited_integers() => Some.Sample(data =>
    {
        var (rows, weights, labels) = data;
        var sums = Sums(data, Enumerable.Range(0, rows.Length));
        for (var k = 0; k < Clusters; k++)
        {
            for (var j = 0; j < rows[0].Length; j++)
            {
                var exact = Enumerable.Range(0, rows.Length).Where(i => labels[i] == k).Aggregate(BigInteger.Zero, (sum, i) => sum + Fixed(weights[i], rows[i][j]));
                var (value, lost) = sums.First(k, j);
                var largest = rows.Max(r => Math.Abs(r[j])) * weights.Max();
                Assert.True(BigInteger.Abs(exact - Fixed(value) - Fixed(lost)) <= Fixed(rows.Length * Math.ScaleB(largest, -71)) + 1);
            }
        }
    }, iter: 100);

    /// <summary>The mean of rows that are all alike is that row to the bit, whatever they weigh.</summary>
    [Fact]
    public void The_mean_of_equal_rows_is_that_row() => Gen.Select(Gen.Double[-9, 9], Gen.Double[0.1, 7].Array[1, 60]).Sample((x, weights) =>
    {
        var sums = new ExactSums(1, new ExactGrid([9 * weights.Max(), weights.Max()]));
        var n = weights.Length;
        ExactScatter<double>.Run(Enumerable.Repeat(x, n).ToArray(), new(Enumerable.Range(0, n).ToArray(), Enumerable.Repeat(-1, n).ToArray(), new int[n], weights), sums);
        sums.Carry();
        var mean = new double[1];
        sums.Mean(0, mean);
        Assert.Equal(x, mean[0], Math.Abs(x) > 1e-3 ? 0 : 1e-19);
    }, iter: 300);

    /// <summary>More rows than a sum has room for are carried in time.</summary>
    [Fact]
    public void Many_rows_are_carried()
    {
        var grid = new ExactGrid([1.0, 1]);
        var sums = new ExactSums(1, grid);
        const int n = (3 * ExactGrid.Capacity) + 7;
        ExactScatter<double>.Run(Enumerable.Repeat(1.0, n).ToArray(), new(Enumerable.Range(0, n).ToArray(), Enumerable.Repeat(-1, n).ToArray(), new int[n], []), sums);
        sums.Carry();
        Assert.Equal(n, sums.Weight(0));
        Assert.Equal(n, sums.First(0, 0).Value);
    }

    /// <summary>Rows that belonged nowhere, added with rows in the lanes: the bits of moving them one by one, and the same clusters touched.</summary>
    [Fact]
    public void Totals_are_the_moves_of_all_rows() => Gen.Select(Some, Gen.Int[1, 9], Gen.Int[1, 3]).Sample((data, repeats, d) =>
    {
        var values = Enumerable.Repeat(data.Rows, repeats).SelectMany(rows => rows.SelectMany(r => Enumerable.Range(0, d).Select(j => (float)r[j % r.Length]))).ToArray();
        var labels = Enumerable.Repeat(data.Labels, repeats).SelectMany(l => l).ToArray();
        var grid = new ExactGrid([.. Enumerable.Repeat((double)values.Max(Math.Abs), d), 1]);
        var (moved, added) = (new ExactSums(Clusters, grid), new ExactSums(Clusters, grid));
        ExactScatter<float>.Run(values, new([.. Enumerable.Range(0, labels.Length)], [.. Enumerable.Repeat(-1, labels.Length)], labels, []), moved);
        using var workspace = new Workspace();
        ExactTotals<float>.Add(values, labels, added, workspace);
        moved.Carry();
        added.Carry();
        Assert.Equal(Values(moved), Values(added));
        Assert.Equal(moved.Touched.Order(), added.Touched.Order());
        Assert.Equal(labels.Length, added.Moved);
    }, iter: 100);

    /// <summary>An exact product, as a multiple of 2^-200.</summary>
    private static BigInteger Fixed(double a, double b) => Fixed(a) * Fixed(b) >> 200;

    private static BigInteger Fixed(double value) => value == 0 ? BigInteger.Zero : new BigInteger(Math.ScaleB(value, 52 - Math.ILogB(value))) * BigInteger.Pow(2, 200 - 52 + Math.ILogB(value));

    private static double[] Values(ExactSums sums) =>
        [.. Enumerable.Range(0, Clusters).SelectMany(k => Enumerable.Range(0, sums.Dimension).SelectMany(j => new[] { sums.First(k, j).Value, sums.First(k, j).Lost, sums.Weight(k) }))];

    private static ExactSums Sums((double[][] Rows, double[] Weights, int[] Labels) data, IEnumerable<int> which)
    {
        var d = data.Rows[0].Length;
        var heaviest = data.Weights.Max();
        var grid = new ExactGrid([.. Enumerable.Range(0, d).Select(j => heaviest * data.Rows.Max(r => Math.Abs(r[j]))), heaviest]);
        var sums = new ExactSums(Clusters, grid);
        var index = which.ToArray();
        ExactScatter<double>.Run(
            data.Rows.SelectMany(r => r).ToArray(),
            new(index, Enumerable.Repeat(-1, index.Length).ToArray(), index.Select(i => data.Labels[i]).ToArray(), index.Select(i => data.Weights[i]).ToArray()),
            sums);
        sums.Carry();
        return sums;
    }
}
