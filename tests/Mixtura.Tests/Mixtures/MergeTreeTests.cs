using CsCheck;
using Mixtura.Measures;
using Mixtura.Tests.Reference;

namespace Mixtura.Tests.Mixtures;

public class MergeTreeTests
{
    public static TheoryData<MergeCriterion> Criteria => [.. Enum.GetValues<MergeCriterion>()];

    /// <summary>Every merge is the cheapest of all pairs, by the definition of the criterion for whole partitions, and costs what it says.</summary>
    [Theory]
    [MemberData(nameof(Criteria))]
    public void Each_merge_costs_least(MergeCriterion criterion) => Gen.Select(Gen.ULong, Gen.Int[3, 16], Gen.Int[1, 3], Gen.Int[1, 4]).Sample((seed, n, d, heaviest) =>
    {
        n = Math.Max(n, d + 2);
        var rows = SmallData.Clumps(n, d, seed);
        double[] weights = [.. rows.Select((_, i) => 1.0 + ((i * 7) % heaviest))];
        var tree = MergeTree.Of(rows.Observe().WithWeights(weights), criterion);
        double[] relative = [.. weights.Select(w => w * n / weights.Sum())];
        var clusters = Enumerable.Range(0, n).ToArray();
        Assert.Equal(n - 1, tree.Merges.Length);
        foreach (var merge in tree.Merges)
        {
            var before = MergeCriteria.Of(rows, relative, clusters, criterion);
            double After(int a, int b) => MergeCriteria.Of(rows, relative, [.. clusters.Select(c => c == b ? a : c)], criterion) - before;
            var heads = clusters.Distinct().ToArray();
            var least = heads.SelectMany(a => heads.Where(b => b > a).Select(b => After(a, b))).Min();
            Assert.Equal(least, After(merge.First, merge.Second), 1e-8);
            Assert.Equal(least, merge.Cost, 1e-8);
            Assert.True(merge.First < merge.Second && heads.Contains(merge.First) && heads.Contains(merge.Second));
            clusters = [.. clusters.Select(c => c == merge.Second ? merge.First : c)];
            Assert.Equal(Partition(clusters), Partition(tree.Labels(heads.Length - 1)));
        }
    }, iter: 25);

    /// <summary>Ward's heights by the recurrence of Lance and Williams (1967), which knows distances alone; together they are the sum of squares about the mean.</summary>
    [Fact]
    public void Tied_spheres_are_wards() => Gen.Select(Gen.ULong, Gen.Int[4, 40], Gen.Int[1, 5]).Sample((seed, n, d) =>
    {
        var rows = SmallData.Clumps(n, d, seed);
        var tree = MergeTree.Of(rows.Observe(), MergeCriterion.TiedSpherical);
        AssertClose.Relative(LanceWilliams(rows), tree.Merges.Select(m => m.Cost), 1e-9);
        var mean = Enumerable.Range(0, d).Select(j => rows.Average(x => x[j])).ToArray();
        AssertClose.Relative(rows.Sum(x => x.Select((v, j) => (v - mean[j]) * (v - mean[j])).Sum()), tree.Merges.Sum(m => m.Cost), 1e-9);
    }, iter: 50);

    /// <summary>In another order the rows form the same clusters: nothing is equal here that the order could decide.</summary>
    [Theory]
    [MemberData(nameof(Criteria))]
    public void Order_decides_nothing(MergeCriterion criterion) => Gen.Select(Gen.ULong, Gen.Int[2, 4]).Sample((seed, d) =>
    {
        var rows = SmallData.Clumps(60, d, seed);
        var order = Enumerable.Range(0, 60).OrderBy(i => (i * 37) % 60).ToArray();
        var (plain, shuffled) = (MergeTree.Of(rows.Observe(), criterion), MergeTree.Of(order.Select(i => rows[i]).ToArray().Observe(), criterion));
        foreach (var k in new[] { 2, 3, 5, 9, 20 })
        {
            var back = new int[60];
            var labels = shuffled.Labels(k);
            for (var i = 0; i < 60; i++)
            {
                back[order[i]] = labels[i];
            }

            Assert.Equal(Partition(plain.Labels(k)), Partition(back));
        }
    }, iter: 20);

