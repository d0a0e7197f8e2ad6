using CsCheck;
using Mixtura.Kernels;

namespace Mixtura.Tests.Mixtures;

/// <summary>Mixtures of which the rows of least density are left out.</summary>
public class TrimmingTests
{
    public static TheoryData<CovarianceStructure> Structures => [.. Enum.GetValues<CovarianceStructure>()];

    /// <summary>By sorting; of equal energies the first go first, and of the row at the border a part.</summary>
    [Fact]
    public void The_dearest_rows_are_those_that_sorting_finds() => Gen.Select(Gen.Int[-9, 9].Select(i => i / 4.0).Array[1, 60], Gen.Double[0, 0.6]).Sample((energies, share) =>
    {
        double[] weights = [.. energies.Select((_, i) => (double)(i * 5 % 4))];
        var gone = share * weights.Sum();
        var expected = weights.ToArray();
        var left = gone;
        foreach (var i in Enumerable.Range(0, energies.Length).OrderByDescending(i => energies[i]))
        {
            var part = Math.Min(left, expected[i]);
            (expected[i], left) = (expected[i] - part, left - part);
        }

        DearestRows.Remove(energies, weights, gone);
        for (var i = 0; i < energies.Length; i++)
        {
            Assert.Equal(expected[i], weights[i], 1e-12);
        }
    }, iter: 2000);

