using CsCheck;

namespace Mixtura.Tests.Mixtures;

/// <summary>The most probable parameters under a conjugate prior: closed forms of Fraley and Raftery (2007), a posterior that never falls, and no collapse.</summary>
public class ConjugatePriorTests
{
    public static TheoryData<CovarianceStructure> Structures => [.. Enum.GetValues<CovarianceStructure>()];

    private static readonly ConjugatePrior Given = new()
    {
        Shrinkage = 2.5, Mean = [1, -1, 0.5], DegreesOfFreedom = 6, Scale = new double[,] { { 4, 1, 0 }, { 1, 3, 0.5 }, { 0, 0.5, 2 } },
    };

    /// <summary>
    /// Where each row's component is known there is one M-step, whose mode the paper has in closed form: with n_k + nu + d + 2 rows of a matrix of its own, n + K + nu + d + 1 of a common one,
    /// n_k + nu + 3 of a variance, n + K + nu + 2 of a common one, and d n_k + d + nu + 2 and d n + d K + nu + 2 of spherical ones.
    /// </summary>
    [Theory]
    [InlineData(CovarianceStructure.Full)]
    [InlineData(CovarianceStructure.Tied)]
    [InlineData(CovarianceStructure.Diagonal)]
    [InlineData(CovarianceStructure.EEI)]
    [InlineData(CovarianceStructure.Spherical)]
    [InlineData(CovarianceStructure.TiedSpherical)]
    public void Known_components_are_the_modes_in_closed_form(CovarianceStructure structure) => Gen.ULong.Sample(seed =>
    {
        const int d = 3, clusters = 2;
        var rows = SmallData.Clumps(60, d, seed);
        int[] known = [.. rows.Select((_, i) => i * i % 5 % 2)];
        var model = GaussianMixture.Fit(rows.Observe(), Options(structure, clusters) with { KnownComponents = known, MapPrior = Given });
        var sums = new double[clusters][,];
        for (var k = 0; k < clusters; k++)
        {
            var own = rows.Where((_, i) => known[i] == k).ToArray();
            var (n, kappa) = (own.Length, Given.Shrinkage);
            double[] mean = [.. Enumerable.Range(0, d).Select(j => own.Average(x => x[j]))];
            AssertClose.OfLargest(mean.Select((m, j) => ((n * m) + (kappa * Given.Mean![j])) / (n + kappa)), model.Means[k], 1e-12);
            sums[k] = new double[d, d];
            for (var i = 0; i < d * d; i++)
            {
                var (j, l) = (i / d, i % d);
                sums[k][j, l] = own.Sum(x => (x[j] - mean[j]) * (x[l] - mean[l])) + (kappa * n / (kappa + n) * (mean[j] - Given.Mean![j]) * (mean[l] - Given.Mean[l]));
            }
        }

        for (var k = 0; k < clusters; k++)
        {
            AssertClose.OfLargest(Mode(structure, sums, k, known.Count(c => c == k)).Cast<double>(), model.CovarianceOf(k).Cast<double>(), 1e-11);
        }
    }, iter: 10);

