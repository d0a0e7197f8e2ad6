using CsCheck;
using Mixtura.Measures;

namespace Mixtura.Tests.Measures;

/// <summary>Measures from entropies, against their definitions over at most 12 rows: sums of some 20 logarithms, right to 1e-14.</summary>
public class InformationMeasuresTests
{
    private const double Rounding = 1e-14;

    [Fact]
    public void Mutual_information_is_what_both_entropies_count_twice() =>
        Labellings.Pairs.Sample(pair =>
        {
            var joint = EntropyOf(pair.Classes.Zip(pair.Clusters));
            Assert.Equal(EntropyOf(pair.Classes) + EntropyOf(pair.Clusters) - joint, MutualInformation.Of(Table(pair)), Rounding);
        });

    [Fact]
    public void Homogeneity_and_completeness_are_shares_of_uncertainty_removed() =>
        Labellings.Pairs.Sample(pair =>
        {
            var table = Table(pair);
            double classes = EntropyOf(pair.Classes), clusters = EntropyOf(pair.Clusters), joint = EntropyOf(pair.Classes.Zip(pair.Clusters));
            Assert.Equal(classes == 0 ? 1 : 1 - ((joint - clusters) / classes), Homogeneity.Of(table), Rounding);
            Assert.Equal(clusters == 0 ? 1 : 1 - ((joint - classes) / clusters), Completeness.Of(table), Rounding);
        });

    [Fact]
    public void V_measure_is_the_normalised_mutual_information() =>
        Labellings.Pairs.Sample(pair => Assert.Equal(NormalizedMutualInformation.Of(Table(pair)), VMeasure.Of(Table(pair)), Rounding));

    /// <summary>
    /// The mean over all 720 orders of 6 labels is the expectation by its definition; 720 additions round to 720 half units of 1e-16.
    /// </summary>
    [Fact]
    public void Expected_mutual_information_is_the_mean_over_all_permutations() =>
        Gen.Select(Gen.Int[0, 3].Array[6], Gen.Int[0, 3].Array[6]).Sample(
            (classes, clusters) =>
            {
                var mean = Permutations.Of(clusters).Average(order => MutualInformation.Of(ContingencyTable.Of(classes, order)));
                Assert.Equal(mean, ExpectedMutualInformation.Of(ContingencyTable.Of(classes, clusters)), 1e-13);
            },
            iter: 50);

    /// <summary>
    /// For two classes and two clusters of n / 2 rows 2 n MI is a chi-square sum with expectation n / (n - 1), up to terms of order
    /// 1 / n: E = 1 / (2 (n - 1)). At n = 1e9 log-factorials would leave no right digit.
    /// </summary>
    [Theory]
    [InlineData(1_000_000, 1e-5)]
    [InlineData(1_000_000_000, 1e-7)]
    public void Expected_mutual_information_of_many_rows(long n, double relative)
    {
        var table = ContingencyTable.From(new[,] { { n / 4, n / 4 }, { n / 4, n / 4 } });
        Assert.Equal(0.5 / (n - 1), ExpectedMutualInformation.Of(table), relative * 0.5 / n);
    }

    /// <summary>What independence costs: nothing, exactly.</summary>
    [Fact]
    public void Independent_parts_share_no_information()
    {
        var table = ContingencyTable.From(new long[,] { { 2, 6, 14 }, { 3, 9, 21 }, { 5, 15, 35 } });
        Assert.Equal(0, MutualInformation.Of(table));
        Assert.Equal(0, NormalizedMutualInformation.Of(table));
        Assert.Equal(0, VMeasure.Of(table));
    }

    private static ContingencyTable Table((int[] Classes, int[] Clusters) pair) => ContingencyTable.Of(pair.Classes, pair.Clusters);

    private static double EntropyOf<TItem>(IEnumerable<TItem> items)
    {
        var all = items.ToArray();
        return all.GroupBy(item => item).Sum(group => -Math.Log((double)group.Count() / all.Length) * group.Count() / all.Length);
    }
}
