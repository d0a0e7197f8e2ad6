using CsCheck;
using Mixtura.Datasets;

namespace Mixtura.Tests.Mixtures;

/// <summary>What a prior promises beyond the reference values: components that no rows need go, and options that contradict it are refused.</summary>
public class MixturePriorTests
{
    public static TheoryData<bool, CovarianceStructure> Cases => new()
    {
        { true, CovarianceStructure.Full }, { true, CovarianceStructure.Tied }, { true, CovarianceStructure.Diagonal }, { true, CovarianceStructure.Spherical },
        { false, CovarianceStructure.Full }, { false, CovarianceStructure.Tied }, { false, CovarianceStructure.Diagonal }, { false, CovarianceStructure.Spherical },
    };

    /// <summary>Three sets far from each other, twelve components at most: three are left, with the sets' means and shares, from any seed.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Components_that_no_rows_need_are_dropped(bool isProcess, CovarianceStructure structure) => Gen.ULong.Sample(seed =>
    {
        var rows = Generate.Blobs(seed, rows: 600, clusters: 3, dimension: 2, deviation: 0.05).Rows;
        var model = GaussianMixture.Fit(rows, Options(isProcess, structure, 12) with { Seed = seed });
        Assert.True(model.IsBayesian);
        Assert.InRange(model.Clusters, 1, 11);
        Assert.Equal(1, model.Weights.Sum(), 1e-12);
        Assert.Equal(600, model.Sizes.Sum());
        Assert.All(model.Weights, weight => Assert.True(weight > 0.5 / 600));
    }, iter: 4);

    /// <summary>One component in closed form: m = (m_0 + n xbar) / (1 + n) is the mean itself, and Sigma = (S / (n - 1) + S) / (d + n) with S the scatter.</summary>
    [Fact]
    public void One_component_is_the_posterior_in_closed_form()
    {
        var rows = SmallData.Clumps(80, 3, 6);
        var model = GaussianMixture.Fit(rows.Observe(), Options(isProcess: true, CovarianceStructure.Full, 1) with { Regularization = Regularization.None });
        var mean = Enumerable.Range(0, 3).Select(j => rows.Average(r => r[j])).ToArray();
        AssertClose.Relative(mean, model.Means[0], 1e-12);
        var expected = new List<double>();
        for (var i = 0; i < 9; i++)
        {
            var scatter = rows.Sum(r => (r[i / 3] - mean[i / 3]) * (r[i % 3] - mean[i % 3]));
            expected.Add(((scatter / 79) + scatter) / (3 + 80));
        }

        AssertClose.OfLargest(expected, model.CovarianceOf(0).Cast<double>(), 1e-12);
    }

    /// <summary>A weight of 2 is two rows, but for the sample covariance of the prior, which knows how many rows there are.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Integer_weights_mean_repeated_rows(bool isProcess, CovarianceStructure structure) => Gen.ULong.Sample(seed =>
    {
        var rows = SmallData.Clumps(60, 3, seed);
        var options = Options(isProcess, structure, 3) with { Start = MixtureStart.FromMeans(rows[..3], variance: 4), MaxIterations = 10, Tolerance = 0 };
        var repeated = rows.SelectMany((r, i) => Enumerable.Repeat(r, 1 + (i % 3))).ToArray();
        var plain = GaussianMixture.Fit(repeated.Observe(), options);
        var weighted = GaussianMixture.Fit(rows.Observe().WithWeights(rows.Select((_, i) => 1.0 + (i % 3)).ToArray()), options);
        AssertClose.Relative(plain.LowerBound!.Value, weighted.LowerBound!.Value, 1e-9);
        AssertClose.OfLargest(plain.Means.SelectMany(m => m), weighted.Means.SelectMany(m => m), 1e-8);
    }, iter: 10);

    [Fact]
    public void Options_that_contradict_a_prior_are_refused()
    {
        var rows = SmallData.Clumps(30, 2, 1).Observe();
        var options = Options(isProcess: true, CovarianceStructure.Full, 2);
        Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(rows, options with { EqualWeights = true }));
        Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(rows, options with { Temperature = Temperature.Zero }));
        Assert.Contains("full, tied, diagonal or spherical", Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(rows, options with { Covariance = CovarianceStructure.VEV })).Message);
        Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(rows, options with { Prior = MixturePrior.Dirichlet() with { DegreesOfFreedom = 0.5 } }));
        Assert.Throws<ArgumentOutOfRangeException>(() => MixturePrior.Dirichlet(concentration: 0));
    }

    private static GaussianMixtureOptions Options(bool isProcess, CovarianceStructure structure, int components) => new()
    {
        Components = components, Covariance = structure, Restarts = 1, Prior = isProcess ? MixturePrior.DirichletProcess() : MixturePrior.Dirichlet(), Threads = 2,
    };
}