    [Theory]
    [MemberData(nameof(Criteria))]
    public void Weights_are_copies(MergeCriterion criterion) => Gen.Select(Gen.ULong, Gen.Int[1, 3]).Sample((seed, d) =>
    {
        var rows = SmallData.Clumps(30, d, seed);
        int[] copies = [.. rows.Select((_, i) => 1 + (i % 3))];
        var weighted = MergeTree.Of(rows.Observe().WithWeights(copies.Select(c => (double)c).ToArray()), criterion);
        var repeated = MergeTree.Of(rows.SelectMany((x, i) => Enumerable.Repeat(x, copies[i])).ToArray().Observe(), criterion);
        Assert.Equal(30, repeated.Leaves);
        AssertClose.OfLargest(weighted.Merges.Select(m => m.Cost), repeated.Merges.Select(m => m.Cost), 1e-9);
        Assert.Equal(weighted.Labels(4).SelectMany((label, i) => Enumerable.Repeat(label, copies[i])), repeated.Labels(4));
    }, iter: 20);

    /// <summary>Determinants of scatters beside the overall covariance bear any invertible map; variances a turn and another unit.</summary>
    [Theory]
    [MemberData(nameof(Criteria))]
    public void Units_and_turns_change_nothing(MergeCriterion criterion) => Gen.Select(Gen.ULong, Gen.Double[0.2, 5], Gen.Double[0, 3]).Sample((seed, factor, angle) =>
    {
        var rows = SmallData.Clumps(50, 2, seed);
        var (cos, sin) = (Math.Cos(angle), Math.Sin(angle));
        var isOfMatrices = criterion is MergeCriterion.Tied or MergeCriterion.Full;
        var (shear, stretch) = isOfMatrices ? (0.7, 100) : (0, 1);
        var moved = rows.Select(x => new[] { (factor * ((cos * x[0]) - (sin * x[1]))) + 7, (stretch * factor * ((sin * x[0]) + (cos * x[1]))) - 3 }).Select(x => new[] { x[0] + (shear * x[1]), x[1] }).ToArray();
        var (here, there) = (MergeTree.Of(rows.Observe(), criterion), MergeTree.Of(moved.Observe(), criterion));
        Assert.Equal(here.Labels(3), there.Labels(3));
        Assert.Equal(here.Labels(8), there.Labels(8));
    }, iter: 30);

    [Theory]
    [MemberData(nameof(Criteria))]
    public void Sets_far_apart_are_found(MergeCriterion criterion)
    {
        int[] truth = [.. Enumerable.Range(0, 150).Select(i => i % 3)];
        var rows = SmallData.Clumps(150, 4, 3).Select((x, i) => x.Select((v, j) => (0.2 * v) + (j == truth[i] ? 20 : 0)).ToArray()).ToArray();
        Assert.Equal(1, AdjustedRand.Of(ContingencyTable.Of(truth, MergeTree.Of(rows.Observe(), criterion).Labels(3))));
    }

    /// <summary>Two long sets side by side: a matrix for each finds them, and so does one for both; spheres cut them across.</summary>
    [Theory]
    [InlineData(MergeCriterion.Full, true)]
    [InlineData(MergeCriterion.Tied, true)]
    [InlineData(MergeCriterion.TiedSpherical, false)]
    public void Long_sets_are_for_matrices(MergeCriterion criterion, bool isFound)
    {
        int[] truth = [.. Enumerable.Range(0, 160).Select(i => i % 2)];
        var noise = SmallData.Clumps(160, 2, 8);
        var rows = noise.Select((x, i) => new[] { i / 8.0, (0.02 * x[1]) + (truth[i] * 2) }).ToArray();
        var agreement = AdjustedRand.Of(ContingencyTable.Of(truth, MergeTree.Of(rows.Observe(), criterion).Labels(2)));
        Assert.Equal(isFound, agreement == 1);
    }

    /// <summary>Enough rows for several threads to be worth it.</summary>
    [Theory]
    [MemberData(nameof(Criteria))]
    public void Threads_change_nothing(MergeCriterion criterion)
    {
        var rows = SmallData.Clumps(350, 6, 4).Observe();
        var one = MergeTree.Of(rows, criterion, threads: 1);
        Assert.Equal(one.Merges.AsSpan(), MergeTree.Of(rows, criterion, threads: 2).Merges.AsSpan());
        Assert.Equal(one.Merges.AsSpan(), MergeTree.Of(rows, criterion, threads: 7).Merges.AsSpan());
    }

