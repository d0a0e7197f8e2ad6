using Mixtura.Measures;

namespace Mixtura.Tests.Measures;

/// <summary>
/// What scikit-learn returns where a formula would divide 0 by 0; order: Rand, adjusted Rand, MI, NMI, AMI, homogeneity, completeness,
/// V, Fowlkes-Mallows.
/// </summary>
public class DegenerateTablesTests
{
    public static TheoryData<string, int[], int[], double[]> Cases => new()
    {
        { "no rows", [], [], [1, 1, 0, 1, 1, 1, 1, 1, 0] },
        { "one row", [0], [0], [1, 1, 0, 1, 1, 1, 1, 1, 0] },
        { "one class, one cluster", [0, 0, 0, 0], [3, 3, 3, 3], [1, 1, 0, 1, 1, 1, 1, 1, 1] },
        { "one class, a cluster a row", [0, 0, 0, 0], [0, 1, 2, 3], [0, 0, 0, 0, 0, 1, 0, 0, 0] },
        { "a class a row, one cluster", [0, 1, 2, 3], [0, 0, 0, 0], [0, 0, 0, 0, 0, 0, 1, 0, 0] },
        { "a class and a cluster a row", [0, 1, 2, 3], [3, 2, 1, 0], [1, 1, Math.Log(4), 1, 1, 1, 1, 1, 0] },
        { "the same under other names", [0, 0, 1, 1], [1, 1, 0, 0], [1, 1, Math.Log(2), 1, 1, 1, 1, 1, 1] },
        { "crossed", [0, 0, 1, 1], [0, 1, 0, 1], [1.0 / 3, -0.5, 0, 0, -0.5, 0, 0, 0, 0] },
    };

    /// <summary>1e-15: exact but for the last digit of a logarithm.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Measures_never_divide_nothing_by_nothing(string name, int[] classes, int[] clusters, double[] expected)
    {
        var table = ContingencyTable.Of(classes, clusters);
        double[] actual =
        [
            Rand.Of(table), AdjustedRand.Of(table), MutualInformation.Of(table), NormalizedMutualInformation.Of(table),
            AdjustedMutualInformation.Of(table), Homogeneity.Of(table), Completeness.Of(table), VMeasure.Of(table), FowlkesMallows.Of(table),
        ];
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-15, $"{name}, measure {i}: {actual[i]:R} where {expected[i]:R} was expected");
        }
    }

    [Fact]
    public void Accuracy_of_degenerate_tables()
    {
        Assert.Equal(1, Accuracy.Of(ContingencyTable.Of([], [])));
        Assert.Equal(1, Accuracy.Of(ContingencyTable.Of([5, 7], [2, 0])));
        Assert.Equal(0.25, Accuracy.Of(ContingencyTable.Of([0, 0, 0, 0], [0, 1, 2, 3])));
        Assert.Equal([-1, -1, 1], BestMatching.Of(ContingencyTable.Of([1, 1], [2, 2])));
    }
}