    /// <summary>One component under the default prior: (var / K^(2/d) + S) / (n + nu + d + 2) with nu = d + 2, K = 1, since the mean is the prior's own; all structures agree as far as they have correlation.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void One_component_under_the_default_prior(CovarianceStructure structure)
    {
        const int n = 40, d = 3;
        var rows = SmallData.Clumps(n, d, 11);
        var model = GaussianMixture.Fit(rows.Observe(), Options(structure, 1) with { MapPrior = new() });
        var mean = Enumerable.Range(0, d).Select(j => rows.Average(x => x[j])).ToArray();
        double Scatter(int j, int l) => rows.Sum(x => (x[j] - mean[j]) * (x[l] - mean[l]));
        var variance = Enumerable.Range(0, d).Sum(j => Scatter(j, j) / (n - 1)) / d;
        AssertClose.OfLargest(mean, model.Means[0], 1e-12);
        var expected = Enumerable.Range(0, d * d).Select(i => structure switch
        {
            CovarianceStructure.Spherical or CovarianceStructure.TiedSpherical => i % (d + 1) == 0 ? (variance + (variance * d * (n - 1))) / ((d * (n + 1)) + d + 2 + 2) : 0,
            CovarianceStructure.Diagonal or CovarianceStructure.EEI or CovarianceStructure.VEI or CovarianceStructure.EVI =>
                i % (d + 1) == 0 ? (variance + Scatter(i / d, i / d)) / (n + d + 2 + 3) : 0,
            _ => Scatter(i / d, i % d) * (1 + (1.0 / (n - 1))) / (n + d + 2 + d + 2),
        });
        AssertClose.OfLargest(expected, model.CovarianceOf(0).Cast<double>(), 1e-10);
        Assert.True(model.Report.HasPrior);
    }