    /// <summary>Equal rows, one row, constant and collinear features, fewer rows than features, weights of 0, data far from the origin: finite costs, and every cut uses each label.</summary>
    [Theory]
    [MemberData(nameof(Criteria))]
    public void Edges_give_numbers(MergeCriterion criterion)
    {
        double[][][] all =
        [
            [[1, 2]],
            [[1, 1], [1, 1], [1, 1]],
            [[1], [2], [3], [4], [7]],
            [[1, 1], [1, 1], [2, 3], [2, 3], [5, 5], [5, 5]],
            [[1, 5, 0], [2, 5, 0], [4, 5, 0], [3, 5, 1]],
            [[1, 2, 3, 4, 5], [2, 1, 0, 3, 1], [0, 0, 1, 1, 7]],
            [.. Enumerable.Range(0, 12).Select(i => new[] { (double)(i * i), 2.0 * i * i, 3 - (i * i) })],
            [.. Enumerable.Range(0, 9).Select(i => new[] { 1e9 + (i * i), 1e9 - i })],
        ];
        foreach (var rows in all)
        {
            var tree = MergeTree.Of(rows.Observe(), criterion);
            Assert.Equal(rows.Select(x => string.Join(' ', x)).Distinct().Count(), tree.Leaves);
            Assert.All(tree.Merges, m => Assert.True(double.IsFinite(m.Cost)));
            for (var k = 1; k <= tree.Leaves; k++)
            {
                Assert.Equal(Enumerable.Range(0, k), tree.Labels(k).Distinct().Order());
            }

            Assert.Throws<ArgumentOutOfRangeException>(() => tree.Labels(tree.Leaves + 1));
            Assert.Throws<ArgumentOutOfRangeException>(() => tree.Labels(0));
        }
    }

    /// <summary>Rows of weight 0 have no say, and a label: that of the nearest row, or of the row like them.</summary>
    [Theory]
    [MemberData(nameof(Criteria))]
    public void Rows_of_weight_0_follow(MergeCriterion criterion)
    {
        double[][] rows = [[9, 9], [0, 0], [0, 1], [1, 0], [8, 8], [8, 9], [9, 8.5], [1, 0], [0.4, 0.3]];
        var tree = MergeTree.Of(rows.Observe().WithWeights(new double[] { 0, 1, 1, 1, 1, 1, 1, 0, 0 }), criterion);
        Assert.Equal(6, tree.Leaves);
        Assert.Equal([1, 0, 0, 0, 1, 1, 1, 0, 0], tree.Labels(2));
        Assert.Equal(tree.Labels(6)[3], tree.Labels(6)[7]);
    }

    private static IEnumerable<double> LanceWilliams(double[][] rows)
    {
        var sizes = rows.ToDictionary(x => Array.IndexOf(rows, x), _ => 1.0);
        var apart = new Dictionary<(int, int), double>();
        foreach (var (i, j) in sizes.Keys.SelectMany(i => sizes.Keys.Where(j => j != i).Select(j => (i, j))))
        {
            apart[(i, j)] = rows[i].Zip(rows[j], (x, y) => (x - y) * (x - y)).Sum() / 2;
        }

        while (sizes.Count > 1)
        {
            var ((i, j), height) = apart.MinBy(pair => pair.Value);
            yield return height;
            foreach (var k in sizes.Keys.Where(k => k != i && k != j))
            {
                apart[(i, k)] = apart[(k, i)] = (((sizes[i] + sizes[k]) * apart[(i, k)]) + ((sizes[j] + sizes[k]) * apart[(j, k)]) - (sizes[k] * height)) / (sizes[i] + sizes[j] + sizes[k]);
            }

            sizes[i] += sizes[j];
            sizes.Remove(j);
            foreach (var pair in apart.Keys.Where(pair => pair.Item1 == j || pair.Item2 == j).ToArray())
            {
                apart.Remove(pair);
            }
        }
    }

    /// <summary>Each row's cluster by its first row.</summary>
    private static int[] Partition(int[] clusters) => [.. clusters.Select(c => Array.IndexOf(clusters, c))];
}
