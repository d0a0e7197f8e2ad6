using Mixtura.Datasets;
using Mixtura.Measures;
using Mixtura.Selection;

namespace Mixtura.Tests.Selection;

public class ModelComparisonTests
{
    /// <summary>Round sets of one size, which is what k-means takes for granted.</summary>
    [Fact]
    public void K_means_is_enough_for_round_sets_of_one_size()
    {
        var result = ModelComparison.Run(Sets(([0, 0], [1, 0, 1], 200), ([7, 0], [1, 0, 1], 200), ([0, 7], [1, 0, 1], 200)), new() { Clusters = 3 });
        Assert.True(result.KMeansIsEnough);
        Assert.StartsWith("k-means is enough", result.Reason, StringComparison.Ordinal);
        Assert.InRange(result.Agreement, 0.99, 1);
        Assert.InRange(result.Elongation, 1, 1.3);
        Assert.InRange(result.WidthRatio, 1, 1.2);
    }

    [Theory]
    [InlineData("elongated")]
    [InlineData("unequally wide")]
    [InlineData("unequally many")]
    public void A_mixture_for_what_is_not_round_and_alike(string evidence)
    {
        var rows = evidence switch
        {
            "elongated" => Sets(([0, 0], [40, 0, 1], 200), ([0, 6], [40, 0, 1], 200)),
            "unequally wide" => Sets(([0, 0], [25, 0, 25], 200), ([12, 0], [1, 0, 1], 200)),
            _ => Sets(([0, 0], [1, 0, 1], 500), ([4, 0], [1, 0, 1], 25)),
        };
        var result = ModelComparison.Run(rows, new() { Clusters = 2 });
        Assert.False(result.KMeansIsEnough);
        Assert.Contains(evidence, result.Reason, StringComparison.Ordinal);
        Assert.True(result.Mixture.Bic > result.RoundBic + 10);
    }

    /// <summary>Every number again from both models' own predictions.</summary>
    [Fact]
    public void Numbers_are_those_of_the_models()
    {
        var rows = SmallData.Clumps(300, 2, 12).Observe().WithWeights(Enumerable.Range(0, 300).Select(i => 1.0 + (i % 3)).ToArray());
        var result = ModelComparison.Run(rows, new() { Clusters = 4, Doubt = 0.1, Threads = 2 });
        var (clusters, components, shares) = (result.KMeans.Predict(rows), result.Mixture.Predict(rows), result.Mixture.Responsibilities(rows));
        int[] apart = [.. Enumerable.Range(0, 300).Where(i => result.ComponentOf[clusters[i]] != components[i])];
        double[] second = [.. Enumerable.Range(0, 300).Select(i => Enumerable.Range(0, 4).Select(k => shares[i, k]).OrderDescending().ElementAt(1))];
        Assert.Equal(apart, result.Disagreeing);
        Assert.Equal(1 - (apart.Sum(i => rows.Weight(i)) / 600), result.Agreement, 1e-12);
        Assert.Equal(second, result.Second);
        Assert.Equal(Enumerable.Range(0, 300).Where(i => second[i] >= 0.1).OrderByDescending(i => second[i]), result.Doubtful);
        Assert.Equal(AdjustedRand.Of(ContingencyTable.Of(components, clusters)), result.AdjustedRand);
        Assert.Equal([0, 1, 2, 3], result.ComponentOf.Order());
        Assert.Equal(result.Mixture.Weights.Max() / result.Mixture.Weights.Min(), result.WeightRatio, 1e-12);
    }

    /// <summary>A diagonal of known deviations: the ratio of the axes, and of the d-th roots of the volumes.</summary>
    [Fact]
    public void Ratios_are_those_of_the_covariances()
    {
        var rows = SmallData.Clumps(200, 2, 3).Observe();
        var result = ModelComparison.Run(rows, new() { Clusters = 2, Structures = [CovarianceStructure.Diagonal] });
        double[][] variances = [.. Enumerable.Range(0, 2).Select(k => new[] { result.Mixture.CovarianceOf(k)[0, 0], result.Mixture.CovarianceOf(k)[1, 1] })];
        Assert.Equal(variances.Max(v => Math.Sqrt(v.Max() / v.Min())), result.Elongation, 1e-9);
        var widths = variances.Select(v => Math.Pow(v[0] * v[1], 0.25)).ToArray();
        Assert.Equal(widths.Max() / widths.Min(), result.WidthRatio, 1e-9);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        var rows = SmallData.Clumps(40, 2, 1).Observe();
        Assert.Throws<ArgumentOutOfRangeException>(() => ModelComparison.Run(rows, new() { Clusters = 2, Doubt = 0.6 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModelComparison.Run(rows, new() { Clusters = 0 }));
        Assert.Contains("structure", Assert.Throws<ArgumentException>(() => ModelComparison.Run(rows, new() { Clusters = 2, Structures = [] })).Message);
        Assert.Contains("No structure gives a mixture", Assert.Throws<MixturaException>(() => ModelComparison.Run(new double[][] { [1, 2], [2, 4], [3, 6], [4, 8] }.Observe(), new() { Clusters = 2, Structures = [CovarianceStructure.Full] })).Message);
        Assert.Equal(1, ModelComparison.Run(rows, new() { Clusters = 1 }).Agreement);
    }

    private static Observations<double> Sets(params (double[] Mean, double[] Covariance, int Size)[] sets) =>
        Generate.Normals([.. sets.Select(s => new MultivariateNormal(s.Mean, new[,] { { s.Covariance[0], s.Covariance[1] }, { s.Covariance[1], s.Covariance[2] } }, s.Size))], seed: 5).Rows;
}
