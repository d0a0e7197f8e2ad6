using CsCheck;
using Mixtura.Kernels;
using Mixtura.Tests.Reference;

namespace Mixtura.Tests.Mixtures;

public class StudentMixtureTests
{
    public static TheoryData<CovarianceStructure> Structures => [.. Enum.GetValues<CovarianceStructure>()];

    /// <summary>Steps from the same first model, by loops that know no tiles, moments or lanes; weights of 0 to 3 included.</summary>
    [Theory]
    [InlineData(1, true, 1)]
    [InlineData(2, true, 3)]
    [InlineData(3, true, 2)]
    [InlineData(9, true, 2)]
    [InlineData(2, false, 3)]
    public void Steps_are_the_textbooks(int d, bool estimates, int components) => Gen.ULong.Sample(seed =>
    {
        var rows = Clumps(70, d, seed);
        double[] weights = [.. rows.Select((_, i) => (double)(i * 7 % 4))];
        int[] labels = [.. rows.Select((_, i) => i % components)];
        var options = new StudentMixtureOptions
        {
            Components = components, Start = MixtureStart.FromLabels(labels), Regularization = Regularization.None, Tolerance = 0, MaxIterations = 0, Threads = 1,
            Tails = estimates ? Tails.Estimated : Tails.Fixed(3.5),
        };
        var data = rows.Observe().WithWeights(weights);
        var twin = Twin(StudentMixture.Fit(data, options));
        for (var step = 0; step < 4; step++)
        {
            var model = StudentMixture.Fit(data, options with { MaxIterations = step });
            AssertClose.Relative(twin.Weights, model.Weights, 1e-9);
            AssertClose.Relative(twin.Degrees, model.DegreesOfFreedom, 1e-7);
            for (var k = 0; k < components; k++)
            {
                AssertClose.OfLargest(twin.Means[k], model.Means[k], 1e-9);
                AssertClose.OfLargest(twin.Scales[k].Cast<double>(), model.ScaleMatrixOf(k).Cast<double>(), 1e-9);
            }

            AssertClose.Relative(rows.Select((x, i) => weights[i] * twin.LogDensity(x)).Sum(), model.LogLikelihood, 1e-10);
            twin = twin.Step(rows, weights, estimates);
        }
    }, iter: 4);

    [Theory]
    [MemberData(nameof(Structures))]
    public void Likelihood_never_falls(CovarianceStructure structure) => Gen.Select(Gen.ULong, Gen.OneOf(Gen.Const(Tails.Estimated), Gen.Const(Tails.Shared), Gen.Const(Tails.Fixed(2)))).Sample((seed, tails) =>
    {
        var options = new StudentMixtureOptions { Components = 3, Covariance = structure, Tails = tails, Temperature = new(seed % 2 == 0 ? 1 : 1.5), Regularization = Regularization.None, Tolerance = 1e-9, Restarts = 2, MaxIterations = 300, Threads = 2 };
        if (Collapse.OrModel(() => StudentMixture.Fit(Clumps(300, 3, seed).Observe(), options)) is not { Report.Trace: var trace } model || model.Sizes.Min() <= model.Dimension)
        {
            // A component of no more rows than features lies in a plane, and only rounding keeps its volume above 0.
            return;
        }

        Assert.All(Enumerable.Range(1, trace.Length - 1), i => Assert.True(trace[i] <= trace[i - 1] + (1e-11 * Math.Abs(trace[0])), $"step {i}: {trace[i - 1]:r} to {trace[i]:r}"));
        Assert.True(trace.Length > 3);
    }, iter: 6);

