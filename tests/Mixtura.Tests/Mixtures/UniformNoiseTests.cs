using CsCheck;
using Mixtura.Kernels;
using Mixtura.Tests.Reference;

namespace Mixtura.Tests.Mixtures;

/// <summary>Mixtures with a uniform component.</summary>
public class UniformNoiseTests
{
    public static TheoryData<CovarianceStructure> Structures => [.. Enum.GetValues<CovarianceStructure>()];

    /// <summary>The likelihood never falls, and is that of the normal densities and of one over the box's volume.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void Likelihood_is_the_textbooks_and_never_falls(CovarianceStructure structure) => Gen.ULong.Sample(seed =>
    {
        var rows = WithOutliers(220, 40, 2, seed);
        var model = GaussianMixture.Fit(rows.Observe(), Options() with { Covariance = structure, Tolerance = 1e-9, Regularization = Regularization.Relative(1e-6) });
        var volume = Enumerable.Range(0, 2).Select(j => rows.Max(r => r[j]) - rows.Min(r => r[j])).Aggregate((a, b) => a * b);
        double[] densities = [.. rows.Select(x => Math.Exp(TextbookDensity.LogDensity(model, x)) + (model.NoiseWeight / volume))];
        AssertClose.Relative(densities.Sum(Math.Log), model.LogLikelihood, 1e-10);
        Assert.Equal(1, model.Weights.Sum() + model.NoiseWeight, 1e-12);
        var shares = model.Responsibilities(rows.Observe());
        AssertClose.OfLargest(densities.Select(p => model.NoiseWeight / volume / p), Enumerable.Range(0, rows.Length).Select(i => shares[i, model.Clusters]), 1e-9);
        var labels = model.Predict(rows.Observe());
        Assert.Equal(model.Sizes[^1], labels.Count(label => label == model.Clusters));
        if (structure is CovarianceStructure.Full)
        {
            // Without regularization alone is the likelihood what the steps climb.
            var trace = GaussianMixture.Fit(rows.Observe(), Options() with { Tolerance = 1e-9 }).Report.Trace;
            Assert.All(Enumerable.Range(1, trace.Length - 1), i => Assert.True(trace[i] <= trace[i - 1] + (1e-11 * Math.Abs(trace[0])), $"step {i}: {trace[i - 1]:r} to {trace[i]:r}"));
        }
    }, iter: 6);

    /// <summary>Outliers all over widen normal components, and do not where there is noise.</summary>
    [Fact]
    public void Outliers_do_not_widen_the_components()
    {
        var rows = WithOutliers(2000, 300, 2, 9);
        var plain = GaussianMixture.Fit(rows.Observe(), Options() with { Noise = null });
        var robust = GaussianMixture.Fit(rows.Observe(), Options());

        // 2,000 of two sets of variance 1, and 300 anywhere: a binomial share (standard deviation 0.007), and variances whose standard deviations are 0.045.
        Assert.Equal(300.0 / 2300, robust.NoiseWeight, 0.03);
        for (var k = 0; k < 2; k++)
        {
            Assert.InRange(robust.CovarianceOf(k)[0, 0], 0.8, 1.2);
            Assert.InRange(robust.CovarianceOf(k)[1, 1], 0.8, 1.2);
        }

        Assert.True(Enumerable.Range(0, 2).Max(k => plain.CovarianceOf(k)[0, 0]) > 3);
        Assert.Equal(2, robust.Predict([1000.0, -1000]));
        Assert.Equal(plain.Parameters + 2, robust.Parameters);
    }

    /// <summary>A partition that leaves rows out begins with their share of noise; one that does not, with the weight that was asked for.</summary>
    [Fact]
    public void A_start_says_how_much_noise_there_is()
    {
        var rows = WithOutliers(100, 20, 2, 4).Observe();
        int[] labels = [.. Enumerable.Range(0, 120).Select(i => i < 100 ? i % 2 : -1)];
        var options = Options() with { MaxIterations = 0, Start = MixtureStart.FromLabels(labels) };
        Assert.Equal(20.0 / 120, GaussianMixture.Fit(rows, options).NoiseWeight, 1e-14);
        var full = GaussianMixture.Fit(rows, options with { Start = MixtureStart.FromLabels([.. labels.Select((l, i) => i % 2)]), Noise = new() { InitialWeight = 0.25 } });
        Assert.Equal(0.25, full.NoiseWeight);
        AssertClose.Relative([0.375, 0.375], full.Weights, 1e-14);
        AssertClose.Relative([0.375, 0.375], GaussianMixture.Fit(rows, options with { Start = MixtureStart.PlusPlus, Restarts = 1, Noise = new() { InitialWeight = 0.25 } }).Weights, 1e-14);
        Assert.Contains("-1 for noise", Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(rows, options with { Start = MixtureStart.FromLabels([.. labels.Select(_ => -2)]) })).Message);
        Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(rows, options with { Noise = null }));
    }

    /// <summary>A given volume sets the density of the noise, in the units of the rows whatever the scaling.</summary>
    [Theory]
    [InlineData(Scaling.None)]
    [InlineData(Scaling.ZScore)]
    public void A_given_volume_is_in_the_units_of_the_rows(Scaling scaling)
    {
        var rows = WithOutliers(100, 20, 2, 4).Observe();
        var model = GaussianMixture.Fit(rows, Options() with { Noise = new() { Volume = 12345 }, Scaling = scaling });
        AssertClose.Relative(Math.Log(12345), model.NoiseLogVolume!.Value, 1e-12);
        AssertClose.Relative(Math.Log(model.NoiseWeight / 12345), model.LogDensity([1e6, 1e6]), 1e-12);
    }

    /// <summary>Samples of noise are in the box, as many as its weight says, and the model file keeps all of it.</summary>
    [Fact]
    public void Noise_is_sampled_and_kept()
    {
        var rows = WithOutliers(500, 200, 2, 6);
        var model = GaussianMixture.Fit(rows.Observe(), Options() with { Scaling = Scaling.MinMax });
        var sample = model.Sample(5000, seed: 3);
        int[] noise = [.. Enumerable.Range(0, 5000).Where(i => sample.Labels[i] == 2)];
        Assert.Equal(model.NoiseWeight, noise.Length / 5000.0, 0.03);
        Assert.All(noise, i => Assert.All(new[] { 0, 1 }, j => Assert.InRange(sample.Rows[i][j], rows.Min(r => r[j]) - 1e-9, rows.Max(r => r[j]) + 1e-9)));
        var read = Assert.IsType<GaussianMixtureModel>(ModelFile.FromJson(ModelFile.ToJson(model)));
        Assert.Equal(model.Predict(rows.Observe()), read.Predict(rows.Observe()));
        Assert.Equal(model.LogDensities(rows.Observe()), read.LogDensities(rows.Observe()));
        Assert.Equal(ModelFile.ToJson(model), ModelFile.ToJson(read));
        Assert.Equal(1, model.ToDensity().Weights.Sum(), 1e-12);
    }

    /// <summary>What is missing leaves noise the box of what is observed.</summary>
    [Fact]
    public void Missing_values_go_with_noise()
    {
        var rows = WithOutliers(300, 60, 3, 2);
        var complete = GaussianMixture.Fit(rows.Observe(), Options());
        var same = GaussianMixture.Fit(Observations.FromIncomplete([.. rows.SelectMany(r => r)], 3), Options());
        AssertClose.Relative(complete.LogLikelihood, same.LogLikelihood, 1e-12);
        var row = Observations.FromIncomplete([double.NaN, 1e5, double.NaN], 3);
        var range = rows.Max(r => r[1]) - rows.Min(r => r[1]);
        AssertClose.Relative(Math.Log(complete.NoiseWeight / range), complete.LogDensities(row)[0], 1e-9);
        Assert.Equal(2, complete.Predict(row)[0]);

        // Noise says nothing of what is missing: the components do.
        Assert.All(complete.Impute(row)[0].ToArray(), x => Assert.True(double.IsFinite(x)));
    }

    [Fact]
    public void Weights_are_copies_and_threads_do_not_matter()
    {
        var rows = WithOutliers(200, 40, 2, 8);
        double[] weights = [.. rows.Select((_, i) => 1.0 + (i % 3))];
        int[] labels = [.. rows.Select((_, i) => i < 200 ? i % 2 : -1)];
        int[] copies = [.. Enumerable.Range(0, rows.Length).SelectMany(i => Enumerable.Repeat(i, (int)weights[i]))];
        var options = Options() with { Start = MixtureStart.FromLabels(labels) };
        var weighted = GaussianMixture.Fit(rows.Observe().WithWeights(weights), options);
        var copied = GaussianMixture.Fit(copies.Select(i => rows[i]).ToArray().Observe(), options with { Start = MixtureStart.FromLabels([.. copies.Select(i => labels[i])]) });
        AssertClose.Relative([weighted.LogLikelihood, weighted.NoiseWeight], [copied.LogLikelihood, copied.NoiseWeight], 1e-9);
        Assert.Equal(ModelFile.ToJson(weighted), ModelFile.ToJson(GaussianMixture.Fit(rows.Observe().WithWeights(weights), options with { Threads = 1 })));
    }

    [Fact]
    public void What_noise_cannot_be_is_refused()
    {
        var rows = WithOutliers(50, 5, 2, 1);
        Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(rows.Observe(), Options() with { Noise = new() { InitialWeight = 1 } }));
        Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(rows.Observe(), Options() with { Noise = new() { Volume = 0 } }));
        Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(rows.Observe(), Options() with { Prior = MixturePrior.Dirichlet() }));
        Assert.Contains("x1 is constant", Assert.Throws<MixturaException>(() => GaussianMixture.Fit(rows.Select(r => new[] { r[0], 3 }).ToArray().Observe(), Options())).Message);
    }

    /// <summary>Two sets of variance 1 a few steps apart, and rows anywhere around them.</summary>
    private static double[][] WithOutliers(int count, int outliers, int d, ulong seed)
    {
        var random = new RandomStream(seed, RandomPurpose.Dataset);
        return [
            .. Enumerable.Range(0, count).Select(i => Enumerable.Range(0, d).Select(_ => (i % 2 * 8) + random.NextNormal()).ToArray()),
            .. Enumerable.Range(0, outliers).Select(_ => Enumerable.Range(0, d).Select(_ => (60 * random.NextDouble()) - 26).ToArray())];
    }

    private static GaussianMixtureOptions Options() => new() { Components = 2, Noise = new(), Regularization = Regularization.None, Restarts = 3, Threads = 2 };
}
