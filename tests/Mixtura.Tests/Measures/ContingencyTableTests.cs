using CsCheck;
using Mixtura.Measures;

namespace Mixtura.Tests.Measures;

public class ContingencyTableTests
{
    [Fact]
    public void Counts_every_pair_of_labels() =>
        Labellings.Pairs.Sample(pair =>
        {
            var (classes, clusters) = pair;
            var table = ContingencyTable.Of(classes, clusters);
            for (var c = 0; c < table.Classes; c++)
            {
                for (var k = 0; k < table.Clusters; k++)
                {
                    Assert.Equal(classes.Zip(clusters).Count(pair => pair == (c, k)), table[c, k]);
                }
            }

            Assert.Equal(classes.Length, table.Count);
            Assert.Equal(Enumerable.Range(0, table.Classes).Select(c => classes.LongCount(x => x == c)), table.ClassSizes);
            Assert.Equal(Enumerable.Range(0, table.Clusters).Select(k => clusters.LongCount(x => x == k)), table.ClusterSizes);
        });

    /// <summary>4000 x 4000 cells are beyond what is counted densely: the sparse way must give the same measures as relabelling densely.</summary>
    [Fact]
    public void Wide_tables_count_like_narrow_ones() =>
        Labellings.Pairs.Sample(pair =>
        {
            var (classes, clusters) = pair;
            var narrow = ContingencyTable.Of(classes, clusters);
            var wide = ContingencyTable.Of(Array.ConvertAll(classes, c => c * 3999), Array.ConvertAll(clusters, k => k * 3999));
            foreach (var (c, k) in classes.Zip(clusters))
            {
                Assert.Equal(narrow[c, k], wide[c * 3999, k * 3999]);
            }

            Assert.Equal(narrow.Cells.Length, wide.Cells.Length);
            Assert.Equal(AdjustedMutualInformation.Of(narrow), AdjustedMutualInformation.Of(wide));
            Assert.Equal(Accuracy.Of(narrow), Accuracy.Of(wide));
        });

    [Fact]
    public void Refuses_labels_that_number_nothing()
    {
        Assert.Contains("Row 1 has label -1", Assert.Throws<ArgumentException>(() => ContingencyTable.Of([0, -1], [0, 0])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ContingencyTable.Of([0, 1], [0, int.MaxValue]));
        Assert.Throws<ArgumentException>(() => ContingencyTable.Of([0, 1], [0]));
        Assert.Throws<ArgumentException>(() => ContingencyTable.From(new long[,] { { 1, -1 } }));
        Assert.Throws<ArgumentOutOfRangeException>(() => ContingencyTable.Of([0, 1], [0, 1])[2, 0]);
    }
}
