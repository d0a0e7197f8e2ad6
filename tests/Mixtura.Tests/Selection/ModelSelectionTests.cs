using Mixtura.Datasets;
using Mixtura.Kernels;
using Mixtura.Selection;

namespace Mixtura.Tests.Selection;

public class ModelSelectionTests
{
    private static readonly ModelSelectionOptions Quick = new() { References = 4, Halvings = 2, Resamples = 5, Threads = 2 };

    /// <summary>Round sets far apart: every criterion finds them but AIC, which likes many, and X-means, which sees no gain in half a square of sets.</summary>
    [Fact]
    public void Sets_far_apart_are_found()
    {
        var rows = Round([[0, 0], [20, 0], [0, 20], [20, 20]]);
        var result = ModelSelection.Run(rows, Quick with { Counts = [1, 2, 3, 4, 5, 6] });
        Assert.Equal(4, result.Clusters);
        Assert.All(result.Choices.Where(c => c.Criterion is not (SelectionCriterion.Aic or SelectionCriterion.XMeans)), choice => Assert.Equal(4, choice.Clusters));
        Assert.Equal(Enum.GetValues<SelectionCriterion>().Order(), result.Choices.Select(c => c.Criterion).Order());
        Assert.Equal(CovarianceStructure.TiedSpherical, ((GaussianMixtureModel)result.Best).Covariance);
        Assert.StartsWith("4 clusters: a mixture of 4 components with tied spherical covariances has the best BIC", result.Reason, StringComparison.Ordinal);
        Assert.Contains("agree.", result.Reason, StringComparison.Ordinal);
        Assert.Empty(result.Warnings);
    }

    /// <summary>The numbers of a cell are those of its model, and the best is the largest BIC of all.</summary>
    [Fact]
    public void Cells_are_their_models()
    {
        var rows = SmallData.Clumps(200, 3, 5).Observe();
        var result = ModelSelection.Run(rows, Quick with { Counts = [1, 2, 3] });
        Assert.All(result.Mixtures.Where(c => c.Fault is null), cell =>
        {
            Assert.Equal(cell.Components, cell.Model!.Clusters);
            Assert.Equal(cell.Covariance, cell.Model.Covariance);
            Assert.Equal((cell.Model.Bic, cell.Model.Icl, cell.Model.Aic), (cell.Bic!.Value, cell.Icl!.Value, cell.Aic!.Value));
        });
        Assert.Equal(result.Mixtures.Max(c => c.Bic), ((GaussianMixtureModel)result.Best).Bic);
        Assert.All(result.Partitions.Where(c => c.Clusters > 1), cell =>
        {
            var labels = cell.Model!.Predict(rows);
            Assert.Equal(Mixtura.Measures.Silhouette.Of(rows, labels), cell.Silhouette!.Value);
            Assert.Equal(Mixtura.Measures.CalinskiHarabasz.Of(rows, labels), cell.CalinskiHarabasz!.Value);
            Assert.Equal(Mixtura.Measures.DaviesBouldin.Of(rows, labels), cell.DaviesBouldin!.Value);
        });
    }

    /// <summary>What is left alone as hopeless is never what would have been chosen.</summary>
    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    public void Stopping_early_changes_no_choice(ulong seed)
    {
        var rows = SmallData.Clumps(150, 2, seed).Observe();
        var options = Quick with { Criteria = [], Counts = [.. Enumerable.Range(1, 7)] };
        var (some, all) = (ModelSelection.Run(rows, options), ModelSelection.Run(rows, options with { StopsEarly = false }));
        Assert.True(some.Mixtures.Length < all.Mixtures.Length);
        Assert.Equal((3 + (6 * 14)), all.Mixtures.Length);
        Assert.Equal(all.Clusters, some.Clusters);
        Assert.Equal(all.Mixtures.Max(c => c.Bic), some.Mixtures.Max(c => c.Bic));
    }

