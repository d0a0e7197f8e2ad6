using CsCheck;

namespace Mixtura.Tests.Mixtures;

/// <summary>Densities, marginals and conditionals against the model they come from, numerical integrals and Bayes' theorem.</summary>
public class GaussianMixtureDensityTests
{
    private static GaussianMixtureDensity Fitted(ulong seed, int d = 3, CovarianceStructure structure = CovarianceStructure.Full) => GaussianMixture
        .Fit(SmallData.Clumps(200, d, seed).Observe(), new GaussianMixtureOptions { Components = 3, Covariance = structure, Restarts = 1, Regularization = Regularization.Relative(1e-3), MaxIterations = 10 })
        .ToDensity();

    [Fact]
    public void Density_and_responsibilities_are_the_models() => Gen.Select(Gen.ULong, Gen.Enum<CovarianceStructure>()).Sample((seed, structure) =>
    {
        var rows = SmallData.Clumps(120, 3, seed);
        var model = GaussianMixture.Fit(rows.Observe(), new GaussianMixtureOptions { Components = 3, Covariance = structure, Restarts = 1, Scaling = Scaling.ZScore, Regularization = Regularization.Relative(1e-3), MaxIterations = 10 });
        var density = model.ToDensity();
        AssertClose.Relative(rows.Select(x => model.LogDensity(x)), rows.Select(x => density.LogDensity(x)), 1e-9);
        AssertClose.OfLargest(model.Responsibilities(rows[7]), density.Responsibilities(rows[7]), 1e-8);
        AssertClose.OfLargest(model.Uncertainties(rows.Observe()), rows.Select(x => 1 - density.Responsibilities(x).Max()), 1e-8);
    }, iter: 30);

    /// <summary>p(a, b) = p(a | b) p(b), whichever features are known and in whatever order.</summary>
    [Fact]
    public void Joint_is_conditional_times_marginal() => Gen.Select(Gen.ULong, Gen.Int[1, 6]).Sample((seed, mask) =>
    {
        var density = Fitted(seed);
        var x = SmallData.Clumps(200, 3, seed)[11];
        int[] known = [.. Enumerable.Range(0, 3).Where(j => (mask >> j & 1) == 1).OrderByDescending(j => j)];
        double[] values = [.. known.Select(j => x[j])];
        double[] rest = [.. Enumerable.Range(0, 3).Except(known).Select(j => x[j])];
        AssertClose.Relative(density.LogDensity(x), density.Conditional(known, values).LogDensity(rest) + density.Marginal(known).LogDensity(values), 1e-9);
    }, iter: 100);

    /// <summary>The marginal over one feature is the joint density integrated over the other, here by the midpoints of a fine grid.</summary>
    [Fact]
    public void Marginal_is_the_integral_over_the_others()
    {
        var density = Fitted(5, d: 2);
        const double step = 0.02;
        foreach (var x in new[] { -3.0, 0.1, 4.2 })
        {
            double sum = 0;
            for (var y = -200.0; y < 200; y += step)
            {
                sum += step * Math.Exp(density.LogDensity([x, y]));
            }

            AssertClose.Relative(Math.Log(sum), density.Marginal(0).LogDensity([x]), 1e-8);
        }
    }

    /// <summary>One component: the regression is the least-squares line, and what is left of the variance its mean squared residual.</summary>
    [Fact]
    public void Regression_by_one_component_is_least_squares()
    {
        var rows = SmallData.Clumps(60, 2, 3);
        var density = GaussianMixture.Fit(rows.Observe(), new GaussianMixtureOptions { Components = 1, Regularization = Regularization.None }).ToDensity();
        var (mx, my) = (rows.Average(r => r[0]), rows.Average(r => r[1]));
        var slope = rows.Sum(r => (r[0] - mx) * (r[1] - my)) / rows.Sum(r => (r[0] - mx) * (r[0] - mx));
        var given = density.Conditional([0], [2.5]);
        AssertClose.Relative(my + (slope * (2.5 - mx)), given.Mean()[0], 1e-11);
        var residual = rows.Average(r => Math.Pow(r[1] - my - (slope * (r[0] - mx)), 2));
        AssertClose.Relative(residual, given.Covariance()[0, 0], 1e-11);
        Assert.Equal(Math.Abs(2.5 - mx) / Math.Sqrt(rows.Average(r => (r[0] - mx) * (r[0] - mx))), density.Marginal(0).Mahalanobis(0, [2.5]), 1e-11);
    }

    /// <summary>The share of rows at or below the quantile is the one asked for, and no smaller one would do.</summary>
    [Fact]
    public void Quantiles_of_density_hold_the_share_asked_for() => Gen.Select(Gen.ULong, Gen.Double[0.001, 1], Gen.Bool).Sample((seed, share, isWeighted) =>
    {
        var rows = SmallData.Clumps(150, 2, seed).Observe();
        rows = isWeighted ? rows.WithWeights(Enumerable.Range(0, 150).Select(i => (double)(i % 4)).ToArray()) : rows;
        var model = GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 2, Restarts = 1, MaxIterations = 5 });
        var quantile = model.LogDensityQuantile(rows, share);
        var densities = model.LogDensities(rows);
        double Weight(Func<double, bool> counts) => Enumerable.Range(0, 150).Where(i => counts(densities[i])).Sum(i => rows.Weight(i));
        var asked = share * Weight(_ => true);
        Assert.True(Weight(p => p <= quantile) >= asked - 1e-9);
        Assert.True(Weight(p => p < quantile) < asked);
    }, iter: 30);

    [Fact]
    public void What_cannot_be_asked_says_why()
    {
        var density = Fitted(1);
        Assert.Contains("no feature 3", Assert.Throws<ArgumentException>(() => density.Marginal(0, 3)).Message);
        Assert.Throws<ArgumentException>(() => density.Marginal(1, 1));
        Assert.Throws<ArgumentException>(() => density.Conditional([0, 1, 2], [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => density.Conditional([0], [double.NaN]));
        Assert.Throws<ArgumentException>(() => density.LogDensity([1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => density.CovarianceOf(3));
    }
}
