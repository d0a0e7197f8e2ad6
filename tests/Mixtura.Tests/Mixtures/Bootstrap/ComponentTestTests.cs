using Mixtura.Datasets;

namespace Mixtura.Tests.Mixtures.Bootstrap;

public class ComponentTestTests
{
    /// <summary>
    /// One normal distribution, drawn 40 times: at a level of 0.2 eight rejections are expected, with a standard deviation of 2.5; none beyond four of these. So the test is neither blind nor
    /// trigger-happy.
    /// </summary>
    [Fact]
    public void The_level_is_kept()
    {
        var rejected = Enumerable.Range(0, 40).Count(seed =>
        {
            var rows = Generate.Normals([new([0, 0], new[,] { { 1, 0.5 }, { 0.5, 1 } }, 60)], (ulong)seed).Rows;
            var options = new ComponentTestOptions { Covariance = CovarianceStructure.Tied, MaxComponents = 2, Replicates = 19, Level = 0.2, Restarts = 2, Seed = (ulong)seed };
            return ComponentTest.LikelihoodRatio(rows, options).Components > 1;
        });
        Assert.InRange(rejected, 1, 18);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Two_sets_are_two_components(bool isWeighted)
    {
        var rows = Generate.TwoSets(3, 100).Rows;
        var given = isWeighted ? rows.WithWeights(Enumerable.Range(0, 200).Select(i => 0.75 + (i % 2 * 0.5)).ToArray()) : rows;
        var result = ComponentTest.LikelihoodRatio(given, new ComponentTestOptions { Replicates = 39, Restarts = 2 });
        Assert.Equal((2, 2, true), (result.Components, result.Model.Clusters, result.IsDecided));
        Assert.Equal([1, 2], result.Steps.Select(s => s.Components));
        Assert.Equal(1.0 / 40, result.Steps[0].PValue, 1e-15);
        Assert.True(result.Steps[1].PValue > 0.05);

        // Other starts end elsewhere within the tolerance, 1e-5 for each of 200 rows, and the statistic is twice that.
        Assert.Equal(2 * (GaussianMixture.Fit(given, 2).LogLikelihood - GaussianMixture.Fit(given, 1).LogLikelihood), result.Steps[0].Statistic, 4e-3);
        Assert.All(result.Steps, s => Assert.Equal((1.0 + s.Replicates.Count(r => r >= s.Statistic)) / (1 + s.Replicates.Length), s.PValue));

        Assert.Equal(39, result.Steps[0].Replicates.Length);
    }

    /// <summary>A statistic is of all weight, and replicates are as many rows: of rows that weigh as little as one, one is drawn, which is no two components.</summary>
    [Fact]
    public void Weights_are_rows_to_the_replicates()
    {
        var rows = Generate.TwoSets(3, 40).Rows;
        var options = new ComponentTestOptions { Replicates = 5, Restarts = 1, MaxComponents = 2, Covariance = CovarianceStructure.Tied };
        var once = ComponentTest.LikelihoodRatio(rows, options).Steps[0];
        var twice = ComponentTest.LikelihoodRatio(rows.WithWeights(Enumerable.Repeat(2.0, 80).ToArray()), options).Steps[0];
        AssertClose.Relative(2 * once.Statistic, twice.Statistic, 1e-3);
        var fault = Assert.Throws<MixturaException>(() => ComponentTest.LikelihoodRatio(rows.WithWeights(Enumerable.Repeat(1.0 / 80, 80).ToArray()), options));
        Assert.Contains("None of 5 replicates", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        var rows = Generate.TwoSets(3, 80).Rows;
        string Of(int threads)
        {
            var result = ComponentTest.LikelihoodRatio(rows, new ComponentTestOptions { Replicates = 9, Level = 0.2, Restarts = 2, Threads = threads });
            return ModelFile.ToJson(result.Model) + string.Join(' ', result.Steps.SelectMany(s => s.Replicates.Append(s.Statistic)).Select(s => $"{s:r}"));
        }

        var expected = Of(1);
        Assert.Equal(expected, Of(2));
        Assert.Equal(expected, Of(7));
    }

    /// <summary>Rejected to the end, the sequence says that it is not decided.</summary>
    [Fact]
    public void A_sequence_that_ends_at_its_limit_says_so()
    {
        var rows = Generate.Normals([.. new[] { 0.0, 30, 60 }.Select(at => new MultivariateNormal([at], new[,] { { 1.0 } }, 30))], 3).Rows;
        var result = ComponentTest.LikelihoodRatio(rows, new ComponentTestOptions { Replicates = 19, MaxComponents = 3, Restarts = 2, Level = 0.06 });
        Assert.Equal((3, false), (result.Components, result.IsDecided));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        var rows = SmallData.Clumps(60, 2, 1).Observe();
        Assert.Throws<ArgumentOutOfRangeException>(() => ComponentTest.LikelihoodRatio(rows, new ComponentTestOptions { MaxComponents = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => ComponentTest.LikelihoodRatio(rows, new ComponentTestOptions { Replicates = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => ComponentTest.LikelihoodRatio(rows, new ComponentTestOptions { Level = 0 }));
        Assert.ThrowsAny<OperationCanceledException>(() => ComponentTest.LikelihoodRatio(rows, null, null, new CancellationToken(canceled: true)));
        Assert.Throws<MixturaException>(() => ComponentTest.LikelihoodRatio(Observations.From([1.0, 1, 1], 1)));
    }
}
