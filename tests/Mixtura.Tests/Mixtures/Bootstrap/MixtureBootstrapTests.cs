using Mixtura.Datasets;
using Mixtura.Kernels;

namespace Mixtura.Tests.Mixtures.Bootstrap;

public class MixtureBootstrapTests
{
    private const int Many = 600;

    /// <summary>A standard deviation over R replicates is itself off by 1 / sqrt(2 R); four times that.</summary>
    private static readonly double Chance = 4 / Math.Sqrt(2 * Many);

    public static TheoryData<bool> Kinds => [true, false];

    /// <summary>One component: the mean is off by sigma / sqrt(n), a variance by sigma^2 sqrt(2 / n), a covariance of independent features by the product of the sigmas over sqrt(n).</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Errors_of_one_component_are_the_textbooks(bool isParametric)
    {
        const int n = 500;
        var rows = Generate.Normals([new([1, -2], new[,] { { 4.0, 0 }, { 0, 9 } }, n)], 3).Rows;
        var model = GaussianMixture.Fit(rows, 1);
        var errors = Errors(model, rows, isParametric);
        Assert.Equal((Many, 0, 0.95), (errors.Replicates, errors.Discarded, errors.Confidence));
        for (var j = 0; j < 2; j++)
        {
            var sigma = Math.Sqrt(model.CovarianceOf(0)[j, j]);
            var mean = errors.Means[0][j];
            AssertClose.Relative(sigma / Math.Sqrt(n), mean.StandardError, Chance);
            Assert.Equal(model.Means[0][j], mean.Estimate);
            Assert.InRange(mean.Bias, -4 * mean.StandardError / Math.Sqrt(Many), 4 * mean.StandardError / Math.Sqrt(Many));

            // Of a normal distribution; an end of a percentile interval is off by about twice as much as a standard deviation.
            AssertClose.Relative(mean.Estimate + mean.Bias + (1.96 * mean.StandardError), mean.High, 3 * Chance * mean.StandardError / Math.Abs(mean.High));
            AssertClose.Relative(mean.Estimate + mean.Bias - (1.96 * mean.StandardError), mean.Low, 3 * Chance * mean.StandardError / Math.Abs(mean.Low));

            // The rows themselves have a kurtosis of their own, which the weighted bootstrap goes by: that of 500 rows is off by a fifth.
            var variance = errors.CovarianceOf(0)[j, j];
            AssertClose.Relative(sigma * sigma * Math.Sqrt(2.0 / n), variance.StandardError, isParametric ? Chance : 0.2);
            Assert.Equal(model.CovarianceOf(0)[j, j], variance.Estimate);
        }

        var off = errors.CovarianceOf(0)[0, 1];
        Assert.Equal(off, errors.CovarianceOf(0)[1, 0]);
        AssertClose.Relative(6 / Math.Sqrt(n), off.StandardError, isParametric ? Chance : 0.2);

        Assert.Equal((1, 0, 0), (errors.Weights[0].Estimate, errors.Weights[0].StandardError, errors.Weights[0].Bias));
    }

    /// <summary>Components far apart: a weight is a share of n rows, and a mean that of the rows of its component.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Weights_far_apart_are_off_as_shares_are(bool isParametric)
    {
        var rows = Generate.Normals([new([0], new[,] { { 1.0 } }, 320), new([100], new[,] { { 1.0 } }, 80)], 3).Rows;
        var model = GaussianMixture.Fit(rows, 2);
        var errors = Errors(model, rows, isParametric);
        for (var k = 0; k < 2; k++)
        {
            var p = model.Weights[k];
            AssertClose.Relative(Math.Sqrt(p * (1 - p) / 400), errors.Weights[k].StandardError, Chance);
            AssertClose.Relative(Math.Sqrt(model.CovarianceOf(k)[0, 0] / (p * 400)), errors.Means[k][0].StandardError, Chance);
            Assert.InRange(p, errors.Weights[k].Low, errors.Weights[k].High);
        }
    }

