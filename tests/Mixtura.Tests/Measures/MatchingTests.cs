using CsCheck;
using Mixtura.Measures;

namespace Mixtura.Tests.Measures;

public class MatchingTests
{
    /// <summary>Tables of 1 to 5 classes and clusters, many cells equal or empty, against every one-to-one matching.</summary>
    [Fact]
    public void Accuracy_is_the_best_of_all_matchings() =>
        Tables.Sample(counts =>
        {
            int classes = counts.GetLength(0), clusters = counts.GetLength(1), size = Math.Max(classes, clusters);
            var best = Permutations.Of([.. Enumerable.Range(0, size)]).Max(
                order => Enumerable.Range(0, size).Sum(k => k < clusters && order[k] < classes ? counts[order[k], k] : 0));
            var total = counts.Cast<long>().Sum();
            Assert.Equal(total == 0 ? 1 : (double)best / total, Accuracy.Of(ContingencyTable.From(counts)));
        });

    [Fact]
    public void A_matching_is_one_to_one_and_as_large_as_can_be() =>
        Tables.Sample(counts =>
        {
            var table = ContingencyTable.From(counts);
            var matched = BestMatching.Of(table).Where(c => c >= 0).ToArray();
            Assert.Equal(matched.Length, matched.Distinct().Count());
            Assert.Equal(Math.Min(table.ClassSizes.Count(s => s > 0), table.ClusterSizes.Count(s => s > 0)), matched.Length);
        });

    /// <summary>Rows drawn towards one column each: the trap for greedy choices, whose best sum is known by duality.</summary>
    [Fact]
    public void A_path_through_every_row_is_found()
    {
        // Row i costs 1 more in column i + 1 than in column i: all prefer column 0, and every order of rows has the same sum.
        const int Size = 60;
        var counts = new long[Size, Size];
        for (var i = 0; i < Size; i++)
        {
            for (var j = 0; j < Size; j++)
            {
                counts[i, j] = 1000 - j + ((i + j) % Size == Size - 1 ? 1 : 0);
            }
        }

        var sum = (1000L * Size) - (Size * (Size - 1) / 2) + Size;
        var total = counts.Cast<long>().Sum();
        Assert.Equal((double)sum / total, Accuracy.Of(ContingencyTable.From(counts)));
    }

    private static Gen<long[,]> Tables { get; } =
        from classes in Gen.Int[1, 5]
        from clusters in Gen.Int[1, 5]
        from counts in Gen.Long[0, 6].Array2D[classes, clusters]
        select counts;
}
