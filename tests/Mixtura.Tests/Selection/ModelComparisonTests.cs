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

    /// <summary>Structures compared on a sample, the models and their criteria of all rows; and a model of other rows is judged on these.</summary>
    [Fact]
    public void Criteria_are_of_all_rows()
    {
        var rows = Sets(([0, 0], [1, 0, 1], 700), ([7, 0], [1, 0, 1], 700));
        var (all, sampled) = (ModelComparison.Run(rows, new() { Clusters = 2 }), ModelComparison.Run(rows, new() { Clusters = 2, MostMixtureRows = 200 }));
        Assert.Equal(1400, sampled.Mixture.FittedOn.Rows);
        Assert.Equal(all.KMeansIsEnough, sampled.KMeansIsEnough);
        Assert.Equal(all.RoundBic, sampled.RoundBic);
        AssertClose.Relative(all.Mixture.Bic, all.Bic, 1e-10);
        var half = SmallHalf(rows);
        var elsewhere = ModelComparison.Of(rows, KMeans.Fit(half, 2), GaussianMixture.Fit(half, 2));
        Assert.InRange(elsewhere.Bic, 1.2 * all.Bic, 0.8 * all.Bic);
        Assert.Throws<ArgumentException>(() => ModelComparison.Of(rows, KMeans.Fit(half, 3), elsewhere.Mixture));
        Assert.Throws<ArgumentOutOfRangeException>(() => ModelComparison.Of(rows, elsewhere.KMeans, elsewhere.Mixture, doubt: 0));
    }

    /// <summary>Round where distances are taken is round, whatever the units.</summary>
    [Fact]
    public void Elongation_is_seen_where_distances_are_taken()
    {
        var rows = Sets(([0, 0], [1, 0, 1e6], 300), ([9, 0], [1, 0, 1e6], 300));
        Assert.InRange(ModelComparison.Run(rows, new() { Clusters = 2, Scaling = Scaling.ZScore, Structures = [CovarianceStructure.Spherical] }).Elongation, 1, 1 + 1e-9);
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

    private static Observations<double> SmallHalf(Observations<double> rows) => Observations.From(Enumerable.Range(0, (int)rows.Count / 2).SelectMany(i => rows[2 * i].ToArray()).ToArray(), rows.Dimension);

    private static Observations<double> Sets(params (double[] Mean, double[] Covariance, int Size)[] sets) =>
        Generate.Normals([.. sets.Select(s => new MultivariateNormal(s.Mean, new[,] { { s.Covariance[0], s.Covariance[1] }, { s.Covariance[1], s.Covariance[2] } }, s.Size))], seed: 5).Rows;
}
