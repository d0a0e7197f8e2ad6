using CsCheck;

namespace Mixtura.Tests.Mixtures;

/// <summary>Starts from a model, and fits that leave some of its parameters where they are.</summary>
public class FrozenParametersTests
{
    public static TheoryData<CovarianceStructure> Structures => [.. Enum.GetValues<CovarianceStructure>()];

    /// <summary>A start from a model is that model, to the bit; of another scaling or structure what is right for the same rows.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void A_warm_start_goes_on_where_the_model_is(CovarianceStructure structure) => Gen.ULong.Sample(seed =>
    {
        var rows = SmallData.Clumps(250, 3, seed).Observe();
        var options = Options() with { Covariance = structure, MaxIterations = 4, Restarts = 1, Regularization = Regularization.None };
        var first = GaussianMixture.Fit(rows, options);
        var same = GaussianMixture.Fit(rows, options with { Start = MixtureStart.FromModel(first), MaxIterations = 0, Restarts = null });
        Assert.Equal(first.Means.SelectMany(m => m), same.Means.SelectMany(m => m));
        Assert.Equal(first.Scaled.Covariances, same.Scaled.Covariances);
        Assert.Equal(first.Weights, same.Weights);
        var on = GaussianMixture.Fit(rows, options with { Start = MixtureStart.FromModel(first), MaxIterations = 1 });
        Assert.True(on.Report.Trace[^1] <= first.Report.Trace[^1] + 1e-9);
        var scaled = GaussianMixture.Fit(rows, options with { Start = MixtureStart.FromModel(first), MaxIterations = 0, Scaling = Scaling.ZScore, Covariance = CovarianceStructure.Full });
        AssertClose.Relative(first.LogLikelihood, scaled.LogLikelihood, 1e-9);
        AssertClose.OfLargest(first.CovarianceOf(1).Cast<double>(), scaled.CovarianceOf(1).Cast<double>(), 1e-9);
    }, iter: 3);

    /// <summary>What is frozen stays to the bit, what is not moves, and the likelihood never falls.</summary>
    [Theory]
    [InlineData(CovarianceStructure.Full, true, false, false, new[] { 0 })]
    [InlineData(CovarianceStructure.Full, false, true, false, new[] { 0, 2 })]
    [InlineData(CovarianceStructure.Diagonal, false, false, true, new[] { 1 })]
    [InlineData(CovarianceStructure.Spherical, true, true, true, new[] { 2 })]
    [InlineData(CovarianceStructure.Full, true, true, true, null)]
    [InlineData(CovarianceStructure.Tied, false, false, true, null)]
    [InlineData(CovarianceStructure.VEV, false, true, false, null)]
    [InlineData(CovarianceStructure.EVE, true, false, false, null)]
    public void What_is_frozen_stays(CovarianceStructure structure, bool weights, bool means, bool covariances, int[]? components) => Gen.Select(Gen.ULong, Gen.Bool).Sample((seed, hasNoise) =>
    {
        var before = SmallData.Clumps(200, 2, seed).Observe();
        var other = SmallData.Clumps(300, 2, seed).Observe();
        var options = Options() with { Covariance = structure, Noise = hasNoise ? new() : null };
        var model = GaussianMixture.Fit(before, options);
        var frozen = new FrozenParameters { Weights = weights, Means = means, Covariances = covariances, Components = components };
        var moved = GaussianMixture.Fit(other, options with { Start = MixtureStart.FromModel(model), Frozen = frozen, Tolerance = 1e-9 });
        for (var k = 0; k < 3; k++)
        {
            var isHeld = components?.Contains(k) ?? true;
            Assert.Equal(isHeld && weights, model.Weights[k].Equals(moved.Weights[k]));
            Assert.Equal(isHeld && means, model.Means[k].SequenceEqual(moved.Means[k]));
            Assert.Equal(isHeld && covariances, model.CovarianceOf(k).Cast<double>().SequenceEqual(moved.CovarianceOf(k).Cast<double>()));
        }

        Assert.Equal(1, moved.Weights.Sum() + moved.NoiseWeight, 1e-12);
        var trace = moved.Report.Trace;
        Assert.All(Enumerable.Range(1, trace.Length - 1), i => Assert.True(trace[i] <= trace[i - 1] + (1e-11 * Math.Abs(trace[0])), $"step {i}: {trace[i - 1]:r} to {trace[i]:r}"));
    }, iter: 4);

    /// <summary>A known background far from all rows stays, without rows of its own.</summary>
    [Fact]
    public void A_frozen_component_needs_no_rows()
    {
        var near = SmallData.Clumps(100, 2, 3);
        double[][] far = [.. near.Take(40).Select(r => new[] { r[0] + 1e6, r[1] })];
        var model = GaussianMixture.Fit(near.Concat(far).ToArray().Observe(), Options() with { Components = 2 });
        var background = Enumerable.Range(0, 2).MaxBy(k => model.Means[k][0]);
        var moved = GaussianMixture.Fit(near.Observe(), Options() with
        {
            Components = 2, Start = MixtureStart.FromModel(model), Frozen = new() { Weights = true, Means = true, Covariances = true, Components = [background] },
        });
        Assert.Equal(model.Means[background], moved.Means[background]);
        Assert.Equal(model.Weights[background], moved.Weights[background]);
        Assert.Equal(0, moved.Sizes[background]);
    }

    /// <summary>With frozen means a covariance is taken about these: in closed form for one component.</summary>
    [Fact]
    public void Covariance_about_a_frozen_mean()
    {
        var options = Options() with { Components = 1, Regularization = Regularization.None };
        var first = GaussianMixture.Fit(Observations.From([0.0, 2, 4], 1), options);
        var moved = GaussianMixture.Fit(Observations.From([5.0, 6, 7], 1), options with { Start = MixtureStart.FromModel(first), Frozen = new() { Means = true } });
        Assert.Equal(2, moved.Means[0][0]);
        AssertClose.Relative((9.0 + 16 + 25) / 3, moved.CovarianceOf(0)[0, 0], 1e-12);
    }

    [Fact]
    public void What_cannot_be_frozen_is_refused()
    {
        var rows = SmallData.Clumps(60, 2, 3).Observe();
        var model = GaussianMixture.Fit(rows, Options());
        var warm = Options() with { Start = MixtureStart.FromModel(model) };
        Assert.Contains("start from one", Refused(Options() with { Frozen = new() { Means = true } }));
        Assert.Contains("prior", Refused(warm with { Frozen = new() { Means = true }, Prior = MixturePrior.Dirichlet() }));
        Assert.Contains("0 to 2", Refused(warm with { Frozen = new() { Means = true, Components = [3] } }));
        Assert.Contains("in common", Refused(warm with { Covariance = CovarianceStructure.VEE, Frozen = new() { Covariances = true, Components = [0] } }));
        Assert.Contains("3 components of 2 features where 2 of 2", Refused(warm with { Components = 2 }));
        string Refused(GaussianMixtureOptions options) => Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(rows, options)).Message;
    }

    private static GaussianMixtureOptions Options() => new() { Components = 3, Regularization = Regularization.Relative(1e-9), Threads = 2 };
}
