using CsCheck;
using Mixtura.Tests.Reference;

namespace Mixtura.Tests.Mixtures;

public class GaussianMixtureTests
{
    public static TheoryData<CovarianceStructure> Structures => [.. Enum.GetValues<CovarianceStructure>()];

    /// <summary>By elimination and exp, one row at a time: 1e-11 is their rounding in up to 30 dimensions.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void Densities_and_responsibilities_are_the_textbooks(CovarianceStructure structure) => SmallData.Rows.Sample(rows =>
    {
        var model = GaussianMixture.Fit(rows.Observe(), Options(structure, 2) with { Regularization = Regularization.Relative(1e-2), MaxIterations = 5 });
        AssertClose.Relative(rows.Sum(x => TextbookDensity.LogDensity(model, x)), model.LogLikelihood, 1e-11);
        var x = rows[^1].Select((v, j) => v + (0.1 * j)).ToArray();
        AssertClose.Relative(TextbookDensity.LogDensity(model, x), model.LogDensity(x), 1e-11);
        var joint = Enumerable.Range(0, 2).Select(k => Math.Exp(Math.Log(model.Weights[k]) + TextbookDensity.LogNormal(x, [.. model.Means[k]], model.CovarianceOf(k)) - model.LogDensity(x)));

        // An exponent that is right to 1e-11 of itself.
        AssertClose.OfLargest(joint, model.Responsibilities(x), Math.Max(1e-10, 1e-11 * Math.Abs(model.LogDensity(x))));
    }, iter: 25);

    [Theory]
    [MemberData(nameof(Structures))]
    public void Likelihood_never_falls_without_regularization(CovarianceStructure structure) => Gen.ULong.Sample(seed =>
    {
        // Two components on 400 rows do not collapse; three on 90 now and then do.
        var rows = SmallData.Clumps(400, 3, seed);
        var model = GaussianMixture.Fit(rows.Observe(), Options(structure, 2) with { Regularization = Regularization.None, Tolerance = 1e-9 });
        var trace = model.Report.Trace;
        for (var i = 1; i < trace.Length; i++)
        {
            Assert.True(trace[i] <= trace[i - 1] + (1e-12 * Math.Abs(trace[0])), $"step {i}: {trace[i - 1]:r} to {trace[i]:r}");
        }

        AssertClose.Relative(-model.Report.Trace[^1], model.LogLikelihood, 1e-12);
    }, iter: 25);

    [Theory]
    [MemberData(nameof(Structures))]
    public void Integer_weights_mean_repeated_rows(CovarianceStructure structure) => Gen.ULong.Sample(seed =>
    {
        var rows = SmallData.Clumps(60, 3, seed);
        int Copies(int i) => 1 + (i % 3);
        var repeated = rows.SelectMany((r, i) => Enumerable.Repeat(r, Copies(i))).ToArray();
        var start = MixtureStart.FromMeans(rows[..3], variance: 4);
        var options = Options(structure, 3) with { Start = start, MaxIterations = 10, Tolerance = 0 };
        var plain = GaussianMixture.Fit(repeated.Observe(), options);
        var weighted = GaussianMixture.Fit(rows.Observe().WithWeights(rows.Select((_, i) => (double)Copies(i)).ToArray()), options);
        AssertClose.Relative(plain.LogLikelihood, weighted.LogLikelihood, 1e-11);
        AssertClose.Relative(plain.Bic, weighted.Bic, 1e-11);
        AssertClose.OfLargest(plain.Means.SelectMany(m => m), weighted.Means.SelectMany(m => m), 1e-9);
    }, iter: 25);

    /// <summary>One component is the sample mean and covariance: a closed form.</summary>
    [Fact]
    public void One_component_has_the_moments_of_the_rows()
    {
        var rows = SmallData.Clumps(80, 3, 6);
        var model = GaussianMixture.Fit(rows.Observe(), Options(CovarianceStructure.Full, 1) with { Regularization = Regularization.None });
        var mean = Enumerable.Range(0, 3).Select(j => rows.Average(r => r[j])).ToArray();
        var covariance = Enumerable.Range(0, 9).Select(e => rows.Average(r => (r[e / 3] - mean[e / 3]) * (r[e % 3] - mean[e % 3])));
        AssertClose.OfLargest(mean, model.Means[0], 1e-13);
        AssertClose.OfLargest(covariance, model.CovarianceOf(0).Cast<double>(), 1e-13);
        Assert.Equal(9, model.Parameters);
    }

    /// <summary>x -> A x + b on the rows is x -> A x + b on a full mixture; the log-likelihood falls by n ln |det A|.</summary>
    [Fact]
    public void Full_covariance_follows_affine_maps()
    {
        var rows = SmallData.Clumps(90, 2, 7);
        var mapped = rows.Select(r => new[] { (2 * r[0]) + r[1] + 5, (0.5 * r[1]) - 3 }).ToArray();
        var labels = rows.Select((_, i) => i % 3).ToArray();
        var options = Options(CovarianceStructure.Full, 3) with { Start = MixtureStart.FromLabels(labels), Regularization = Regularization.None, MaxIterations = 30, Tolerance = 0 };
        var plain = GaussianMixture.Fit(rows.Observe(), options);
        var after = GaussianMixture.Fit(mapped.Observe(), options);
        AssertClose.Relative(plain.LogLikelihood, after.LogLikelihood, 1e-9);
        Assert.Equal(plain.Predict(rows.Observe()), after.Predict(mapped.Observe()));
        AssertClose.OfLargest(plain.Means.SelectMany(m => new[] { (2 * m[0]) + m[1] + 5, (0.5 * m[1]) - 3 }), after.Means.SelectMany(m => m), 1e-7);
    }

    /// <summary>Scaled rows have another density: in the rows' own units the likelihood of a full fit is that without scaling.</summary>
    [Fact]
    public void Likelihood_is_in_the_rows_own_units()
    {
        var rows = SmallData.Clumps(90, 2, 8).Select(r => new[] { r[0] * 1000, r[1] }).ToArray();
        var options = Options(CovarianceStructure.Full, 3) with { Start = MixtureStart.FromLabels([.. rows.Select((_, i) => i % 3)]), Regularization = Regularization.None, MaxIterations = 20, Tolerance = 0 };
        var raw = GaussianMixture.Fit(rows.Observe(), options);
        var scaled = GaussianMixture.Fit(rows.Observe(), options with { Scaling = Scaling.ZScore });
        AssertClose.Relative(raw.LogLikelihood, scaled.LogLikelihood, 1e-9);
        AssertClose.Relative(raw.LogDensity(rows[0]), scaled.LogDensity(rows[0]), 1e-6);
        AssertClose.OfLargest(raw.CovarianceOf(1).Cast<double>(), scaled.CovarianceOf(1).Cast<double>(), 1e-6);
    }

    /// <summary>Means and covariances of 20,000 draws: within 5 standard errors of the model's (sd / sqrt(n), and for variances sd^2 sqrt(2 / n)).</summary>
    [Fact]
    public void Samples_have_the_models_moments()
    {
        var model = GaussianMixture.Fit(SmallData.Clumps(90, 2, 9).Observe(), Options(CovarianceStructure.Full, 3));
        const int n = 20_000;
        var drawn = model.Sample(n, seed: 3);
        for (var k = 0; k < 3; k++)
        {
            var own = Enumerable.Range(0, n).Where(i => drawn.Labels[i] == k).Select(i => drawn.Rows[i].ToArray()).ToArray();
            Assert.InRange(own.Length / (double)n, model.Weights[k] - (5 * Math.Sqrt(0.25 / n)), model.Weights[k] + (5 * Math.Sqrt(0.25 / n)));
            var covariance = model.CovarianceOf(k);
            for (var j = 0; j < 2; j++)
            {
                var mean = own.Average(r => r[j]);
                Assert.True(Math.Abs(mean - model.Means[k][j]) < 5 * Math.Sqrt(covariance[j, j] / own.Length));
                var variance = own.Average(r => (r[j] - mean) * (r[j] - mean));
                Assert.True(Math.Abs(variance - covariance[j, j]) < 5 * covariance[j, j] * Math.Sqrt(2.0 / own.Length));
            }
        }

        Assert.Equal(drawn.Rows[7].ToArray(), model.Sample(10, seed: 3).Rows[7].ToArray());
    }

    [Fact]
    public void Criteria_are_their_formulas()
    {
        var rows = SmallData.Clumps(90, 2, 10);
        var model = GaussianMixture.Fit(rows.Observe(), Options(CovarianceStructure.Full, 3));
        Assert.Equal(2 + 6 + 9, model.Parameters);
        AssertClose.Relative((2 * model.LogLikelihood) - (17 * Math.Log(90)), model.Bic, 1e-14);
        AssertClose.Relative((2 * model.LogLikelihood) - 34, model.Aic, 1e-14);
        var doubt = rows.Sum(x => Math.Log(model.Responsibilities(x).Max()));
        AssertClose.Relative(model.Bic + (2 * doubt), model.Icl, 1e-12);
    }

    [Fact]
    public void A_constant_feature_is_regularized_or_named()
    {
        var rows = Observations.From(SmallData.Clumps(50, 2, 11).Select(r => new[] { r[0], 4, r[1] }).ToArray()).Named("a", "b", "c");
        var fault = Assert.Throws<MixturaException>(() => GaussianMixture.Fit(rows, Options(CovarianceStructure.Full, 2) with { Regularization = Regularization.None }));
        Assert.Contains("feature b is constant", fault.Message, StringComparison.Ordinal);
        var model = GaussianMixture.Fit(rows, Options(CovarianceStructure.Full, 2));
        Assert.Contains(model.Report.Warnings, w => w.Contains("collapsed along feature b", StringComparison.Ordinal));
        Assert.True(double.IsFinite(model.LogLikelihood));
    }

    [Fact]
    public void A_collinear_feature_is_named_with_what_makes_it_up()
    {
        var rows = Observations.From(SmallData.Clumps(50, 3, 12).Select(r => new[] { r[0], r[1], r[2], r[0] - (2 * r[2]) }).ToArray()).Named("a", "b", "c", "d");
        var fault = Assert.Throws<MixturaException>(() => GaussianMixture.Fit(rows, Options(CovarianceStructure.Full, 2) with { Regularization = Regularization.None }));
        Assert.Contains("feature d is a linear combination of a, c in it", fault.Message, StringComparison.Ordinal);
    }

    /// <summary>Without regularization a component on equal rows has no finite likelihood: that start is discarded, and the warning says so.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void A_component_on_one_point_never_has_an_infinite_likelihood(CovarianceStructure structure)
    {
        var rows = SmallData.Clumps(60, 2, 13).Select((r, i) => i < 30 ? [50.0, 50] : r).ToArray();
        var options = Options(structure, 2) with { Restarts = 3 };
        var regularized = GaussianMixture.Fit(rows.Observe(), options);
        Assert.True(double.IsFinite(regularized.LogLikelihood));

        // Where all have one volume, that of the other component holds it up; where they have one shape too, it needs none of its own.
        var isHeldUp = structure is CovarianceStructure.Tied or CovarianceStructure.TiedSpherical or CovarianceStructure.EEI or CovarianceStructure.EEV;
        Assert.Equal(isHeldUp || structure is CovarianceStructure.EVI or CovarianceStructure.EVE or CovarianceStructure.EVV, regularized.Report.Warnings.IsEmpty);
        if (isHeldUp)
        {
            return;
        }

        var fault = Assert.Throws<MixturaException>(() => GaussianMixture.Fit(rows.Observe(), options with { Regularization = Regularization.None }));
        Assert.Contains("is singular", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Responsibilities_as_a_start_are_labels_where_they_are_sure()
    {
        var rows = SmallData.Clumps(50, 3, 14);
        var labels = rows.Select((_, i) => i % 2).ToArray();
        var shares = new double[50, 2];
        for (var i = 0; i < 50; i++)
        {
            shares[i, labels[i]] = 1;
        }

        var options = Options(CovarianceStructure.Full, 2) with { MaxIterations = 3, Tolerance = 0 };
        var byLabels = GaussianMixture.Fit(rows.Observe(), options with { Start = MixtureStart.FromLabels(labels) });
        var byShares = GaussianMixture.Fit(rows.Observe(), options with { Start = MixtureStart.FromResponsibilities(shares) });
        Assert.Equal(byLabels.LogLikelihood, byShares.LogLikelihood);
        shares[3, 0] = 0.7;
        Assert.Throws<MixturaException>(() => GaussianMixture.Fit(rows.Observe(), options with { Start = MixtureStart.FromResponsibilities(shares) }));
    }

    [Fact]
    public void Every_start_gives_a_model_and_all_are_reported()
    {
        var rows = SmallData.Clumps(90, 2, 15).Observe();
        foreach (var start in new[] { MixtureStart.KMeans, MixtureStart.PlusPlus, MixtureStart.RandomRows })
        {
            var model = GaussianMixture.Fit(rows, Options(CovarianceStructure.Diagonal, 3) with { Start = start, Restarts = 6 });
            Assert.Equal(6, model.Report.Restarts.Length);
            AssertClose.Relative(-model.Report.Restarts.Min(r => r.Objective), model.LogLikelihood, 1e-12);
        }
    }

    [Fact]
    public void Single_precision_rows_give_the_mixture_of_their_values()
    {
        var rows = SmallData.Clumps(90, 5, 16).Select(r => r.Select(x => (double)(float)x).ToArray()).ToArray();
        var options = Options(CovarianceStructure.Full, 3) with { Start = MixtureStart.FromMeans(rows[..3]) };
        Assert.Equal(ModelFile.ToJson(GaussianMixture.Fit(rows.Observe(), options)), ModelFile.ToJson(GaussianMixture.Fit(rows.ObserveSingle(), options)));
    }

    private static GaussianMixtureOptions Options(CovarianceStructure structure, int components) => new() { Components = components, Covariance = structure, Restarts = 1 };
}
