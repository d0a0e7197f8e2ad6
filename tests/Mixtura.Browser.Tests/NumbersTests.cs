using System.Globalization;
using Mixtura.Datasets;

namespace Mixtura.Browser.Tests;

/// <summary>The numbers of the page are those of the library on this machine, to the bit: the same rows, the same seed, the same steps.</summary>
public sealed class NumbersTests(Playground playground)
{
    private const int Rows = 150;

    /// <summary>Inertia after each assignment, from random rows, for 2 and 5 centers.</summary>
    [Theory]
    [InlineData(2, 3)]
    [InlineData(5, 11)]
    public Task Each_step_of_k_means(int clusters, int seed) => playground.Open(
        1280,
        async page =>
        {
            var rows = Generate.TwoSets(1, Rows).Rows;
            var options = new KMeansOptions { Clusters = clusters, Seeding = Seeding.RandomRows, Seed = (ulong)seed, Restarts = 1, Search = Search.None, Tolerance = 0 };
            for (var steps = 0; ; steps++)
            {
                var native = KMeans.Fit(rows, options with { MaxIterations = steps });
                await page.Press("Assign each point");
                Assert.Equal(native.Inertia, await page.Number("inertia"));
                if (native.Report.Converged)
                {
                    Assert.True(steps > 1);
                    break;
                }

                await page.Press("Move the centers");
            }
        },
        string.Create(CultureInfo.InvariantCulture, $"#/step-by-step?k={clusters}&seed={seed}"));

    /// <summary>Log-likelihood, weights and means after each step of EM; the ellipses' axes, which the page computes of them, to rounding.</summary>
    [Fact]
    public Task Each_step_of_a_mixture() => playground.Open(
        1280,
        async page =>
        {
            var rows = Generate.Anisotropic(1, 300).Rows;
            var options = new GaussianMixtureOptions { Components = 3, Start = MixtureStart.PlusPlus, Seed = 4, Restarts = 1 };
            for (var steps = 0; steps < 12; steps++)
            {
                var native = GaussianMixture.Fit(rows, options with { MaxIterations = steps });
                Assert.Equal(native.LogLikelihood, await page.Number("log-likelihood"));
                for (var k = 0; k < 3; k++)
                {
                    Assert.Equal(native.Weights[k], await page.Number($"component-{k}-weight"));
                    Assert.Equal(native.Means[k][0], await page.Number($"component-{k}-x"));
                    Assert.Equal(native.Means[k][1], await page.Number($"component-{k}-y"));
                    var s = native.CovarianceOf(k);
                    var (large, small) = (await page.Number($"component-{k}-long"), await page.Number($"component-{k}-short"));
                    Assert.Equal(s[0, 0] + s[1, 1], (large * large) + (small * small), 1e-12 * (s[0, 0] + s[1, 1]));
                    Assert.Equal((s[0, 0] * s[1, 1]) - (s[0, 1] * s[1, 0]), large * large * small * small, 1e-12 * s[0, 0] * s[1, 1]);
                }

                await page.Press("E: share out the points");
                await page.Press("M: fit the components");
            }
        },
        "#/mixture?k=3&seed=4&data=elongated");

    /// <summary>Responsibilities of a new observation, wherever it is put.</summary>
    [Theory]
    [InlineData(2.5, 1.75)]
    [InlineData(-1, 4.5)]
    [InlineData(2.125, 1.625)]
    public Task The_answer_to_a_new_observation(double x, double y) => playground.Open(
        1280,
        async page =>
        {
            var rows = Generate.TwoSets(1, Rows).Rows;
            var hard = KMeans.Fit(rows, new KMeansOptions { Clusters = 2, Restarts = 1 });
            var soft = GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 2, Start = MixtureStart.FromLabels(hard.Predict(rows)) });
            var shares = soft.Responsibilities([x, y]);
            Assert.Equal(shares[0], await page.Number("soft-0"));
            Assert.Equal(shares[1], await page.Number("soft-1"));
            Assert.Equal(1, await page.Number($"hard-{hard.Predict([x, y])}"));
        },
        string.Create(CultureInfo.InvariantCulture, $"#/no-maybe?x={x}&y={y}"));

    /// <summary>What a worker of the browser fits, for every number of clusters, the search of the defaults included.</summary>
    [Fact]
    public Task What_a_worker_finds() => playground.Open(
        1280,
        async page =>
        {
            var rows = Generate.Blobs(5, 300, 3, 2, 1).Rows;
            await page.Says("inertia");
            for (var k = 1; k <= 8; k++)
            {
                Assert.Equal(KMeans.Fit(rows, k).Inertia, await page.Number($"elbow-inertia-{k}"));
            }
        },
        "#/how-many?data=three-round");

    /// <summary>Free energy at a temperature.</summary>
    [Fact]
    public Task Soft_k_means() => playground.Open(
        1280,
        async page =>
        {
            var rows = Generate.Blobs(9, 240, 3, 2, 1).Rows;
            var temperature = await page.Number("temperature");
            var hard = KMeans.Fit(rows, new KMeansOptions { Clusters = 4, Restarts = 3, Search = Search.None });
            var soft = KMeans.Fit(rows, new KMeansOptions { Clusters = 4, Temperature = new(temperature), Seeding = Seeding.FromModel(hard) });
            Assert.Equal(soft.Report.Trace[^1], await page.Number("free-energy"));
            Assert.Equal(soft.Inertia, await page.Number("inertia"));
        },
        "#/temperature?k=4&dial=45");
}