    /// <summary>With 1e9 degrees of freedom the density differs from the normal one by about 1e-9 of its logarithm.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void Without_tails_it_is_the_gaussian_mixture(CovarianceStructure structure)
    {
        // One step less an orientation that begins with one matrix for all, which Gaussians have a second way for.
        var rows = SmallData.Clumps(200, 3, 5).Observe();
        int[] labels = [.. Enumerable.Range(0, 200).Select(i => i % 2)];
        var gaussian = GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 2, Covariance = structure, Start = MixtureStart.FromLabels(labels), MaxIterations = 25, Tolerance = 0 });
        var student = StudentMixture.Fit(rows, new StudentMixtureOptions { Components = 2, Covariance = structure, Start = MixtureStart.FromLabels(labels), MaxIterations = 25, Tolerance = 0, Tails = Tails.Fixed(1e9) });
        AssertClose.Relative(gaussian.LogLikelihood, student.LogLikelihood, 1e-7);
        for (var k = 0; k < 2; k++)
        {
            AssertClose.OfLargest(gaussian.Means[k], student.Means[k], 1e-5);
            AssertClose.OfLargest(gaussian.CovarianceOf(k).Cast<double>(), student.CovarianceOf(k)!.Cast<double>(), 1e-5);
        }

        Assert.All(student.RowWeights(rows), u => Assert.Equal(1, u, 1e-6));
    }

    /// <summary>Two groups and a tenth of rows from far around: t components keep place and width, Gaussian ones widen.</summary>
    [Fact]
    public void Outliers_hardly_count()
    {
        var random = new RandomStream(3, RandomPurpose.Dataset);
        double[][] rows = [.. Enumerable.Range(0, 2000).Select(i => i % 10 == 0
            ? new[] { (random.NextDouble() * 80) - 40, (random.NextDouble() * 80) - 40 }
            : [random.NextNormal() + (i % 2 * 8), random.NextNormal()])];
        var data = rows.Observe();
        var student = StudentMixture.Fit(data, 2);
        var gaussian = GaussianMixture.Fit(data, 2);
        int[] order = student.Means[0][0] < student.Means[1][0] ? [0, 1] : [1, 0];
        for (var k = 0; k < 2; k++)
        {
            Assert.Equal(k * 8, student.Means[order[k]][0], 0.12);
            Assert.InRange(student.ScaleMatrixOf(order[k])[0, 0], 0.6, 1.3);
        }

        // One of the two takes nearly all outliers, and has the tails for it.
        Assert.InRange(student.DegreesOfFreedom.Min(), 1, 3);
        Assert.Contains(Enumerable.Range(0, 2), k => gaussian.CovarianceOf(k)[0, 0] > 50);
        Assert.True(student.Bic > gaussian.Bic);
        var weights = student.RowWeights(data);
        Assert.True(Enumerable.Range(0, 2000).Where(i => i % 10 == 0).Average(i => weights[i]) < 0.1);
        Assert.True(Enumerable.Range(0, 2000).Where(i => i % 10 != 0).Average(i => weights[i]) > 0.9);
    }

    /// <summary>Rows drawn from a t mixture give its parameters back.</summary>
    [Fact]
    public void Degrees_of_freedom_are_recovered()
    {
        var random = new RandomStream(11, RandomPurpose.Dataset);
        double[] degrees = [3, 12];
        double[][] rows = [.. Enumerable.Range(0, 40_000).Select(i =>
        {
            var half = degrees[i % 2] / 2;
            var spread = 1 / Math.Sqrt(GammaDraw.Next(random, half) / half);
            return new[] { (spread * random.NextNormal()) + (i % 2 * 15), spread * 2 * random.NextNormal() };
        })];
        var model = StudentMixture.Fit(rows.Observe(), new StudentMixtureOptions { Components = 2, Restarts = 1, Tolerance = 1e-8 });
        var first = model.Means[0][0] < 7 ? 0 : 1;
        Assert.Equal(3, model.DegreesOfFreedom[first], 0.2);
        Assert.Equal(12, model.DegreesOfFreedom[1 - first], 2.0);
        AssertClose.OfLargest([1, 0, 0, 4], model.ScaleMatrixOf(first).Cast<double>(), 0.05);

        // And rows drawn from the model have its density: the mean log-likelihood of its own rows, to three standard errors.
        var again = model.Sample(40_000, 5);
        Assert.Equal(model.MeanLogLikelihood, model.LogDensities(again.Rows).Average(), 0.05);
        Assert.Equal(model.Weights[0], again.Labels.Count(label => label == 0) / 40_000.0, 0.01);
    }

    [Fact]
    public void Turning_and_stretching_the_rows_does_so_to_the_model()
    {
        var rows = Clumps(300, 2, 8);
        double[][] turned = [.. rows.Select(x => new[] { (2 * x[0]) - x[1] + 5, x[0] + (3 * x[1]) - 1 })];
        int[] labels = [.. rows.Select((x, i) => x[0] > 0 ? 1 : 0)];
        var options = new StudentMixtureOptions { Components = 2, Start = MixtureStart.FromLabels(labels), Regularization = Regularization.None, Tolerance = 0, MaxIterations = 30 };
        var (one, other) = (StudentMixture.Fit(rows.Observe(), options), StudentMixture.Fit(turned.Observe(), options));
        AssertClose.Relative(one.LogLikelihood - (300 * Math.Log(7)), other.LogLikelihood, 1e-9);
        AssertClose.Relative(one.DegreesOfFreedom, other.DegreesOfFreedom, 1e-6);
        AssertClose.OfLargest(one.Means.SelectMany(m => new[] { (2 * m[0]) - m[1] + 5, m[0] + (3 * m[1]) - 1 }), other.Means.SelectMany(m => m), 1e-8);
    }

    [Fact]
    public void A_row_that_weighs_3_is_three_rows_in_any_order_anywhere() => Gen.ULong.Sample(seed =>
    {
        var rows = Clumps(120, 2, seed);
        double[] weights = [.. rows.Select((_, i) => (double)(i % 4))];
        var middle = rows.Select(x => x[0]).Order().ElementAt(60);
        int[] labels = [.. rows.Select(x => x[0] > middle ? 1 : 0)];
        var copies = Enumerable.Range(0, 120).SelectMany(i => Enumerable.Repeat(i, (int)weights[i])).OrderBy(i => i * 31 % 120).ToArray();
        var options = new StudentMixtureOptions { Components = 2, Tolerance = 0, MaxIterations = 20 };
        var one = StudentMixture.Fit(rows.Observe().WithWeights(weights), options with { Start = MixtureStart.FromLabels(labels) });
        var other = StudentMixture.Fit(copies.Select(i => rows[i].Select(x => x + 1e8).ToArray()).ToArray().Observe(), options with { Start = MixtureStart.FromLabels([.. copies.Select(i => labels[i])]) });

        // Numbers about 1e8 are rounded to 1.5e-8, and steps that creep make more of that.
        AssertClose.Relative(one.LogLikelihood, other.LogLikelihood, 1e-5);
        AssertClose.Relative(one.DegreesOfFreedom, other.DegreesOfFreedom, 1e-3);
        AssertClose.OfLargest(one.Means.SelectMany(m => m), other.Means.SelectMany(m => m.Select(x => x - 1e8)), 1e-4);
        AssertClose.OfLargest(one.ScaleMatrixOf(1).Cast<double>(), other.ScaleMatrixOf(1).Cast<double>(), 1e-3);
    }, iter: 10);

    [Theory]
    [InlineData(2)]
    [InlineData(12)]
    public void Threads_never_change_a_bit(int d)
    {
        var rows = Clumps(9000, d, 4).ObserveSingle();
        var options = new StudentMixtureOptions { Components = 3, Restarts = 2, MaxIterations = 6, Threads = 1 };
        var one = StudentMixture.Fit(rows, options);
        foreach (var threads in new[] { 2, 7 })
        {
            var other = StudentMixture.Fit(rows, options with { Threads = threads });
            Assert.Equal(ModelFile.ToJson(one), ModelFile.ToJson(other));
            Assert.Equal(one.RowWeights(rows, 1), other.RowWeights(rows, threads));
        }
    }

    [Theory]
    [MemberData(nameof(Structures))]
    public void Edges_never_give_a_nan(CovarianceStructure structure)
    {
        double[][][] tables =
        [
            [.. Enumerable.Range(0, 20).Select(i => new[] { i % 2 * 1e6, 5.0, i % 3 })],
            [.. Enumerable.Range(0, 8).Select(i => new[] { (double)i, i * i, -i })],
            [.. Enumerable.Range(0, 40).Select(i => new[] { i < 39 ? i % 7 : 1e12, i % 5, i % 3 })],
        ];
        foreach (var rows in tables)
        {
            foreach (var tails in new[] { Tails.Estimated, Tails.Shared, Tails.Fixed(0.1) })
            {
                var model = StudentMixture.Fit(rows.Observe(), new StudentMixtureOptions { Components = 3, Covariance = structure, Tails = tails, Restarts = 3, MaxIterations = 60 });
                double[] all = [.. model.Weights, .. model.DegreesOfFreedom, .. model.Means.SelectMany(m => m), model.LogLikelihood, model.Icl, .. model.RowWeights(rows.Observe()), .. model.LogDensities(rows.Observe())];
                Assert.All(all, value => Assert.True(double.IsFinite(value)));
                Assert.All(model.Responsibilities(rows.Observe()).Cast<double>(), value => Assert.InRange(value, 0, 1));
            }
        }
    }

    [Fact]
    public void Parameters_count_what_was_estimated()
    {
        var rows = Clumps(100, 2, 1).Observe();
        int Count(Tails tails) => StudentMixture.Fit(rows, new StudentMixtureOptions { Components = 3, Tails = tails, Restarts = 1, MaxIterations = 3 }).Parameters;
        Assert.Equal(17, Count(Tails.Fixed(4)));
        Assert.Equal(18, Count(Tails.Shared));
        Assert.Equal(20, Count(Tails.Estimated));
        Assert.Throws<ArgumentOutOfRangeException>(() => Tails.Fixed(0));
        Assert.Throws<ArgumentException>(() => StudentMixture.Fit(rows, new StudentMixtureOptions { Components = 2, Scaling = Scaling.UnitLength }));
    }

    private static TextbookStudent Twin(StudentMixtureModel model) => new(
        [.. model.Weights], [.. model.Means.Select(m => m.ToArray())], [.. Enumerable.Range(0, model.Clusters).Select(model.ScaleMatrixOf)], [.. model.DegreesOfFreedom]);

    /// <summary>Clumps with a few rows far out.</summary>
    private static double[][] Clumps(int n, int d, ulong seed) => [.. SmallData.Clumps(n, d, seed).Select((x, i) => i % 9 == 0 ? x.Select(v => 4 * v).ToArray() : x)];
}
