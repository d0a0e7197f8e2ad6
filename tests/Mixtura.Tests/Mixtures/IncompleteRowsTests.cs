using CsCheck;
using Mixtura.Datasets;
using Mixtura.Kernels;
using Mixtura.Tests.Reference;

namespace Mixtura.Tests.Mixtures;

/// <summary>Mixtures of rows with missing values.</summary>
public class IncompleteRowsTests
{
    public static TheoryData<CovarianceStructure> Structures => [.. Enum.GetValues<CovarianceStructure>()];

    /// <summary>Where nothing is missing, all is as for complete rows.</summary>
    [Theory]
    [InlineData(CovarianceStructure.Full)]
    [InlineData(CovarianceStructure.Tied)]
    [InlineData(CovarianceStructure.VEI)]
    public void Complete_rows_give_the_same_model(CovarianceStructure structure)
    {
        var rows = SmallData.Clumps(400, 3, 5);
        var options = Options(structure) with { Scaling = Scaling.ZScore };
        var complete = GaussianMixture.Fit(rows.Observe(), options);
        var model = GaussianMixture.Fit(Incomplete(rows), options);
        AssertClose.Relative(complete.LogLikelihood, model.LogLikelihood, 1e-12);
        AssertClose.Relative(complete.Means.SelectMany(m => m), model.Means.SelectMany(m => m), 1e-9);
        Assert.Equal(complete.Sizes, model.Sizes);
    }

    /// <summary>One step of EM is that of the textbook, to rounding.</summary>
    [Fact]
    public void A_step_is_that_of_the_textbook() => Gen.Select(Gen.ULong, Gen.Int[2, 5]).Sample((seed, d) =>
    {
        var rows = WithHoles(SmallData.Clumps(80, d, seed), 0.3, seed);
        var options = Options(CovarianceStructure.Full) with { Components = 2, Regularization = Regularization.Relative(1e-3), Start = MixtureStart.KMeans, MaxIterations = 3, Restarts = 1 };
        var before = GaussianMixture.Fit(Incomplete(rows), options);
        var seen = rows.Where(row => !row.All(double.IsNaN)).ToArray();
        var step = TextbookIncompleteMixture.Step(seen, [.. before.Weights], [.. before.Means.Select(m => m.ToArray())], [.. Enumerable.Range(0, 2).Select(before.CovarianceOf)]);
        AssertClose.Relative(step.LogLikelihood, before.LogLikelihood, 1e-10);
        var after = GaussianMixture.Fit(Incomplete(rows), options with { MaxIterations = 4 });
        var ridge = 1e-3 * MeanVariance(rows);
        AssertClose.Relative(step.Weights, after.Weights, 1e-9);
        for (var k = 0; k < 2; k++)
        {
            AssertClose.OfLargest(step.Means[k], after.Means[k], 1e-9);
            AssertClose.OfLargest(step.Covariances[k].Cast<double>().Select((x, i) => x + (i % (d + 1) == 0 ? ridge : 0)), after.CovarianceOf(k).Cast<double>(), 1e-8);
        }
    }, iter: 20);

    /// <summary>Two features, the second missing in some rows: the most likely normal distribution has a closed form (T. W. Anderson 1957).</summary>
    [Fact]
    public void One_component_is_Andersons_closed_form() => Gen.ULong.Sample(seed =>
    {
        var random = new RandomStream(seed, RandomPurpose.Dataset);
        var rows = Enumerable.Range(0, 60).Select(i =>
        {
            var x = 3 + random.NextNormal();
            var y = (0.7 * x) + random.NextNormal();
            return new[] { x, i % 3 == 0 ? double.NaN : y };
        }).ToArray();
        var both = rows.Where(r => !double.IsNaN(r[1])).ToArray();
        var (x0, y0) = (both.Average(r => r[0]), both.Average(r => r[1]));
        var slope = both.Sum(r => (r[0] - x0) * (r[1] - y0)) / both.Sum(r => (r[0] - x0) * (r[0] - x0));
        var mean = rows.Average(r => r[0]);
        var variance = rows.Average(r => (r[0] - mean) * (r[0] - mean));
        var residual = both.Average(r => Math.Pow(r[1] - y0 - (slope * (r[0] - x0)), 2));
        var model = GaussianMixture.Fit(Incomplete(rows), Options(CovarianceStructure.Full) with { Components = 1, Tolerance = 0, MaxIterations = 2000 });
        AssertClose.Relative([mean, y0 + (slope * (mean - x0))], model.Means[0], 1e-9);
        AssertClose.Relative([variance, slope * variance, slope * variance, residual + (slope * slope * variance)], model.CovarianceOf(0).Cast<double>(), 1e-8);
    }, iter: 10);

