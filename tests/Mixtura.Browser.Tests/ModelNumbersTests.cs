using Mixtura.Datasets;
using Mixtura.Measures;
using Mixtura.Selection;

namespace Mixtura.Browser.Tests;

/// <summary>What the page says of structures, comparisons, tuning and criteria is what the library says on this machine, to the bit.</summary>
public sealed class ModelNumbersTests(Playground playground)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Likelihood, parameters and BIC of a structure of each family.</summary>
    [Fact]
    public Task Covariance_structures() => playground.Open(
        1280,
        async page =>
        {
            var rows = Generate.UnequalVariance(5, 200).Rows;
            foreach (var (letters, structure) in new[] { ("VII", CovarianceStructure.Spherical), ("VEI", CovarianceStructure.VEI), ("EEE", CovarianceStructure.Tied), ("VVV", CovarianceStructure.Full) })
            {
                var native = GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 3, Covariance = structure, Restarts = 3 }, cancellationToken: Stop);
                await page.Says($"bic-{letters}");
                Assert.Equal(native.Parameters, await page.Number($"parameters-{letters}"));
                Assert.Equal(native.LogLikelihood, await page.Number($"logLikelihood-{letters}"));
                Assert.Equal(native.Bic, await page.Number($"bic-{letters}"));
            }
        },
        "#/shapes?data=unequal-spread&k=3");

    /// <summary>The comparison of k-means and a mixture, and both beside the known sets.</summary>
    [Fact]
    public Task Whether_k_means_is_enough() => playground.Open(
        1280,
        async page =>
        {
            var drawn = Generate.UnequalSizes(5, 200);
            CovarianceStructure[] structures = [CovarianceStructure.TiedSpherical, CovarianceStructure.Spherical, CovarianceStructure.Diagonal, CovarianceStructure.Tied, CovarianceStructure.Full];
            var native = ModelComparison.Run(drawn.Rows, new ModelComparisonOptions { Clusters = 3, Structures = structures }, cancellationToken: Stop);
            await page.Says("mixture-bic");
            Assert.Equal(native.Bic, await page.Number("mixture-bic"));
            Assert.Equal(native.RoundBic, await page.Number("round-bic"));
            Assert.Equal(native.Reason, await page.Locator("blockquote").InnerTextAsync());
            int[] classes = [.. drawn.Labels];
            Assert.Equal(AdjustedRand.Of(ContingencyTable.Of(classes, native.KMeans.Predict(drawn.Rows))), await page.Number("kmeans-adjustedRand"));
            Assert.Equal(AdjustedRand.Of(ContingencyTable.Of(classes, native.Mixture.Predict(drawn.Rows))), await page.Number("mixture-adjustedRand"));
        },
        "#/enough?data=unequal-size");

    /// <summary>Tuning by labels: the winner and its accuracies.</summary>
    [Fact]
    public Task Tuning_by_labels() => playground.Open(
        1280,
        async page =>
        {
            var drawn = Generate.Moons(5, 300);
            var grid = new KMeansGrid { Clusters = [.. Enumerable.Range(1, 8)], Seedings = [Seeding.PlusPlus, Seeding.RandomRows], Restarts = [1], Tolerances = [0, 0.1], Scalings = [Scaling.None] };
            var native = Tuning.Run(drawn.Rows, [.. drawn.Labels], new TuningOptions { KMeans = grid, Mixture = null, Validation = TuningValidation.Holdout, Seed = 2 }, cancellationToken: Stop);
            await page.Says("test");
            Assert.Equal(native.Best.Candidate.Clusters, await page.Number("best-clusters"));
            Assert.Equal(native.Validation.Score, await page.Number("validation"));
            Assert.Equal(native.Test.Score, await page.Number("test"));
            Assert.Equal(native.Test.StandardError, await page.Number("test-error"));
            Assert.Equal(native.Baseline!.Value.Score, await page.Number("baseline"));
        },
        "#/labels?data=moons&seed=2");

    /// <summary>The recommendation among mixtures and k-means, and the best BIC.</summary>
    [Fact]
    public Task What_criteria_prefer() => playground.Open(
        1280,
        async page =>
        {
            var rows = Generate.Anisotropic(5, 120).Rows;
            var native = ModelSelection.Run(
                rows,
                new ModelSelectionOptions
                {
                    Counts = [.. Enumerable.Range(1, 6)],
                    Structures = [CovarianceStructure.TiedSpherical, CovarianceStructure.Diagonal, CovarianceStructure.Tied, CovarianceStructure.Full],
                    Criteria = [SelectionCriterion.Silhouette, SelectionCriterion.CalinskiHarabasz, SelectionCriterion.DaviesBouldin, SelectionCriterion.PredictionStrength],
                    Restarts = 0,
                    Halvings = 3,
                    Tolerance = 1e-5,
                    StopsEarly = false,
                },
                cancellationToken: Stop);
            await page.Says("highest");
            Assert.Equal(native.Clusters, await page.Number("clusters"));
            Assert.Equal(native.Mixtures.Max(c => c.Bic), await page.Number("highest"));
            Assert.Equal(native.Reason, await page.Locator("blockquote").InnerTextAsync());
        },
        "#/criteria?data=elongated");
}