    /// <summary>A row of weight 2 is two rows: to the bootstrap, too, whose random weights are then of shape 2.</summary>
    [Theory]
    [InlineData(true, 0.5)]
    [InlineData(false, 0.5)]
    [InlineData(true, 3)]
    [InlineData(false, 3)]
    public void A_weight_is_as_many_rows(bool isParametric, double weight)
    {
        var rows = Generate.Normals([new([0], new[,] { { 1.0 } }, 400)], 3).Rows.WithWeights(Enumerable.Repeat(weight, 400).ToArray());
        var model = GaussianMixture.Fit(rows, 1);
        AssertClose.Relative(Math.Sqrt(model.CovarianceOf(0)[0, 0] / (400 * weight)), Errors(model, rows, isParametric).Means[0][0].StandardError, Chance);
    }

    /// <summary>1, 2, 4, 8 and 10, by hand: mean 5, squares 60 of 4, and quartiles that fall on values; between two values an interval ends in proportion.</summary>
    [Fact]
    public void Estimates_by_hand()
    {
        Assert.Equal(new BootstrapEstimate(4, Math.Sqrt(15), 1, 2, 8), BootstrapEstimate.Of(4, [8, 1, 10, 2, 4], 0.5));
        var wide = BootstrapEstimate.Of(4, [8, 1, 10, 2, 4], 0.75);
        Assert.Equal((1.5, 9), (wide.Low, wide.High));
    }

    /// <summary>Mean and variance of a gamma distribution are its shape; of 20,000 draws they are off by less than five standard deviations.</summary>
    [Theory]
    [InlineData(0.2)]
    [InlineData(1)]
    [InlineData(2.5)]
    [InlineData(40)]
    public void Gamma_variables_have_their_moments(double shape)
    {
        const int n = 20_000;
        var random = new RandomStream(3, RandomPurpose.Bootstrap);
        var drawn = Enumerable.Range(0, n).Select(_ => LikelihoodWeights.Gamma(shape, random)).ToArray();
        var mean = drawn.Average();
        Assert.InRange(mean, shape - (5 * Math.Sqrt(shape / n)), shape + (5 * Math.Sqrt(shape / n)));
        var deviation = Math.Sqrt(((2 * shape * shape) + (6 * shape)) / n);
        Assert.InRange(drawn.Average(x => (x - mean) * (x - mean)), shape - (5 * deviation), shape + (5 * deviation));
        Assert.All(drawn, x => Assert.True(x >= 0));
        Assert.Equal(0, LikelihoodWeights.Gamma(0, random));
    }

    [Fact]
    public void Random_weights_leave_the_sum_and_rows_without_weight()
    {
        var rows = SmallData.Clumps(50, 2, 1).Observe().WithWeights(Enumerable.Range(0, 50).Select(i => (double)(i % 3)).ToArray());
        var drawn = LikelihoodWeights.Draw(rows, new RandomStream(3, RandomPurpose.Bootstrap));
        Assert.Equal(Enumerable.Range(0, 50).Sum(i => i % 3), drawn.Sum(), 1e-10);
        Assert.All(Enumerable.Range(0, 50), i => Assert.Equal(i % 3 == 0, drawn[i] == 0));
    }

    /// <summary>Two components that have changed places are put back, even around one point, where means say nothing.</summary>
    [Fact]
    public void Components_are_matched_by_their_rows()
    {
        var rows = Generate.Normals([new([0, 0], new[,] { { 1.0, 0 }, { 0, 1 } }, 300), new([0, 0], new[,] { { 100.0, 0 }, { 0, 100 } }, 300), new([40, 0], new[,] { { 1.0, 0 }, { 0, 1 } }, 300)], 3).Rows;
        var shares = GaussianMixture.Fit(rows, 3).Responsibilities(rows);
        int[] places = [2, 0, 1];
        var moved = new double[900, 3];
        for (var i = 0; i < 900; i++)
        {
            for (var k = 0; k < 3; k++)
            {
                moved[i, places[k]] = shares[i, k];
            }
        }

        Assert.Equal(places, BootstrapRefit.Order(shares, moved, rows));
        Assert.Equal([0, 1, 2], BootstrapRefit.Order(shares, shares, rows));
    }

