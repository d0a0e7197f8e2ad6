using CsCheck;
using Mixtura.Datasets;

namespace Mixtura.Tests.Mixtures;

/// <summary>Stepwise EM: mini-batches, and models that take in new rows.</summary>
public class MiniBatchGaussianMixtureTests
{
    public static TheoryData<CovarianceStructure> Structures => [.. Enum.GetValues<CovarianceStructure>()];

    /// <summary>An update that keeps nothing is a step of EM on the new rows.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void Keeping_nothing_is_one_step_of_EM(CovarianceStructure structure) => Gen.ULong.Sample(seed =>
    {
        var other = SmallData.Clumps(200, 3, seed + 1).Observe();
        if (Collapse.OrModel(() => GaussianMixture.Fit(SmallData.Clumps(200, 3, seed).Observe(), Options(structure))) is not { } model
            || Collapse.OrModel(() => GaussianMixture.Fit(other, Options(structure) with { Start = MixtureStart.FromModel(model), MaxIterations = 1 })) is not { } step)
        {
            return;
        }

        var updated = model.Update(other, keep: 0, threads: 2);
        AssertClose.Relative(step.LogLikelihood, updated.LogLikelihood, 1e-9);
        AssertClose.OfLargest(step.Means.SelectMany(m => m), updated.Means.SelectMany(m => m), 1e-9);
        Assert.Equal(200, updated.StandsFor, 1e-9);
    }, iter: 2);

    /// <summary>One component: updates batch after batch give the mean and covariance of all rows ever seen, in closed form.</summary>
    [Theory]
    [InlineData(Scaling.None)]
    [InlineData(Scaling.ZScore)]
    public void Updates_of_one_component_are_those_of_all_rows(Scaling scaling) => Gen.ULong.Sample(seed =>
    {
        var rows = SmallData.Clumps(300, 3, seed);
        var options = Options(CovarianceStructure.Full) with { Components = 1, Scaling = scaling };
        var model = GaussianMixture.Fit(rows[..100].Observe(), options);
        model = model.Update(rows[100..180].Observe()).Update(rows[180..].Observe());
        var all = GaussianMixture.Fit(rows.Observe(), options);
        AssertClose.OfLargest(all.Means[0], model.Means[0], 1e-12);
        AssertClose.OfLargest(all.CovarianceOf(0).Cast<double>(), model.CovarianceOf(0).Cast<double>(), 1e-11);
        Assert.Equal(300, model.StandsFor);
        Assert.Equal(120, model.FittedOn.Rows);
        Assert.Equal(model.StandsFor, ((GaussianMixtureModel)ModelFile.FromJson(ModelFile.ToJson(model))).StandsFor);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Update(rows.Observe(), keep: 1.5));
    }, iter: 10);

    /// <summary>A model under which the rows are right is nearly a fixed point, noise and all; a rotating pair of batches is followed when the past is forgotten.</summary>
    [Fact]
    public void A_stream_is_followed()
    {
        var data = Generate.Blobs(seed: 4, rows: 3000, clusters: 3, dimension: 2);
        var model = GaussianMixture.Fit(data.Rows, Options(CovarianceStructure.Full) with { Noise = new() });
        var still = model.Update(data.Rows);
        AssertClose.OfLargest(model.Means.SelectMany(m => m), still.Means.SelectMany(m => m), 1e-2);
        Assert.Equal(model.NoiseWeight, still.NoiseWeight, 1e-3);
        double[] shifted = [.. Enumerable.Range(0, 3000).SelectMany(i => new[] { data.Rows[i][0] + 1, data.Rows[i][1] })];
        for (var i = 0; i < 40; i++)
        {
            still = still.Update(Observations.From(shifted, 2), keep: 0.2);
        }

        for (var k = 0; k < 3; k++)
        {
            Assert.Equal(model.Means[k][0] + 1, still.Means[k][0], 0.05);
        }
    }

    /// <summary>A few passes over mini-batches are nearly as likely as EM until it converges.</summary>
    [Theory]
    [InlineData(CovarianceStructure.Full)]
    [InlineData(CovarianceStructure.Tied)]
    [InlineData(CovarianceStructure.Diagonal)]
    [InlineData(CovarianceStructure.VEI)]
    public void Nearly_as_likely_as_EM(CovarianceStructure structure)
    {
        var rows = Generate.Blobs(seed: 7, rows: 20_000, clusters: 4, dimension: 4, deviation: 3).Rows;
        var em = GaussianMixture.Fit(rows, Options(structure) with { Components = 4, Restarts = 3 });
        var batches = MiniBatchGaussianMixture.Fit(rows, new() { Components = 4, Covariance = structure, BatchSize = 500, MaxPasses = 5 });

        // Parameters from about 500 / rate rows at the end miss the optimum by half a unit of likelihood each for so many rows: some 30 parameters, 20,000 / 5,000 of that.
        Assert.InRange(em.LogLikelihood - batches.LogLikelihood, -1, 250);
        Assert.Equal(-batches.Report.Trace[^1], batches.LogLikelihood, 1e-6);
    }

    [Fact]
    public void The_same_bits_on_any_number_of_threads()
    {
        var rows = SmallData.Clumps(3000, 5, 4).Observe();
        string Bits(int threads) => ModelFile.ToJson(MiniBatchGaussianMixture.Fit(rows, new() { Components = 3, BatchSize = 200, MaxPasses = 3, Threads = threads, Scaling = Scaling.ZScore }));
        Assert.Equal(Bits(1), Bits(2));
        Assert.Equal(Bits(1), Bits(7));
    }

    /// <summary>Rows of weight 0 are never drawn.</summary>
    [Fact]
    public void Rows_are_drawn_by_weight()
    {
        double[][] rows = [.. SmallData.Clumps(400, 2, 1), .. SmallData.Clumps(400, 2, 1).Select(r => new[] { r[0] + 1000, r[1] })];
        double[] weights = [.. Enumerable.Range(0, 800).Select(i => i < 400 ? 1.0 : 0)];
        var model = MiniBatchGaussianMixture.Fit(rows.Observe().WithWeights(weights), new() { Components = 2, BatchSize = 100, StartRows = 200 });
        Assert.All(model.Means, mean => Assert.InRange(mean[0], -30, 30));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        var rows = SmallData.Clumps(50, 2, 1).Observe();
        Assert.Throws<ArgumentOutOfRangeException>(() => MiniBatchGaussianMixture.Fit(rows, new() { Components = 2, Decay = 0.5 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => MiniBatchGaussianMixture.Fit(rows, new() { Components = 2, BatchSize = 0 }));
        Assert.Throws<ArgumentException>(() => MiniBatchGaussianMixture.Fit(rows, new() { Components = 2, Start = MixtureStart.FromLabels(new int[50]) }));
        Assert.Throws<ArgumentException>(() => MiniBatchGaussianMixture.Fit(rows, new() { Components = 2, Scaling = Scaling.UnitLength }));
    }

    private static GaussianMixtureOptions Options(CovarianceStructure structure) => new() { Components = 3, Covariance = structure, Regularization = Regularization.None, Restarts = 2, MaxIterations = 200, Threads = 2 };
}
