using Mixtura.Kernels;

namespace Mixtura.Tests.Mixtures;

/// <summary>Covariances drawn towards round ones.</summary>
public class ShrinkageTests
{
    /// <summary>One component: a given part of the way from the covariance of the rows to its mean variance.</summary>
    [Theory]
    [InlineData(CovarianceStructure.Full)]
    [InlineData(CovarianceStructure.Tied)]
    [InlineData(CovarianceStructure.Diagonal)]
    public void A_given_part_of_the_way(CovarianceStructure structure)
    {
        var rows = SmallData.Clumps(50, 4, 3).Observe();
        var options = new GaussianMixtureOptions { Components = 1, Covariance = structure, Regularization = Regularization.Relative(1e-6) };
        var plain = GaussianMixture.Fit(rows, options).CovarianceOf(0);
        foreach (var rho in new[] { 0, 0.3, 1 })
        {
            var shrunk = GaussianMixture.Fit(rows, options with { Regularization = Regularization.Shrinkage(rho) }).CovarianceOf(0);
            var mean = Enumerable.Range(0, 4).Average(j => plain[j, j]);
            AssertClose.OfLargest(
                Enumerable.Range(0, 16).Select(e => ((1 - rho) * plain[e / 4, e % 4]) + (e / 4 == e % 4 ? rho * mean : 0)), shrunk.Cast<double>(), 1e-12);
        }
    }

    /// <summary>
    /// The estimated intensity is near the one that is best for the true covariance, which is found by trying: 30 rows of 20 features with variances 1 to 20. What is lost by not
    /// knowing it is a tenth; without shrinkage the error is more than twice as large.
    /// </summary>
    [Fact]
    public void The_estimated_intensity_is_nearly_the_best()
    {
        const int d = 20;
        double estimated = 0, best = 0, none = 0;
        for (var sample = 0; sample < 20; sample++)
        {
            var random = new RandomStream((ulong)sample, RandomPurpose.Dataset);
            var rows = Enumerable.Range(0, 30).Select(_ => Enumerable.Range(0, d).Select(j => Math.Sqrt(1 + (j / 4.0)) * random.NextNormal()).ToArray()).ToArray().Observe();
            double Error(Regularization regularization)
            {
                var covariance = GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 1, Regularization = regularization }).CovarianceOf(0);
                return Enumerable.Range(0, d * d).Sum(e => Math.Pow(covariance[e / d, e % d] - (e / d == e % d ? 1 + (e / d / 4.0) : 0), 2));
            }

            estimated += Error(Regularization.Shrinkage());
            best += Enumerable.Range(0, 21).Min(i => Error(Regularization.Shrinkage(i / 20.0)));
            none += Error(Regularization.Relative(1e-6));
        }

        Assert.True(estimated < 1.1 * best, $"{estimated / best}");
        Assert.True(none > 2 * estimated, $"{none / estimated}");
    }

    /// <summary>Two groups of 40 rows in 60 features: full covariances are singular, shrunk ones find the groups; and the fit ends though the likelihood need not rise.</summary>
    [Fact]
    public void Groups_of_fewer_rows_than_features_are_found()
    {
        var random = new RandomStream(5, RandomPurpose.Dataset);
        double[][] rows = [.. Enumerable.Range(0, 80).Select(i => Enumerable.Range(0, 60).Select(j => random.NextNormal() + (i % 2 * (j < 30 ? 1.2 : 0))).ToArray())];
        var options = new GaussianMixtureOptions { Components = 2, Regularization = Regularization.Shrinkage() };
        var model = GaussianMixture.Fit(rows.Observe(), options);
        var right = model.Predict(rows.Observe()).Where((label, i) => label == i % 2).Count();
        Assert.True(Math.Max(right, 80 - right) >= 78, $"{right} of 80");
        Assert.True(model.Report.Converged);
        var held = Held(model, rows);
        Assert.True(held > Held(GaussianMixture.Fit(rows.Observe(), options with { Regularization = Regularization.Relative(1e-6) }), rows) + 10, $"{held}");
    }

    /// <summary>The first step here loses likelihood: the fit goes on all the same, to where steps change nothing.</summary>
    [Fact]
    public void A_fit_goes_on_where_the_likelihood_falls()
    {
        var random = new RandomStream(1, RandomPurpose.Dataset);
        double[][] rows = [.. Enumerable.Range(0, 60).Select(i => Enumerable.Range(0, 20).Select(j => (random.NextNormal() * (1 + (j * 0.3))) + (i % 2 * (j < 5 ? 1.5 : 0))).ToArray())];
        var trace = GaussianMixture.Fit(rows.Observe(), new GaussianMixtureOptions { Components = 2, Regularization = Regularization.Shrinkage(), Tolerance = 1e-9, Restarts = 1 }).Report.Trace;
        Assert.True(trace[1] > trace[0]);
        Assert.InRange(trace.Length, 6, 999);
        Assert.Equal(trace[^2], trace[^1], 60 * 1e-9);
    }

    [Theory]
    [InlineData(CovarianceStructure.Full)]
    [InlineData(CovarianceStructure.Tied)]
    [InlineData(CovarianceStructure.Diagonal)]
    public void Edges_end_and_never_give_a_nan(CovarianceStructure structure)
    {
        double[][][] tables = [[.. Enumerable.Range(0, 12).Select(i => new[] { i % 3 * 10.0, i % 2, 5 })], [.. Enumerable.Range(0, 9).Select(i => new[] { (double)(i * i) })]];
        foreach (var rows in tables)
        {
            foreach (var intensity in new double?[] { null, 0, 0.5, 1 })
            {
                var model = GaussianMixture.Fit(rows.Observe(), new GaussianMixtureOptions { Components = 3, Covariance = structure, Regularization = Regularization.Shrinkage(intensity), Tolerance = 1e-8 });
                Assert.All(model.LogDensities(rows.Observe()), log => Assert.True(double.IsFinite(log)));
            }
        }
    }

    [Fact]
    public void What_cannot_be_shrunk_is_refused()
    {
        var rows = SmallData.Clumps(30, 3, 2).Observe();
        var options = new GaussianMixtureOptions { Components = 2, Regularization = Regularization.Shrinkage() };
        Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(rows, options with { Covariance = CovarianceStructure.VEV }));
        Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(rows, options with { Factors = 1 }));
        Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(rows, options with { Prior = MixturePrior.Dirichlet() }));
        Assert.Throws<ArgumentException>(() => StudentMixture.Fit(rows, new StudentMixtureOptions { Components = 2, Regularization = Regularization.Shrinkage() }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Regularization.Shrinkage(1.1));
        Assert.NotEqual(Regularization.Relative(1e-6), Regularization.Shrinkage());
    }

    /// <summary>The mean log-density of rows of the same kind that no fit has seen.</summary>
    private static double Held(GaussianMixtureModel model, double[][] rows)
    {
        var random = new RandomStream(6, RandomPurpose.Dataset);
        double[][] others = [.. rows.Select((_, i) => Enumerable.Range(0, 60).Select(j => random.NextNormal() + (i % 2 * (j < 30 ? 1.2 : 0))).ToArray())];
        return model.LogDensities(others.Observe()).Average();
    }
}