    /// <summary>The refits are in the units of the rows, whatever the fit was scaled by.</summary>
    [Fact]
    public void Scaled_fits_have_errors_in_the_units_of_their_rows()
    {
        var rows = Generate.Normals([new([1, -2], new[,] { { 4.0, 0 }, { 0, 900 } }, 300)], 3).Rows;
        var model = GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 1, Scaling = Scaling.ZScore });
        AssertClose.Relative(30 / Math.Sqrt(300), Errors(model, rows, isParametric: true).Means[0][1].StandardError, 0.2);
        AssertClose.Relative(30 / Math.Sqrt(300), Errors(model, rows, isParametric: false).Means[0][1].StandardError, 0.2);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Any_number_of_threads_gives_the_same_bits(bool isParametric)
    {
        var rows = Generate.TwoSets(3, 200).Rows;
        var model = GaussianMixture.Fit(rows, 2);
        string Of(int threads)
        {
            var errors = isParametric
                ? MixtureBootstrap.Parametric(model, new BootstrapOptions { Replicates = 20, Threads = threads })
                : MixtureBootstrap.WeightedLikelihood(model, rows, new BootstrapOptions { Replicates = 20, Threads = threads });
            return string.Join(' ', errors.Weights.Concat(errors.Means.SelectMany(m => m)).Concat(errors.CovarianceOf(1).Cast<BootstrapEstimate>()).Select(e => $"{e.StandardError:r} {e.Bias:r} {e.Low:r} {e.High:r}"));
        }

        var expected = Of(1);
        Assert.Equal(expected, Of(2));
        Assert.Equal(expected, Of(7));
    }

    [Fact]
    public void Progress_tells_each_replicate_once_and_a_cancelled_run_ends()
    {
        var rows = Generate.TwoSets(3, 100).Rows;
        var model = GaussianMixture.Fit(rows, 2);
        var told = new Told();
        MixtureBootstrap.WeightedLikelihood(model, rows, new BootstrapOptions { Replicates = 12, Threads = 3 }, told);
        Assert.Equal(Enumerable.Range(0, 12), told.Replicates.Order());
        Assert.ThrowsAny<OperationCanceledException>(() => MixtureBootstrap.Parametric(model, null, null, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Refits_that_collapse_are_counted()
    {
        // Five rows of 40 make a component: a draw in which it has fewer than three has no covariance for it.
        var rows = Observations.From(Enumerable.Range(0, 40).Select(i => i < 5 ? new double[] { 50 + i, i * i % 5 } : [i % 7, i * i % 11]).ToArray());
        var model = GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 2, Regularization = Regularization.None });
        var errors = MixtureBootstrap.Parametric(model, new BootstrapOptions { Replicates = 200, Regularization = Regularization.None });
        Assert.InRange(errors.Discarded, 1, 100);
        Assert.Equal(200, errors.Replicates + errors.Discarded);
        Assert.Contains($"{errors.Discarded} of 200 replicates gave no model", errors.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        var rows = SmallData.Clumps(60, 2, 1).Observe();
        var model = GaussianMixture.Fit(rows, 2);
        Assert.Throws<ArgumentOutOfRangeException>(() => MixtureBootstrap.Parametric(model, new BootstrapOptions { Replicates = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => MixtureBootstrap.Parametric(model, new BootstrapOptions { Confidence = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => MixtureBootstrap.Parametric(model, new BootstrapOptions { Tolerance = -1 }));
        Assert.Contains("59", Assert.Throws<ArgumentException>(() => MixtureBootstrap.WeightedLikelihood(model, SmallData.Clumps(59, 2, 1).Observe())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => MixtureBootstrap.WeightedLikelihood(model, SmallData.Clumps(60, 3, 1).Observe()));
        var bayesian = GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 2, Prior = MixturePrior.Dirichlet() });
        Assert.Contains("prior", Assert.Throws<ArgumentException>(() => MixtureBootstrap.Parametric(bayesian)).Message, StringComparison.Ordinal);
        var noisy = GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 2, Noise = new UniformNoise() });
        Assert.Contains("noise", Assert.Throws<ArgumentException>(() => MixtureBootstrap.WeightedLikelihood(noisy, rows)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => MixtureBootstrap.Parametric(model, new BootstrapOptions { Replicates = 2 }).CovarianceOf(2));
    }

    private static BootstrapErrors Errors(GaussianMixtureModel model, Observations<double> rows, bool isParametric)
    {
        var options = new BootstrapOptions { Replicates = Many, Seed = 7 };
        return isParametric ? MixtureBootstrap.Parametric(model, options) : MixtureBootstrap.WeightedLikelihood(model, rows, options);
    }

    private sealed class Told : IProgress<FitProgress>
    {
        public List<int> Replicates { get; } = [];

        public void Report(FitProgress value)
        {
            lock (Replicates)
            {
                Replicates.Add(value.Restart);
            }
        }
    }
}
