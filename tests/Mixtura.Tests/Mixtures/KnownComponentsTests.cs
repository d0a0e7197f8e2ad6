using CsCheck;
using Mixtura.Tests.Reference;

namespace Mixtura.Tests.Mixtures;

/// <summary>Mixtures of which some rows' components are known.</summary>
public class KnownComponentsTests
{
    public static TheoryData<CovarianceStructure> Structures => [.. Enum.GetValues<CovarianceStructure>()];

    /// <summary>All known: no iteration, but the moments of the classes, in closed form; and the order of components is that of the labels.</summary>
    [Fact]
    public void All_known_is_one_normal_for_each_class() => Gen.ULong.Sample(seed =>
    {
        var rows = SmallData.Clumps(90, 2, seed);
        int[] known = [.. rows.Select((_, i) => (i * i % 7) % 3)];
        var model = GaussianMixture.Fit(rows.Observe(), Options(known) with { Regularization = Regularization.None });
        for (var k = 0; k < 3; k++)
        {
            var own = rows.Where((_, i) => known[i] == k).ToArray();
            Assert.Equal(own.Length / 90.0, model.Weights[k], 1e-14);
            double[] mean = [own.Average(r => r[0]), own.Average(r => r[1])];
            AssertClose.OfLargest(mean, model.Means[k], 1e-12);
            AssertClose.OfLargest([own.Average(r => (r[0] - mean[0]) * (r[0] - mean[0])), own.Average(r => (r[0] - mean[0]) * (r[1] - mean[1]))], model.CovarianceOf(k).Cast<double>().Take(2), 1e-11);
        }
    }, iter: 20);

    /// <summary>The likelihood of known rows under their components and of the others under the mixture never falls, and is the trace's.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void Likelihood_of_what_is_known_and_what_is_not_never_falls(CovarianceStructure structure) => Gen.ULong.Sample(seed =>
    {
        var rows = SmallData.Clumps(300, 2, seed);
        int[] known = [.. rows.Select((_, i) => i % 4 == 0 ? i / 4 % 3 : -1)];
        var model = GaussianMixture.Fit(rows.Observe(), Options(known) with { Covariance = structure, Regularization = Regularization.None, Tolerance = 1e-9 });
        var trace = model.Report.Trace;
        Assert.All(Enumerable.Range(1, trace.Length - 1), i => Assert.True(trace[i] <= trace[i - 1] + (1e-11 * Math.Abs(trace[0])), $"step {i}: {trace[i - 1]:r} to {trace[i]:r}"));
        var expected = rows.Select((x, i) => known[i] < 0
            ? TextbookDensity.LogDensity(model, x)
            : Math.Log(model.Weights[known[i]]) + TextbookDensity.LogNormal(x, [.. model.Means[known[i]]], model.CovarianceOf(known[i]))).Sum();
        AssertClose.Relative(-expected, trace[^1], 1e-10);
    }, iter: 8);

    /// <summary>A few known rows name the components, where nothing else could.</summary>
    [Fact]
    public void Known_rows_name_the_components()
    {
        double[][] rows = [.. Enumerable.Range(0, 200).Select(i => new[] { (i % 2 * 20.0) + (i % 5), i % 3 })];
        int[] known = [.. Enumerable.Range(0, 200).Select(i => i < 2 ? 1 - i : -1)];
        var model = GaussianMixture.Fit(rows.Observe(), Options(known) with { Components = 2 });
        Assert.Equal(22, model.Means[0][0], 0.5);
        Assert.Equal(2, model.Means[1][0], 0.5);
    }

    [Fact]
    public void What_cannot_be_known_is_refused()
    {
        var rows = SmallData.Clumps(30, 2, 1).Observe();
        Assert.Contains("29 known components", Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(rows, Options(new int[29]))).Message);
        Assert.Contains("component 3", Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(rows, Options([.. Enumerable.Repeat(3, 30)]))).Message);
        Assert.Contains("component 1", Assert.Throws<MixturaException>(() => GaussianMixture.Fit(rows, Options(new int[30]))).Message);
    }

    private static GaussianMixtureOptions Options(int[] known) => new() { Components = 3, KnownComponents = known, Threads = 2 };
}