    [Fact]
    public void Threads_cannot_be_seen()
    {
        var rows = SmallData.Clumps(120, 3, 9).Observe();
        var results = new[] { 1, 2, 7 }.Select(threads => ModelSelection.Run(rows, Quick with { Counts = [1, 2, 3, 4], Threads = threads })).ToArray();
        foreach (var other in results[1..])
        {
            Assert.Equal(results[0].Mixtures.Select(c => (c.Components, c.Covariance, c.Bic, c.Icl, c.Fault)), other.Mixtures.Select(c => (c.Components, c.Covariance, c.Bic, c.Icl, c.Fault)));
            Assert.Equal(results[0].Partitions.Select(c => (c.Silhouette, c.CalinskiHarabasz, c.DaviesBouldin, c.Gap, c.PredictionStrength, c.Stability)), other.Partitions.Select(c => (c.Silhouette, c.CalinskiHarabasz, c.DaviesBouldin, c.Gap, c.PredictionStrength, c.Stability)));
            Assert.Equal(results[0].Choices, other.Choices);
            Assert.Equal(results[0].OneCluster, other.OneCluster);
        }
    }

    /// <summary>Rows without structure, some of them not normal, for which several Gaussians have a better BIC than one.</summary>
    [Theory]
    [InlineData("normal", false)]
    [InlineData("square", true)]
    [InlineData("disc", true)]
    [InlineData("tails", true)]
    [InlineData("skewed", true)]
    public void One_cluster_is_a_possible_answer(string kind, bool severalAreLikelier)
    {
        var random = new RandomStream(3, RandomPurpose.Dataset);
        double[] Row() => kind switch
        {
            "normal" => [random.NextNormal(), random.NextNormal(), random.NextNormal()],
            "square" => [random.NextDouble(), random.NextDouble()],
            "disc" => Disc(random),
            "tails" => Tails(random),
            _ => [Gamma(random), Gamma(random), Gamma(random)],
        };
        var result = ModelSelection.Run(Enumerable.Range(0, 500).Select(_ => Row()).ToArray().Observe(), Quick with { Counts = [1, 2, 3, 4, 5], Criteria = [SelectionCriterion.Gap, SelectionCriterion.PredictionStrength] });
        Assert.Equal(severalAreLikelier, result.Choices.First(c => c.Criterion == SelectionCriterion.Bic).Clusters > 1);
        Assert.Equal(1, result.Clusters);
        Assert.Equal(1, result.Best.Clusters);
        Assert.StartsWith("One cluster", result.Reason, StringComparison.Ordinal);
    }

    /// <summary>Without mixtures the criteria of k-means decide, and the model is one of k-means.</summary>
    [Fact]
    public void K_means_alone()
    {
        var rows = Round([[0, 0], [20, 0], [0, 20]]);
        var result = ModelSelection.Run(rows, Quick with { Structures = [], Counts = [1, 2, 3, 4] });
        Assert.Empty(result.Mixtures);
        Assert.Equal(3, Assert.IsType<KMeansModel>(result.Best).Clusters);
        Assert.StartsWith("3 clusters, by the prediction strength of k-means.", result.Reason, StringComparison.Ordinal);
        var one = ModelSelection.Run(rows, Quick with { Structures = [], Counts = [3], Criteria = [SelectionCriterion.Silhouette] });
        Assert.Equal(3, one.Clusters);
        Assert.Equal([SelectionCriterion.Silhouette], one.Choices.Select(c => c.Criterion));
    }