    /// <summary>The likelihood of what is observed never falls, for any structure, and is the trace's.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void Likelihood_never_falls(CovarianceStructure structure) => Gen.ULong.Sample(seed =>
    {
        var rows = WithHoles(SmallData.Clumps(250, 3, seed), 0.2, seed);
        var model = GaussianMixture.Fit(Incomplete(rows), Options(structure) with { Tolerance = 1e-9 });
        var trace = model.Report.Trace;
        Assert.All(Enumerable.Range(1, trace.Length - 1), i => Assert.True(trace[i] <= trace[i - 1] + (1e-11 * Math.Abs(trace[0])), $"step {i}: {trace[i - 1]:r} to {trace[i]:r}"));
        AssertClose.Relative(-trace[^1], model.LogLikelihood, 1e-11);
        AssertClose.Relative(model.LogLikelihood, model.LogDensities(Incomplete(rows)).Sum(), 1e-11);
    }, iter: 4);

    /// <summary>
    /// A fifth of the values of known components is missing: each mean is within the error that theory allows, which lies between that of all values and that of those left; so do the
    /// weights and variances.
    /// </summary>
    [Fact]
    public void Known_parameters_are_recovered()
    {
        const int n = 20_000;
        double[][] means = [[0, 0, 0], [8, 0, 4], [0, 9, -6]];
        double[] weights = [0.5, 0.3, 0.2];
        double[,] covariance = { { 1, 0.6, 0.2 }, { 0.6, 2, -0.3 }, { 0.2, -0.3, 1.5 } };
        var data = Generate.Normals([.. weights.Select((w, k) => new MultivariateNormal(means[k], covariance, (int)(n * w)))], seed: 11);
        double[][] rows = [.. Enumerable.Range(0, n).Select(i => data.Rows[i].ToArray())];
        var model = GaussianMixture.Fit(Incomplete(WithHoles(rows, 0.2, 3)), Options(CovarianceStructure.Full) with { Tolerance = 1e-9 });
        var deviations = new List<double>();
        for (var k = 0; k < 3; k++)
        {
            var at = Enumerable.Range(0, 3).MinBy(c => Enumerable.Range(0, 3).Sum(j => Math.Abs(model.Means[c][j] - means[k][j])));
            var seen = 0.8 * n * weights[k];
            for (var j = 0; j < 3; j++)
            {
                deviations.Add((model.Means[at][j] - means[k][j]) / Math.Sqrt(covariance[j, j] / seen));
                deviations.Add((model.CovarianceOf(at)[j, j] - covariance[j, j]) / (covariance[j, j] * Math.Sqrt(2 / seen)));
            }

            // Sizes were fixed; what doubt there is about a row is little where components are this far apart.
            Assert.Equal(weights[k], model.Weights[at], 0.004);
        }

        // 18 numbers that are standard normal or a little narrower: none beyond 4, their mean square at most 1 by more than chance (chi-squared with 18 degrees of freedom, 99.9 %: 42.3).
        Assert.All(deviations, z => Assert.InRange(z, -4, 4));
        Assert.InRange(deviations.Sum(z => z * z), 3, 42.3);
    }

    /// <summary>What a row's missing values are expected to be, its probabilities and its density are those of the density's conditionals and marginals.</summary>
    [Theory]
    [InlineData(CovarianceStructure.Full)]
    [InlineData(CovarianceStructure.Tied)]
    [InlineData(CovarianceStructure.EVI)]
    public void A_row_is_seen_by_its_observed_features(CovarianceStructure structure)
    {
        var rows = WithHoles(SmallData.Clumps(120, 4, 8), 0.3, 8);
        var model = GaussianMixture.Fit(Incomplete(rows), Options(structure) with { Scaling = Scaling.MinMax, Start = MixtureStart.KMeans });
        var density = model.ToDensity();
        var (shares, logs, labels, imputed) = (model.Responsibilities(Incomplete(rows)), model.LogDensities(Incomplete(rows)), model.Predict(Incomplete(rows)), model.Impute(Incomplete(rows)));
        for (var i = 0; i < rows.Length; i++)
        {
            int[] o = [.. Enumerable.Range(0, 4).Where(j => !double.IsNaN(rows[i][j]))];
            if (o.Length == 0)
            {
                Assert.Equal(0, logs[i]);
                AssertClose.Relative(density.Mean(), imputed[i].ToArray(), 1e-9);
                continue;
            }

            double[] x = [.. o.Select(j => rows[i][j])];
            AssertClose.OfLargest([density.Marginal(o).LogDensity(x), 1], [logs[i], 1], 1e-9);
            double[] expected = density.Marginal(o).Responsibilities(x);
            AssertClose.OfLargest(expected, Enumerable.Range(0, 3).Select(k => shares[i, k]), 1e-9);
            Assert.Equal(Array.IndexOf(expected, expected.Max()), labels[i]);
            var mean = o.Length == 4 ? [] : density.Conditional(o, x).Mean();
            var missing = Enumerable.Range(0, 4).Except(o).ToArray();
            AssertClose.OfLargest([1, .. mean], [1, .. missing.Select(j => imputed[i][j])], 1e-8);
            Assert.All(o, j => Assert.Equal(rows[i][j], imputed[i][j]));
        }
    }

    /// <summary>A weight of 3 is three copies, and the order of rows does not matter but for rounding.</summary>
    [Fact]
    public void Weights_are_copies_and_order_does_not_matter() => Gen.ULong.Sample(seed =>
    {
        var rows = WithHoles(SmallData.Clumps(120, 3, seed), 0.25, seed);
        int[] labels = [.. Enumerable.Range(0, rows.Length).Select(i => i % 3)];
        var weights = labels.Select((_, i) => 1.0 + (i % 3)).ToArray();
        var copies = Enumerable.Range(0, rows.Length).SelectMany(i => Enumerable.Repeat(i, (int)weights[i])).Reverse().ToArray();
        var options = Options(CovarianceStructure.VVE) with { MaxIterations = 10 };
        var weighted = GaussianMixture.Fit(Incomplete(rows).WithWeights(weights), options with { Start = MixtureStart.FromLabels(labels) });
        var copied = GaussianMixture.Fit(Incomplete([.. copies.Select(i => rows[i])]), options with { Start = MixtureStart.FromLabels([.. copies.Select(i => labels[i])]) });
        AssertClose.Relative(weighted.LogLikelihood, copied.LogLikelihood, 1e-6);
        Assert.Equal(weighted.FittedOn.Weight, copied.FittedOn.Rows);
    }, iter: 6);

    /// <summary>Scaling features does not change the likelihood of what is observed in their own units.</summary>
    [Fact]
    public void Scaling_changes_no_likelihood()
    {
        var rows = WithHoles(SmallData.Clumps(300, 3, 2), 0.2, 2).Select(r => new[] { 100 * r[0], r[1], 0.01 * r[2] }).ToArray();
        var options = Options(CovarianceStructure.Full) with { Start = MixtureStart.FromLabels([.. rows.Select((_, i) => i % 3)]), Tolerance = 1e-10, Components = 3 };
        var plain = GaussianMixture.Fit(Incomplete(rows), options with { Components = 1, Start = MixtureStart.KMeans });
        var scaled = GaussianMixture.Fit(Incomplete(rows), options with { Components = 1, Start = MixtureStart.KMeans, Scaling = Scaling.ZScore });
        AssertClose.Relative(plain.LogLikelihood, scaled.LogLikelihood, 1e-7);
        AssertClose.Relative(scaled.LogLikelihood, scaled.LogDensities(Incomplete(rows)).Sum(), 1e-11);
    }

    /// <summary>The moments under a tied and a diagonal model are those under the full model of the same covariances, whatever the structure of the step to come.</summary>
    [Fact]
    public void Moments_of_any_kind_under_any_structure()
    {
        const int d = 3;
        var rows = new PatternRows<double>(Incomplete(WithHoles(SmallData.Clumps(60, d, 4), 0.3, 4)), Standardization.None(d), 0);
        double[] means = [0, 1, 2, -1, 0, 1], variances = [2, 3, 4], tied = [2, 0.5, 0.3, 0.5, 3, -0.4, 0.3, -0.4, 4];
        var floor = new double[d];
        Moments Of(CovarianceStructure structure, double[] covariances)
        {
            var pass = new IncompleteExpectation<double>(rows, 2, SecondMoment.Full, Temperature.One, ReadOnlyMemory<int>.Empty, 1);
            using var executor = new InMemoryExecutor<GaussianComponents, Moments, double>(rows, pass, 1);
            return executor.Pass(new(structure, [0.4, 0.6], means, covariances, d, floor), CancellationToken.None);
        }

        AssertClose.OfLargest(Of(CovarianceStructure.Full, [.. tied, .. tied]).Second, Of(CovarianceStructure.Tied, tied).Second, 1e-12);
        double[] diagonal = [2, 0, 0, 0, 3, 0, 0, 0, 4];
        AssertClose.OfLargest(Of(CovarianceStructure.Full, [.. diagonal, .. diagonal]).Second, Of(CovarianceStructure.Diagonal, [.. variances, .. variances]).Second, 1e-12);
    }

    [Fact]
    public void The_same_bits_on_any_number_of_threads()
    {
        var rows = WithHoles(SmallData.Clumps(3000, 6, 4), 0.2, 4);
        string Bits(int threads) => ModelFile.ToJson(GaussianMixture.Fit(Incomplete(rows), Options(CovarianceStructure.Full) with { Threads = threads, MaxIterations = 5 }));
        Assert.Equal(Bits(1), Bits(2));
        Assert.Equal(Bits(1), Bits(7));
    }

    [Fact]
    public void Known_components_go_with_their_rows()
    {
        var rows = WithHoles(SmallData.Clumps(90, 2, 6), 0.2, 6);
        rows[3] = [double.NaN, double.NaN];
        int[] known = [.. rows.Select((_, i) => i % 3)];
        var model = GaussianMixture.Fit(Incomplete(rows), Options(CovarianceStructure.Diagonal) with { KnownComponents = known, Tolerance = 1e-12 });
        for (var k = 0; k < 3; k++)
        {
            AssertClose.Relative([rows.Where((r, i) => i % 3 == k && !double.IsNaN(r[0])).Average(r => r[0])], [model.Means[k][0]], 1e-5);
        }

        Assert.Contains("Rows without any value were left out: ", model.Report.Warnings[0]);
    }

    [Fact]
    public void What_cannot_be_fitted_is_refused()
    {
        var nan = double.NaN;
        Assert.Contains("Feature b has no value", Assert.Throws<MixturaException>(() => GaussianMixture.Fit(Observations.FromIncomplete([1, nan, 2, nan], 2).Named("a", "b"), Options(CovarianceStructure.Full))).Message);
        Assert.Contains("Row 1, column x0", Assert.Throws<MixturaException>(() => Observations.FromIncomplete([1, nan, double.PositiveInfinity, 3], 2)).Message);
        Assert.Contains("prior", Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(Observations.FromIncomplete([1, nan, 2, 3], 2), Options(CovarianceStructure.Full) with { Prior = MixturePrior.Dirichlet() })).Message);
        Assert.Contains("distinct rows", Assert.Throws<MixturaException>(() => GaussianMixture.Fit(Observations.FromIncomplete([1, nan, 1, 3], 2), Options(CovarianceStructure.Full))).Message);
    }

    /// <summary>Hardly any values, one feature, a feature that is constant where it is there: a model without NaN, or a sentence.</summary>
    [Fact]
    public void Edges_give_a_model_or_a_sentence() => Gen.Select(Gen.ULong, Gen.Int[1, 4], Gen.Int[2, 12], Gen.Double[0, 0.9]).Sample((seed, d, n, share) =>
    {
        var rows = WithHoles(SmallData.Clumps(n, d, seed), share, seed);
        rows[0] = [.. rows[0].Select(x => double.IsNaN(x) ? 1 : x)];
        foreach (var row in rows)
        {
            row[^1] = double.IsNaN(row[^1]) ? row[^1] : 7;
        }

        try
        {
            var model = GaussianMixture.Fit(Incomplete(rows), Options(CovarianceStructure.Full) with { Components = 2, Regularization = Regularization.Relative(1e-6) });
            Assert.True(double.IsFinite(model.LogLikelihood));
            var imputed = model.Impute(Incomplete(rows));
            Assert.All(Enumerable.Range(0, n), i => Assert.All(imputed[i].ToArray(), x => Assert.True(double.IsFinite(x))));
        }
        catch (MixturaException)
        {
        }
    }, iter: 300);

    private static IncompleteObservations<double> Incomplete(double[][] rows) => Observations.FromIncomplete([.. rows.SelectMany(r => r)], rows[0].Length);

    /// <summary>A copy with each value missing at random.</summary>
    private static double[][] WithHoles(double[][] rows, double share, ulong seed)
    {
        var random = new RandomStream(seed, RandomPurpose.Sampling);
        return [.. rows.Select(row => row.Select(x => random.NextDouble() < share ? double.NaN : x).ToArray())];
    }

    private static double MeanVariance(double[][] rows) => Enumerable.Range(0, rows[0].Length).Average(j =>
    {
        double[] seen = [.. rows.Select(r => r[j]).Where(x => !double.IsNaN(x))];
        return seen.Average(x => (x - seen.Average()) * (x - seen.Average()));
    });

    private static GaussianMixtureOptions Options(CovarianceStructure structure) => new() { Components = 3, Covariance = structure, Regularization = Regularization.None, Restarts = 2, Threads = 2 };
}
