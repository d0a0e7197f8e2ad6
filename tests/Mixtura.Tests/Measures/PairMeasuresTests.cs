using CsCheck;
using Mixtura.Measures;

namespace Mixtura.Tests.Measures;

/// <summary>Measures over pairs of rows, against their definitions pair by pair; quotients of small integers are right to the last digit or two.</summary>
public class PairMeasuresTests
{
    private const double Rounding = 1e-15;

    [Fact]
    public void Rand_is_the_share_of_pairs_that_agree() =>
        Labellings.Pairs.Sample(pair =>
        {
            var (both, classOnly, clusterOnly, neither) = CountPairs(pair.Classes, pair.Clusters);
            var pairs = both + classOnly + clusterOnly + neither;
            Assert.Equal(pairs == 0 ? 1 : (both + neither) / pairs, Rand.Of(Table(pair)), Rounding);
        });

    /// <summary>Hubert and Arabie's own form: (index - expected) / (mean of both maxima - expected), the index being pairs that are together in both.</summary>
    [Fact]
    public void Adjusted_rand_is_hubert_and_arabies() =>
        Labellings.Pairs.Sample(pair =>
        {
            var (both, classOnly, clusterOnly, neither) = CountPairs(pair.Classes, pair.Clusters);
            if (classOnly + clusterOnly == 0)
            {
                Assert.Equal(1, AdjustedRand.Of(Table(pair)));
                return;
            }

            double inClass = both + classOnly, inCluster = both + clusterOnly, all = both + classOnly + clusterOnly + neither;
            var expected = inClass * inCluster / all;
            Assert.Equal((both - expected) / (((inClass + inCluster) / 2) - expected), AdjustedRand.Of(Table(pair)), 1e-13);
        });

    [Fact]
    public void Fowlkes_mallows_is_the_geometric_mean_of_precision_and_recall() =>
        Labellings.Pairs.Sample(pair =>
        {
            var (both, classOnly, clusterOnly, _) = CountPairs(pair.Classes, pair.Clusters);
            Assert.Equal(both == 0 ? 0 : both / Math.Sqrt((both + classOnly) * (both + clusterOnly)), FowlkesMallows.Of(Table(pair)), Rounding);
        });

    /// <summary>
    /// A billion rows in a 2 x 2 table of shares 0.4, 0.1, 0.1, 0.4: of pairs 0.34 are together in both, 0.16 in one only, 0.16 in the
    /// other, 0.34 in neither; hence Rand 0.68 and adjusted (0.34^2 - 0.16^2) / 0.5^2 = 0.36, Fowlkes-Mallows 0.34 / 0.5, all but for
    /// the n pairs of a row with itself, 1e-9 of the pairs.
    /// </summary>
    [Fact]
    public void A_billion_rows_do_not_overflow()
    {
        var table = ContingencyTable.From(new long[,] { { 400_000_000, 100_000_000 }, { 100_000_000, 400_000_000 } });
        Assert.Equal(0.68, Rand.Of(table), 2e-9);
        Assert.Equal(0.36, AdjustedRand.Of(table), 4e-9);
        Assert.Equal(0.68, FowlkesMallows.Of(table), 4e-9);
        Assert.Equal(0.8, Accuracy.Of(table));
    }

    /// <summary>The same shares of 4e18 rows: squares of sizes are at 120 bits and their products at 250.</summary>
    [Fact]
    public void As_many_rows_as_a_long_can_count_do_not_overflow()
    {
        const long Unit = 400_000_000_000_000_000;
        var table = ContingencyTable.From(new long[,] { { 4 * Unit, Unit }, { Unit, 4 * Unit } });
        Assert.Equal(0.68, Rand.Of(table), Rounding);
        Assert.Equal(0.36, AdjustedRand.Of(table), Rounding);
    }

    private static ContingencyTable Table((int[] Classes, int[] Clusters) pair) => ContingencyTable.Of(pair.Classes, pair.Clusters);

    private static (double Both, double ClassOnly, double ClusterOnly, double Neither) CountPairs(int[] classes, int[] clusters)
    {
        double both = 0, classOnly = 0, clusterOnly = 0, neither = 0;
        for (var i = 0; i < classes.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                switch (classes[i] == classes[j], clusters[i] == clusters[j])
                {
                    case (true, true): both++; break;
                    case (true, false): classOnly++; break;
                    case (false, true): clusterOnly++; break;
                    default: neither++; break;
                }
            }
        }

        return (both, classOnly, clusterOnly, neither);
    }
}
