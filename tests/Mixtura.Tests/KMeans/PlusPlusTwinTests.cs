using System.Numerics;
using CsCheck;
using Mixtura.Kernels;
using Mixtura.Tests.Reference;

namespace Mixtura.Tests.Clusters;

/// <summary>What is left out can never be seen: the seeds are those of the textbook, bit for bit.</summary>
public class PlusPlusTwinTests
{
    private static readonly Gen<(int N, int D, int Kind, ulong Seed)> Shapes = Gen.Select(Gen.Int[2, 500], Gen.Int[1, 60], Gen.Int[0, 6], Gen.ULong);

    [Fact]
    public void Doubles_get_the_seeds_of_the_textbook() => Shapes.Sample((n, d, kind, seed) => Check(Observations.From(Rows(n, d, kind, seed)), kind, seed), iter: 150);

    [Fact]
    public void Floats_get_the_seeds_of_the_textbook() => Shapes.Sample(
        (n, d, kind, seed) => Check(Observations.From(Rows(n, d, kind, seed).Select(r => r.Select(x => (float)x).ToArray()).ToArray()), kind, seed), iter: 150);

    /// <summary>Larger than one run of groups, so that threads share the work.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(40)]
    public void Many_rows_get_the_seeds_of_the_textbook(int d) => Check(Observations.From(Rows(6000, d, 0, 7)), 0, 7);

    [Fact]
    public void Groups_hold_each_row_of_a_weight_once_and_reach_to_all_of_them() => Shapes.Sample((n, d, kind, seed) =>
    {
        var rows = Weighted(Observations.From(Rows(n, d, kind, seed)), kind, seed);
        var groups = RowGroups<double>.Near(rows, most: 9, threads: 3, default);
        Assert.Equal(Enumerable.Range(0, n).Where(i => rows.Weight(i) > 0), groups.Order.ToArray().Order());
        Assert.Equal(groups.Order.ToArray(), RowGroups<double>.Near(rows, most: 9, threads: 1, default).Order.ToArray());
        for (var g = 0; g < groups.Count; g++)
        {
            Assert.InRange(groups.Begins[g + 1] - groups.Begins[g], 1, 9);
            var center = Enumerable.Range(0, d).Select(j => groups.Centers[(((g / 32 * d) + j) * 32) + (g % 32)]).ToArray();
            foreach (var row in groups.Order[groups.Begins[g]..groups.Begins[g + 1]])
            {
                Assert.True(TextbookKMeans.Square(rows[row], center) <= groups.Radii[g] * groups.Radii[g] * (1 + 1e-12));
            }
        }
    }, iter: 50);

    /// <summary>The exact distance of one row has the bits that the textbook's sequence gives.</summary>
    [Fact]
    public void Distances_have_one_sequence() => Gen.Select(Gen.Int[1, 70], Gen.ULong).Sample((d, seed) =>
    {
        var rows = SmallData.Clumps(2, d, seed);
        var single = rows[0].Select(x => (float)x).ToArray();
        Assert.Equal(TextbookPlusPlus<double>.Square(rows[0], rows[1]), RowDistance.Between<double>(rows[0], rows[1]));
        Assert.Equal(TextbookPlusPlus<double>.Square([.. single.Select(x => (double)x)], rows[1]), RowDistance.Between<float>(single, rows[1]));
    }, iter: 200);

    private static void Check<T>(Observations<T> unweighted, int kind, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = Weighted(unweighted, kind, seed);
        var distinct = DistinctRows.CountUpTo(rows, 60);
        var random = new RandomStream(seed, RandomPurpose.Sampling);
        var k = 1 + (int)random.NextBelow(distinct);
        var candidates = 1 + (int)random.NextBelow(20);
        var first = rows.Points([new WeightedRows<T>(rows).Draw(random)]);
        var most = 1 + (int)random.NextBelow(60);
        foreach (var groups in new[] { RowGroups<T>.InOrder(rows, most), RowGroups<T>.Near(rows, most, 2, default), PlusPlusCentroids<T>.Groups(rows, 1000, 1, default) })
        {
            var expected = TextbookPlusPlus<T>.Complete(first, rows, groups.Order, k, candidates, new RandomStream(seed, RandomPurpose.Seeding));
            foreach (var threads in new[] { 1, 3 })
            {
                Assert.Equal(expected, PlusPlusCentroids<T>.Complete(first, groups, rows, k, candidates, new RandomStream(seed, RandomPurpose.Seeding), threads, default));
            }
        }
    }

    /// <summary>Clumps: 0 as they are, 1 on a coarse grid (ties, equal rows), 2 far from zero, 3 and 4 weighted (some 0), 5 with rows far away, 6 on a line.</summary>
    private static double[][] Rows(int n, int d, int kind, ulong seed)
    {
        var rows = SmallData.Clumps(n, d, seed);
        foreach (var (row, i) in rows.Select((r, i) => (r, i)))
        {
            for (var j = 0; j < d; j++)
            {
                row[j] = kind switch
                {
                    1 or 4 => Math.Round(row[j] / 3),
                    2 => row[j] + 1e5,
                    5 when i % 50 == 1 => row[j] * 1e7,
                    6 when j > 0 => 0,
                    _ => row[j],
                };
            }
        }

        return rows;
    }

    private static Observations<T> Weighted<T>(Observations<T> rows, int kind, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new RandomStream(seed, RandomPurpose.Dataset, 1);
        return kind is 3 or 4
            ? rows.WithWeights(Enumerable.Range(0, (int)rows.Count).Select(i => i % 3 == 1 ? 0 : 3 * random.NextDouble()).ToArray())
            : rows;
    }
}