    [Fact]
    public void Warnings_say_what_is_doubtful()
    {
        var edge = ModelSelection.Run(Round([[0, 0], [20, 0], [0, 20]]), Quick with { Counts = [2, 3], Criteria = [] });
        Assert.Contains(edge.Warnings, w => w.Contains("3 is the largest number that was tried", StringComparison.Ordinal));
        var few = ModelSelection.Run(new double[][] { [1, 1], [1, 1], [2, 5], [2, 5], [8, 3], [8, 3] }.Observe(), Quick with { Counts = [1, 2, 5], Criteria = [SelectionCriterion.Silhouette] });
        Assert.Null(few.Partitions.Single(c => c.Clusters == 5).Model);
        Assert.All(few.Mixtures.Where(c => c.Components == 5), cell => Assert.NotNull(cell.Fault));
        double[][] rows = [.. Enumerable.Range(0, 300).Select(i => new[] { (i % 100 / 3.0) + (0.1 * Math.Sin(i)), (i / 100 * 2) + (0.1 * Math.Cos(7 * i)) })];
        var disagreeing = ModelSelection.Run(rows.Observe(), Quick with { Counts = [1, 2, 3, 4, 5, 6] });
        Assert.Contains(disagreeing.Warnings, w => w.Contains("disagree", StringComparison.Ordinal));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        var rows = SmallData.Clumps(40, 2, 1).Observe();
        Assert.Contains("nothing to choose from", Assert.Throws<ArgumentException>(() => ModelSelection.Run(rows, Quick with { Counts = [] })).Message);
        Assert.Contains("nothing to choose from", Assert.Throws<ArgumentException>(() => ModelSelection.Run(rows, Quick with { Structures = [], Criteria = [] })).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => ModelSelection.Run(rows, Quick with { Counts = [0, 2] }));
        Assert.Contains("Bic is of mixtures", Assert.Throws<ArgumentException>(() => ModelSelection.Run(rows, Quick with { Criteria = [SelectionCriterion.Bic] })).Message);
        Assert.Contains("Shrinkage is for", Assert.Throws<ArgumentException>(() => ModelSelection.Run(rows, Quick with { Regularization = Regularization.Shrinkage() })).Message);
        Assert.Contains("sphere", Assert.Throws<ArgumentException>(() => ModelSelection.Run(rows, Quick with { Scaling = Scaling.UnitLength, Structures = [], Criteria = [SelectionCriterion.Gap] })).Message);
        Assert.Equal(2, ModelSelection.Run(rows, Quick with { Scaling = Scaling.UnitLength, Structures = [], Counts = [2], Criteria = [SelectionCriterion.Silhouette] }).Clusters);
        Assert.Contains("sphere", Assert.Throws<ArgumentException>(() => ModelSelection.Run(rows, Quick with { Scaling = Scaling.UnitLength })).Message);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => ModelSelection.Run(rows, Quick, null, cancelled.Token));
    }

    /// <summary>More rows than a tree of merges takes: a sample is cut, and the answer is the same.</summary>
    [Fact]
    public void Many_rows_begin_at_a_sample()
    {
        var rows = Generate.Blobs(seed: 4, rows: 6000, clusters: 3, dimension: 2, deviation: 1).Rows;
        var options = Quick with { Counts = [1, 2, 3, 4], Structures = [CovarianceStructure.Tied, CovarianceStructure.Spherical], Criteria = [SelectionCriterion.Gap], MostRows = 500, Restarts = 0 };
        var result = ModelSelection.Run(rows, options);
        Assert.Equal(3, result.Clusters);
        Assert.Equal((6000, 6000), (result.ComparedRows, result.Best.FittedOn.Rows));

        var sampled = ModelSelection.Run(rows, options with { MostMixtureRows = 1000 });
        Assert.Equal(3, sampled.Clusters);
        Assert.Equal((1000, 6000), (sampled.ComparedRows, sampled.Best.FittedOn.Rows));
        Assert.Equal(1000, sampled.Mixture!.Model!.FittedOn.Rows);
        Assert.Contains(sampled.Warnings, w => w.Contains("a sample of 1000 of the 6000 rows; the recommended one was fitted to all", StringComparison.Ordinal));

        // From elsewhere EM stops elsewhere on the same slope: at 1e-6 a row and step.
        AssertClose.Relative(((GaussianMixtureModel)result.Best).Bic, ((GaussianMixtureModel)sampled.Best).Bic, 1e-4);
    }

    /// <summary>Given partitions are of all rows, so that no sample is drawn.</summary>
    [Fact]
    public void Given_partitions_are_where_mixtures_begin()
    {
        var data = Generate.Blobs(seed: 4, rows: 300, clusters: 3, dimension: 2, deviation: 1);
        var options = Quick with { Counts = [3], Structures = [CovarianceStructure.Tied], Criteria = [], MostMixtureRows = 100, Partitions = new Dictionary<int, IReadOnlyList<int>> { [3] = data.Labels } };
        var expected = GaussianMixture.Fit(data.Rows, new GaussianMixtureOptions
        {
            Components = 3, Covariance = CovarianceStructure.Tied, Start = MixtureStart.FromLabels(data.Labels), Regularization = Regularization.None, Tolerance = 1e-6,
        });
        Assert.Equal(expected.LogLikelihood, ((GaussianMixtureModel)ModelSelection.Run(data.Rows, options).Best).LogLikelihood);
    }

    /// <summary>Rows of weight 0 are as good as absent, however far out; whole weights are repeated rows for what is not drawn.</summary>
    [Fact]
    public void Weights_count()
    {
        var plain = SmallData.Clumps(120, 2, 7);
        var options = Quick with { Counts = [1, 2, 3], Criteria = [SelectionCriterion.Silhouette, SelectionCriterion.CalinskiHarabasz, SelectionCriterion.Gap, SelectionCriterion.PredictionStrength, SelectionCriterion.GMeans] };
        var without = ModelSelection.Run(plain.Observe(), options);
        double[][] outlier = [.. plain, [1e6, -1e6]];
        var with = ModelSelection.Run(outlier.Observe().WithWeights(Enumerable.Range(0, 121).Select(i => i < 120 ? 1.0 : 0).ToArray()), options);
        Assert.Equal(without.Choices, with.Choices);
        AssertClose.Relative(without.Mixtures.Select(c => c.Bic ?? 1), with.Mixtures.Select(c => c.Bic ?? 1), 1e-9);
        AssertClose.Relative(without.OneCluster.Select(f => f.Bic), with.OneCluster.Select(f => f.Bic), 1e-9);

        var (twice, weighted) = (plain.Concat(plain).ToArray().Observe(), plain.Observe().WithWeights(Enumerable.Repeat(2.0, 120).ToArray()));
        var alone = options with { Criteria = [], Structures = [CovarianceStructure.Full, CovarianceStructure.Spherical], Restarts = 0 };
        AssertClose.Relative(ModelSelection.Run(twice, alone).Mixtures.Select(c => c.Bic ?? 1), ModelSelection.Run(weighted, alone).Mixtures.Select(c => c.Bic ?? 1), 1e-6);
    }

    /// <summary>A few different rows among many equal ones, and very few rows: criteria that are not defined are missing, and the selection goes on.</summary>
    [Fact]
    public void Criteria_that_are_not_defined_are_missing()
    {
        var rows = Enumerable.Range(0, 400).Select(i => i < 395 ? new double[] { 1, 1 } : [i, i * i % 7]).ToArray().Observe();
        var equal = ModelSelection.Run(rows, Quick with { Counts = [1, 2, 3, 4, 5, 6], MostRows = 50 });
        Assert.Equal(6, equal.Partitions.Length);
        Assert.Null(equal.Partitions[^1].Gap);
        var three = ModelSelection.Run(new double[][] { [1, 2], [2, 4], [7, 1] }.Observe(), Quick with { Counts = [1, 2, 3] });
        Assert.All(three.Partitions, cell => Assert.Null(cell.PredictionStrength));
        var constant = ModelSelection.Run(Enumerable.Range(0, 30).Select(i => new double[] { i % 10, 5 }).ToArray().Observe(), Quick with { Counts = [1, 2] });
        Assert.All(constant.Mixtures.Where(c => c.Fault is null), cell => Assert.True(double.IsFinite(cell.Bic!.Value)));
    }

    private static Observations<double> Round(double[][] means) =>
        Generate.Normals([.. means.Select(mean => new MultivariateNormal(mean, new double[,] { { 1, 0 }, { 0, 1 } }, 60))], seed: 8).Rows;

    private static double[] Disc(RandomStream random)
    {
        var (radius, (sin, cos)) = (Math.Sqrt(random.NextDouble()), ElementaryFunctions.SinCosTurn(random.NextDouble()));
        return [radius * cos, radius * sin];
    }

    /// <summary>t of 3 degrees of freedom.</summary>
    private static double[] Tails(RandomStream random)
    {
        var scale = Math.Sqrt(3 / Enumerable.Range(0, 3).Sum(_ => Math.Pow(random.NextNormal(), 2)));
        return [scale * random.NextNormal(), scale * random.NextNormal()];
    }

    private static double Gamma(RandomStream random) => -Enumerable.Range(0, 4).Sum(_ => Math.Log(1 - random.NextDouble()));
}
