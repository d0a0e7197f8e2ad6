using CsCheck;
using Mixtura.Kernels;
using Mixtura.Tests.Reference;

namespace Mixtura.Tests.Mixtures;

/// <summary>Full covariances of a few directions and noise.</summary>
public class FactorTests
{
    /// <summary>Of one component the most likely parameters have a closed form in the eigenvalues of the rows' covariance (Tipping and Bishop 1999).</summary>
    [Theory]
    [InlineData(5, 2)]
    [InlineData(60, 4)]
    public void One_component_has_the_leading_eigenvalues(int d, int q)
    {
        var rows = WithFactors(300, d, q, 1, 3);
        var model = GaussianMixture.Fit(rows.Observe(), Options(1, q) with { Regularization = Regularization.None });
        var mean = Enumerable.Range(0, d).Select(j => rows.Average(x => x[j])).ToArray();
        var covariance = Enumerable.Range(0, d * d).Select(e => rows.Average(x => (x[e / d] - mean[e / d]) * (x[e % d] - mean[e % d]))).ToArray();
        var values = SymmetricEigen.Of(covariance, d).Values;
        var noise = values[q..].Average();
        var expected = -150 * ((d * Math.Log(2 * Math.PI)) + values[..q].Sum(Math.Log) + ((d - q) * Math.Log(noise)) + d);
        AssertClose.Relative(expected, model.LogLikelihood, 1e-9);
        AssertClose.OfLargest(mean, model.Means[0], 1e-12);
        AssertClose.Relative([.. values[..q], .. Enumerable.Repeat(noise, d - q)], SymmetricEigen.Of([.. model.CovarianceOf(0).Cast<double>()], d).Values, 1e-5);
        Assert.Equal((d * q) + 1 - (q * (q - 1) / 2) + d, model.Parameters);
        Assert.Equal(q, model.Factors);
    }