    /// <summary>The trace is minus the logarithm of the posterior, never rises, and ends in what the model's own numbers say.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void Posterior_never_falls(CovarianceStructure structure) => Gen.ULong.Sample(seed =>
    {
        var rows = SmallData.Clumps(80, 3, seed);
        var prior = Given with { WeightConcentration = 1.5 };
        var model = GaussianMixture.Fit(rows.Observe(), Options(structure, 3) with { MapPrior = prior, Tolerance = 1e-10 });
        var trace = model.Report.Trace;
        Assert.All(Enumerable.Range(1, trace.Length - 1), i => Assert.True(trace[i] <= trace[i - 1] + (1e-11 * Math.Abs(trace[0])), $"step {i}: {trace[i - 1]:r} to {trace[i]:r}"));
        AssertClose.Relative(-model.LogLikelihood + Penalty(model, prior), trace[^1], 1e-9);
    }, iter: 8);

    /// <summary>The stronger the prior on means, the nearer they are to its mean.</summary>
    [Fact]
    public void Shrinkage_draws_means_together()
    {
        var rows = SmallData.Clumps(120, 2, 4);
        double[] spreads = [.. new[] { 0, 0.01, 1, 30, 1e4 }.Select(shrinkage =>
        {
            var known = rows.Select((x, i) => i % 2).ToArray();
            var model = GaussianMixture.Fit(rows.Observe(), Options(CovarianceStructure.Full, 2) with { KnownComponents = known, MapPrior = new() { Shrinkage = shrinkage, Mean = [5, 5] } });
            return model.Means.Sum(mean => mean.Sum(m => (m - 5) * (m - 5)));
        })];
        Assert.All(Enumerable.Range(1, spreads.Length - 1), i => Assert.True(spreads[i] < spreads[i - 1], $"{spreads[i]} after {spreads[i - 1]}"));
    }

    /// <summary>Fewer rows than features, equal rows, more components than there is reason for: finite numbers, and no component that only the regularization holds up.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void Nothing_collapses(CovarianceStructure structure)
    {
        double[][] few = SmallData.Clumps(5, 8, 2);
        double[][] equal = [.. Enumerable.Range(0, 40).Select(i => new[] { i % 4 * 3.0, i % 4 == 1 ? 1 : i % 4 })];
        foreach (var (rows, clusters) in new[] { (few, 2), (equal, 4) })
        {
            var model = GaussianMixture.Fit(rows.Observe(), Options(structure, clusters) with { MapPrior = new(), Regularization = Regularization.Relative(1e-6), Restarts = 3 });
            Assert.All<double>([model.LogLikelihood, model.Bic, .. model.Weights, .. model.Means.SelectMany(m => m), .. model.CovarianceOf(0).Cast<double>()], x => Assert.True(double.IsFinite(x)));
            Assert.DoesNotContain(model.Report.Warnings, warning => warning.Contains("discarded", StringComparison.Ordinal));
        }
    }

    /// <summary>A prior is a few rows: beside rows that count 1e8 times as much it is nothing, and the fit is the most likely one.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void Many_rows_outweigh_it(CovarianceStructure structure)
    {
        var rows = SmallData.Clumps(150, 2, 9);
        var heavy = rows.Observe().WithWeights(Enumerable.Repeat(1e8, rows.Length).ToArray());
        var options = Options(structure, 3) with { Start = MixtureStart.FromLabels([.. rows.Select((_, i) => i % 3)]), MaxIterations = 20, Tolerance = 0 };
        var likely = GaussianMixture.Fit(heavy, options);
        var probable = GaussianMixture.Fit(heavy, options with { MapPrior = new() });
        AssertClose.Relative(likely.LogLikelihood, probable.LogLikelihood, 1e-7);
        AssertClose.OfLargest(likely.Means.SelectMany(m => m), probable.Means.SelectMany(m => m), 1e-5);
    }

    /// <summary>Means and scales are in the units of the rows: the same prior in the same units, whatever the rows were scaled by.</summary>
    [Fact]
    public void Scaling_changes_only_the_units_of_the_work()
    {
        var rows = SmallData.Clumps(90, 3, 6);
        var options = Options(CovarianceStructure.Full, 2) with { MapPrior = Given, Start = MixtureStart.FromLabels([.. rows.Select((_, i) => i % 2)]), Tolerance = 0, MaxIterations = 12 };
        var plain = GaussianMixture.Fit(rows.Observe(), options);
        var scaled = GaussianMixture.Fit(rows.Observe(), options with { Scaling = Scaling.ZScore });
        AssertClose.OfLargest(plain.Means.SelectMany(m => m), scaled.Means.SelectMany(m => m), 1e-9);
        AssertClose.OfLargest(plain.CovarianceOf(1).Cast<double>(), scaled.CovarianceOf(1).Cast<double>(), 1e-9);
    }

    [Theory]
    [MemberData(nameof(Structures))]
    public void Threads_change_nothing(CovarianceStructure structure)
    {
        var rows = SmallData.Clumps(700, 4, 3).Observe();
        var fits = new[] { 1, 2, 7 }.Select(threads => GaussianMixture.Fit(rows, Options(structure, 3) with { MapPrior = new(), Threads = threads, Restarts = 2 })).ToArray();
        Assert.All(fits, fit =>
        {
            Assert.Equal(fits[0].Report.Trace, fit.Report.Trace);
            Assert.Equal(fits[0].CovarianceOf(2).Cast<double>(), fit.CovarianceOf(2).Cast<double>());
        });
    }

    [Fact]
    public void Priors_out_of_range_are_refused()
    {
        var rows = SmallData.Clumps(30, 3, 1).Observe();
        ConjugatePrior[] bad =
        [
            new() { Shrinkage = -1 }, new() { DegreesOfFreedom = 0 }, new() { WeightConcentration = 0.5 }, new() { Mean = [1, 2] }, new() { Mean = [1, 2, double.NaN] },
            new() { Scale = new double[2, 2] }, new() { Scale = new double[,] { { 1, 2, 0 }, { 2, 1, 0 }, { 0, 0, 1 } } }, new() { Scale = new double[,] { { 1, 0, 0 }, { 1, 2, 0 }, { 0, 0, 1 } } },
        ];
        Assert.All(bad, prior => Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(rows, Options(CovarianceStructure.Full, 2) with { MapPrior = prior })));
        Assert.Contains("leave one of them out", Assert.Throws<ArgumentException>(
            () => GaussianMixture.Fit(rows, Options(CovarianceStructure.Full, 2) with { MapPrior = new(), Prior = MixturePrior.Dirichlet() })).Message);
    }

    /// <summary>The mode of one covariance of known components, as the paper's tables have it.</summary>
    private static double[,] Mode(CovarianceStructure structure, double[][,] sums, int component, int own)
    {
        var (d, clusters) = (3, sums.Length);
        var nu = Given.DegreesOfFreedom!.Value;
        var isShared = structure is CovarianceStructure.Tied or CovarianceStructure.EEI or CovarianceStructure.TiedSpherical;
        var (n, means) = isShared ? (60.0, clusters) : (own, 1);
        double Sum(int j, int l) => isShared ? sums.Sum(s => s[j, l]) : sums[component][j, l];
        var mode = new double[d, d];
        for (var j = 0; j < d; j++)
        {
            for (var l = 0; l < d; l++)
            {
                mode[j, l] = structure switch
                {
                    CovarianceStructure.Full or CovarianceStructure.Tied => (Given.Scale![j, l] + Sum(j, l)) / (n + means + nu + d + 1),
                    CovarianceStructure.Diagonal or CovarianceStructure.EEI => j == l ? (Given.Scale![j, j] + Sum(j, j)) / (n + means + nu + 2) : 0,
                    _ => j == l ? (3 + Enumerable.Range(0, d).Sum(i => Sum(i, i))) / ((d * n) + (d * means) + nu + 2) : 0,
                };
            }
        }

        return mode;
    }

    /// <summary>Minus the logarithm of the prior without its constants, by the definition and a textbook inverse.</summary>
    private static double Penalty(GaussianMixtureModel model, ConjugatePrior prior)
    {
        const int d = 3;
        var structure = model.Covariance;
        var isShared = structure is CovarianceStructure.Tied or CovarianceStructure.EEI or CovarianceStructure.TiedSpherical;
        var nu = prior.DegreesOfFreedom!.Value;
        double sum = 0;
        for (var k = 0; k < model.Clusters; k++)
        {
            var covariance = model.CovarianceOf(k);
            var (determinant, inverse) = Inverse(covariance);
            var away = model.Means[k].Select((m, j) => m - prior.Mean![j]).ToArray();
            var distance = Enumerable.Range(0, 9).Sum(i => away[i / d] * inverse[i / d, i % d] * away[i % d]);
            sum += (0.5 * (Math.Log(determinant) + (prior.Shrinkage * distance))) - ((prior.WeightConcentration - 1) * Math.Log(model.Weights[k]));
            if (isShared && k > 0)
            {
                continue;
            }

            sum += 0.5 * structure switch
            {
                CovarianceStructure.Spherical or CovarianceStructure.TiedSpherical => ((nu + 2) * Math.Log(covariance[0, 0])) + (3 / covariance[0, 0]),
                CovarianceStructure.Diagonal or CovarianceStructure.EEI or CovarianceStructure.VEI or CovarianceStructure.EVI =>
                    Enumerable.Range(0, d).Sum(j => ((nu + 2) * Math.Log(covariance[j, j])) + (prior.Scale![j, j] / covariance[j, j])),
                _ => ((nu + d + 1) * Math.Log(determinant)) + Enumerable.Range(0, 9).Sum(i => prior.Scale![i / d, i % d] * inverse[i / d, i % d]),
            };
        }

        return sum;
    }

    /// <summary>The determinant and inverse of a 3 x 3 matrix by cofactors.</summary>
    private static (double Determinant, double[,] Inverse) Inverse(double[,] a)
    {
        double Cofactor(int i, int j) => (a[(i + 1) % 3, (j + 1) % 3] * a[(i + 2) % 3, (j + 2) % 3]) - (a[(i + 1) % 3, (j + 2) % 3] * a[(i + 2) % 3, (j + 1) % 3]);
        var determinant = Enumerable.Range(0, 3).Sum(j => a[0, j] * Cofactor(0, j));
        var inverse = new double[3, 3];
        for (var i = 0; i < 9; i++)
        {
            inverse[i / 3, i % 3] = Cofactor(i % 3, i / 3) / determinant;
        }

        return (determinant, inverse);
    }

    private static GaussianMixtureOptions Options(CovarianceStructure structure, int components) => new()
    {
        Components = components, Covariance = structure, Restarts = components == 1 ? 1 : null, Regularization = Regularization.None, Threads = 2,
    };
}