    /// <summary>The energy of the kept rows never rises, and is what the densities of the model say of the rows that the report does not name.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void Trimmed_likelihood_never_falls(CovarianceStructure structure) => Gen.ULong.Sample(seed =>
    {
        var rows = WithOutliers(300, seed).Observe();
        var options = new GaussianMixtureOptions { Components = 2, Covariance = structure, Trimming = 0.1, Regularization = Regularization.None, Tolerance = 1e-9, Restarts = 3, Threads = 2 };
        var model = GaussianMixture.Fit(rows, options);
        var trace = model.Report.Trace;
        Assert.All(Enumerable.Range(1, trace.Length - 1), i => Assert.True(trace[i] <= trace[i - 1] + (1e-11 * Math.Abs(trace[0])), $"step {i}: {trace[i - 1]:r} to {trace[i]:r}"));
        Assert.Equal(30, model.Report.TrimmedRows.Length);
        var densities = model.LogDensities(rows);
        AssertClose.Relative(-densities.Where((_, i) => !model.Report.TrimmedRows.Contains(i)).Sum(), trace[^1], 1e-11);
        Assert.True(model.Report.TrimmedRows.Max(i => densities[i]) <= model.LogDensityQuantile(rows, 0.1));
    }, iter: 4);

    /// <summary>One normal distribution: the end is a fixed point, the mean and covariance of the rows that its own densities keep (n - h of Rousseeuw's MCD).</summary>
    [Fact]
    public void One_component_ends_at_the_moments_of_the_kept_rows()
    {
        var rows = WithOutliers(200, 3).Select(x => new[] { x[0] % 10, x[1] }).ToArray();
        var model = GaussianMixture.Fit(rows.Observe(), new GaussianMixtureOptions { Components = 1, Trimming = 0.25, Regularization = Regularization.None, Tolerance = 0 });
        var kept = rows.Where((_, i) => !model.Report.TrimmedRows.Contains(i)).ToArray();
        Assert.Equal(150, kept.Length);
        double[] mean = [kept.Average(x => x[0]), kept.Average(x => x[1])];
        AssertClose.OfLargest(mean, model.Means[0], 1e-12);
        Assert.Equal(kept.Average(x => (x[0] - mean[0]) * (x[1] - mean[1])), model.CovarianceOf(0)[0, 1], 1e-12);
    }

    /// <summary>A tenth of the rows far off: trimmed, the groups are found to three standard errors; untrimmed, a component widens to them.</summary>
    [Fact]
    public void Outliers_are_left_out()
    {
        var rows = WithOutliers(3000, 7).Observe();
        var trimmed = GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 2, Trimming = 0.1 });
        var order = trimmed.Means[0][0] < trimmed.Means[1][0] ? 0 : 1;
        Assert.Equal(0, trimmed.Means[order][0], 0.1);
        Assert.Equal(12, trimmed.Means[1 - order][0], 0.1);
        Assert.InRange(trimmed.CovarianceOf(order)[0, 0], 0.8, 1.3);
        Assert.True(trimmed.Report.TrimmedRows.Count(i => i % 10 == 0) > 280);
        var plain = GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 2 });
        Assert.Contains(Enumerable.Range(0, 2), k => plain.CovarianceOf(k)[0, 0] > 20);
        Assert.Empty(plain.Report.TrimmedRows);
    }

    /// <summary>Outliers so far off and together that k-means gives them a center of their own, with which a component would go when they are trimmed.</summary>
    [Fact]
    public void A_center_that_k_means_gives_to_outliers_is_not_lost()
    {
        double[][] rows = [.. WithOutliers(600, 2).Select((x, i) => i % 10 == 0 ? new[] { 1000.0 + i, 500 } : x)];
        var model = GaussianMixture.Fit(rows.Observe(), new GaussianMixtureOptions { Components = 2, Trimming = 0.1, Restarts = 1 });
        Assert.Equal([.. Enumerable.Range(0, 60).Select(i => i * 10)], model.Report.TrimmedRows);
        Assert.Equal([0, 12], model.Means.Select(m => Math.Round(m[0])).Order());
    }

    [Fact]
    public void A_row_that_weighs_3_is_three_rows() => Gen.ULong.Sample(seed =>
    {
        var rows = WithOutliers(100, seed);
        int[] labels = [.. rows.Select(x => x[0] > 6 ? 1 : 0)];
        double[] weights = [.. rows.Select((_, i) => (double)(1 + (i % 3)))];
        var copies = Enumerable.Range(0, 100).SelectMany(i => Enumerable.Repeat(i, (int)weights[i])).ToArray();
        var options = new GaussianMixtureOptions { Components = 2, Trimming = 0.123, Tolerance = 0, MaxIterations = 15 };
        var one = GaussianMixture.Fit(rows.Observe().WithWeights(weights), options with { Start = MixtureStart.FromLabels(labels) });
        var other = GaussianMixture.Fit(copies.Select(i => rows[i]).ToArray().Observe(), options with { Start = MixtureStart.FromLabels([.. copies.Select(i => labels[i])]) });
        AssertClose.Relative(one.Report.Trace[^1], other.Report.Trace[^1], 1e-8);
        AssertClose.OfLargest(one.Means.SelectMany(m => m), other.Means.SelectMany(m => m), 1e-7);
    }, iter: 10);

    [Fact]
    public void Threads_never_change_a_bit()
    {
        var rows = WithOutliers(9000, 4).ObserveSingle();
        var options = new GaussianMixtureOptions { Components = 3, Trimming = 0.07, Restarts = 2, MaxIterations = 5, Threads = 1 };
        var one = GaussianMixture.Fit(rows, options);
        foreach (var threads in new[] { 2, 7 })
        {
            var other = GaussianMixture.Fit(rows, options with { Threads = threads });
            Assert.Equal(ModelFile.ToJson(one), ModelFile.ToJson(other));
            Assert.Equal(one.Report.TrimmedRows, other.Report.TrimmedRows);
        }
    }

    [Fact]
    public void What_cannot_be_trimmed_is_refused()
    {
        var rows = WithOutliers(50, 1).Observe();
        foreach (var share in new[] { -0.1, 0.51, double.NaN })
        {
            Assert.Contains("0 to 0.5", Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 2, Trimming = share })).Message, StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 2, Trimming = 0.1, Prior = MixturePrior.Dirichlet() }));

        // So many equal rows that some of them go and some stay; and no NaN where the kept ones are all equal.
        double[][] equal = [.. Enumerable.Range(0, 40).Select(i => new[] { i < 20 ? 0.0 : i < 38 ? 1 : 50, 0 })];
        var model = GaussianMixture.Fit(equal.Observe(), new GaussianMixtureOptions { Components = 2, Trimming = 0.3 });
        Assert.Equal(12, model.Report.TrimmedRows.Length);
        Assert.All(model.LogDensities(equal.Observe()), log => Assert.True(double.IsFinite(log)));
    }

    /// <summary>Two groups, 12 apart, and every tenth row from far around.</summary>
    private static double[][] WithOutliers(int n, ulong seed)
    {
        var random = new RandomStream(seed, RandomPurpose.Dataset);
        return [.. Enumerable.Range(0, n).Select(i => i % 10 == 0
            ? new[] { (random.NextDouble() * 80) - 40, (random.NextDouble() * 80) - 40 }
            : [random.NextNormal() + (i % 2 * 12), random.NextNormal()])];
    }
}