    /// <summary>With one factor less than features nothing is left out.</summary>
    [Fact]
    public void All_factors_but_one_are_a_full_covariance()
    {
        var rows = SmallData.Clumps(300, 4, 6).Observe();
        var start = MixtureStart.FromLabels([.. Enumerable.Range(0, 300).Select(i => i % 3)]);
        var full = GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 3, Start = start, MaxIterations = 20, Tolerance = 0 });
        var factors = GaussianMixture.Fit(rows, Options(3, 3) with { Start = start, MaxIterations = 20, Tolerance = 0 });
        AssertClose.Relative(full.LogLikelihood, factors.LogLikelihood, 1e-9);
        Assert.Equal(full.Parameters, factors.Parameters);
        for (var k = 0; k < 3; k++)
        {
            AssertClose.OfLargest(full.CovarianceOf(k).Cast<double>(), factors.CovarianceOf(k).Cast<double>(), 1e-7);
        }
    }

    [Theory]
    [InlineData(6, 2)]
    [InlineData(45, 3)]
    public void Likelihood_never_falls_and_is_the_textbooks(int d, int q) => Gen.ULong.Sample(seed =>
    {
        var rows = WithFactors(260, d, q, 2, seed);
        var model = GaussianMixture.Fit(rows.Observe(), Options(2, q) with { Regularization = Regularization.None, Tolerance = 1e-9, Restarts = 2 });
        var trace = model.Report.Trace;
        Assert.All(Enumerable.Range(1, trace.Length - 1), i => Assert.True(trace[i] <= trace[i - 1] + (1e-11 * Math.Abs(trace[0])), $"step {i}: {trace[i - 1]:r} to {trace[i]:r}"));
        var densities = model.LogDensities(rows.Observe());
        AssertClose.OfLargest(rows.Take(40).Select(x =>
        {
            var logs = Enumerable.Range(0, 2).Select(k => Math.Log(model.Weights[k]) + TextbookDensity.LogNormal(x, [.. model.Means[k]], model.CovarianceOf(k))).ToArray();
            return logs.Max() + Math.Log(logs.Sum(l => Math.Exp(l - logs.Max())));
        }), densities.Take(40), 1e-10);
        Assert.Equal(ModelFile.ToJson(model), ModelFile.ToJson(ModelFile.FromJson(ModelFile.ToJson(model))));
    }, iter: 4);

    /// <summary>One row more than factors lies in the directions wholly: nothing is left beside them but rounding, which is no variance.</summary>
    [Theory]
    [InlineData(6, 2)]
    [InlineData(45, 3)]
    public void A_component_that_lies_in_its_directions_has_collapsed(int d, int q)
    {
        var rows = WithFactors(260, d, q, 2, 4).Observe();
        for (var first = 0; first < 60; first++)
        {
            var options = Options(2, q) with { Regularization = Regularization.None, Start = MixtureStart.FromLabels([.. Enumerable.Range(0, 260).Select(i => i >= first && i <= first + q ? 1 : 0)]) };
            Assert.Throws<MixturaException>(() => GaussianMixture.Fit(rows, options));
            Assert.True(double.IsFinite(GaussianMixture.Fit(rows, options with { Regularization = Regularization.Relative(1e-6), MaxIterations = 2 }).LogLikelihood));
        }
    }

    /// <summary>400 rows of 150 features in two groups with one mean: only the directions tell them apart, for which a full covariance has too few rows.</summary>
    [Fact]
    public void Groups_in_many_features_are_found_by_their_directions()
    {
        var rows = WithFactors(400, 150, 3, 2, 9);
        int[] truth = [.. Enumerable.Range(0, 400).Select(i => i % 2)];
        var data = rows.Observe();
        var model = GaussianMixture.Fit(data, Options(2, 3) with { Tolerance = 1e-7, Restarts = 20 });
        var right = model.Predict(data).Zip(truth, (a, b) => a == b).Count(same => same);
        Assert.True(Math.Max(right, 400 - right) >= 390, $"{right} of 400");
        var start = MixtureStart.FromLabels(truth);
        Assert.True(model.LogLikelihood > GaussianMixture.Fit(data, Options(2, 3) with { Start = start }).LogLikelihood - 1);
        Assert.Throws<MixturaException>(() => GaussianMixture.Fit(rows.Take(200).ToArray().Observe(), new GaussianMixtureOptions { Components = 2, Regularization = Regularization.None, Start = MixtureStart.FromLabels(truth[..200]) }));
        var full = GaussianMixture.Fit(data, new GaussianMixtureOptions { Components = 2, Start = start });
        Assert.True(model.Bic > full.Bic);
    }

    [Fact]
    public void Threads_never_change_a_bit()
    {
        var rows = WithFactors(3000, 40, 2, 2, 4).ObserveSingle();
        var options = Options(2, 2) with { Restarts = 2, MaxIterations = 4, Threads = 1 };
        var one = ModelFile.ToJson(GaussianMixture.Fit(rows, options));
        Assert.Equal(one, ModelFile.ToJson(GaussianMixture.Fit(rows, options with { Threads = 2 })));
        Assert.Equal(one, ModelFile.ToJson(GaussianMixture.Fit(rows, options with { Threads = 7 })));
    }

    [Fact]
    public void What_has_no_factors_is_refused()
    {
        var rows = SmallData.Clumps(40, 3, 1).Observe();
        Assert.Contains("1 to 2", Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(rows, Options(2, 3))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(rows, Options(2, 0)));
        Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(rows, Options(2, 1) with { Covariance = CovarianceStructure.Tied }));
        Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(rows, Options(2, 1) with { Prior = MixturePrior.Dirichlet() }));

        // Constant and equal features, held up by the regularization.
        double[][] flat = [.. Enumerable.Range(0, 30).Select(i => new[] { i % 7, i % 7, 3.0, i % 2 * 50 })];
        var model = GaussianMixture.Fit(flat.Observe(), Options(2, 2));
        Assert.All(model.LogDensities(flat.Observe()), log => Assert.True(double.IsFinite(log)));
        var json = ModelFile.ToJson(model);
        Assert.Contains("shape", Assert.Throws<MixturaException>(() => ModelFile.FromJson(json.Replace("\"covariances\": [\n    2,", "\"covariances\": [\n    1,", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
    }

    /// <summary>Rows of components i mod K about 0: q directions of deviation 6 of each component's own, and noise of deviation 1.</summary>
    private static double[][] WithFactors(int n, int d, int q, int components, ulong seed)
    {
        var random = new RandomStream(seed, RandomPurpose.Dataset);
        var directions = Enumerable.Range(0, components * q).Select(_ => Enumerable.Range(0, d).Select(_ => random.NextNormal()).ToArray()).ToArray();
        return [.. Enumerable.Range(0, n).Select(i =>
        {
            var x = Enumerable.Range(0, d).Select(_ => random.NextNormal()).ToArray();
            for (var l = 0; l < q; l++)
            {
                var direction = directions[(i % components * q) + l];
                var score = 6 * random.NextNormal() / Math.Sqrt(direction.Sum(v => v * v));
                x = [.. x.Select((v, j) => v + (score * direction[j]))];
            }

            return x;
        })];
    }

    private static GaussianMixtureOptions Options(int components, int factors) => new() { Components = components, Factors = factors };
}
