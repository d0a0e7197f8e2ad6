using CsCheck;
using Mixtura.Tests.Reference;

namespace Mixtura.Tests.Clusters;

public class KMeansTests
{
    /// <summary>The same assignments and so the same fixed point; inertia differs by the rounding of some hundred terms.</summary>
    [Fact]
    public void Fit_is_the_textbooks() => Gen.Select(SmallData.Rows, Gen.Int[1, 6]).Sample((rows, k) =>
    {
        var start = rows[..k];
        var weights = rows.Select((_, i) => 1.0 + (i % 3)).ToArray();
        if (TextbookKMeans.Fit(rows, weights, start) is not var (centroids, labels, inertia))
        {
            return;
        }

        var model = Mixtura.KMeans.Fit(rows.Observe().WithWeights(weights), new KMeansOptions { Clusters = k, Seeding = Seeding.FromCentroids(start), Tolerance = 0 });
        Assert.Equal(labels, model.Predict(rows.Observe()));
        AssertClose.Relative(inertia, model.Inertia, 1e-12);
        AssertClose.OfLargest(centroids.SelectMany(c => c), model.Centroids.SelectMany(c => c), 1e-13);
    }, iter: 200);

    [Fact]
    public void Integer_weights_mean_repeated_rows() => SmallData.Rows.Sample(rows =>
    {
        var repeated = rows.SelectMany((r, i) => Enumerable.Repeat(r, 1 + (i % 3))).ToArray();
        var options = new KMeansOptions { Clusters = 3, Seeding = Seeding.FromCentroids(rows[..3]), Tolerance = 0 };
        var weighted = Mixtura.KMeans.Fit(rows.Observe().WithWeights(rows.Select((_, i) => 1.0 + (i % 3)).ToArray()), options);
        var plain = Mixtura.KMeans.Fit(repeated.Observe(), options);
        if (!plain.Report.Warnings.IsEmpty)
        {
            // A cluster lost its rows: one of several equal rows refills it, where a weighted row goes whole.
            return;
        }

        AssertClose.Relative(plain.Inertia, weighted.Inertia, 1e-12);
        AssertClose.OfLargest(plain.Centroids.SelectMany(c => c), weighted.Centroids.SelectMany(c => c), 1e-13);
    }, iter: 100);

    /// <summary>The trace of free energies of a fit never rises but for the rounding of its sums.</summary>
    [Fact]
    public void Energy_never_rises() => Gen.Select(SmallData.Rows, Gen.Int[2, 6], Gen.Double[0, 4], Gen.ULong).Sample((rows, k, t, seed) =>
    {
        var model = Mixtura.KMeans.Fit(rows.Observe(), new KMeansOptions { Clusters = k, Temperature = new(t), Seed = seed, Restarts = 1, Tolerance = 1e-9 });
        var trace = model.Report.Trace;
        for (var i = 1; i < trace.Length; i++)
        {
            Assert.True(trace[i] <= trace[i - 1] + (1e-12 * Math.Abs(trace[0])), $"step {i}: {trace[i - 1]:r} to {trace[i]:r}");
        }
    }, iter: 200);

    /// <summary>The energy reported is the energy of the reported model, not of the one before its last step.</summary>
    [Fact]
    public void Reported_inertia_is_the_reported_models() => Gen.Select(SmallData.Rows, Gen.ULong, Gen.Int[0, 3]).Sample((rows, seed, steps) =>
    {
        var model = Mixtura.KMeans.Fit(rows.Observe(), new KMeansOptions { Clusters = 3, Seed = seed, MaxIterations = steps, Restarts = 4 });
        var centroids = model.Centroids.Select(c => c.ToArray()).ToArray();
        AssertClose.Relative(rows.Sum(x => TextbookKMeans.Square(x, centroids[TextbookKMeans.Nearest(x, centroids)])), model.Inertia, 1e-12);
        Assert.Equal(model.Inertia, model.Report.Trace[^1]);
        Assert.Equal(model.Report.Restarts.Min(r => r.Objective), model.Inertia);
    }, iter: 100);

    [Fact]
    public void Restarts_start_elsewhere_and_the_best_is_kept()
    {
        var model = Mixtura.KMeans.Fit(SmallData.Clumps(90, 2, 5).Observe(), new KMeansOptions { Clusters = 8, Seeding = Seeding.RandomRows, Restarts = 12 });
        Assert.Equal(12, model.Report.Restarts.Length);
        Assert.True(model.Report.Restarts.Select(r => r.Objective).Distinct().Count() > 1);
        Assert.Equal(model.Report.Restarts.Min(r => r.Objective), model.Inertia);
    }

    /// <summary>Three rows at one place and one far away: the second centroid starts on the same place, loses all rows, and takes the far one.</summary>
    [Fact]
    public void An_empty_cluster_takes_the_costliest_row()
    {
        var rows = Observations.From([0.0, 0, 0, 0, 0, 0, 9, 9], 2);
        var model = Mixtura.KMeans.Fit(rows, new KMeansOptions { Clusters = 2, Seeding = Seeding.FromCentroids([[0, 0], [-5, -5]]) });
        Assert.Equal(0, model.Inertia);
        Assert.Contains("took the row that cost most", Assert.Single(model.Report.Warnings), StringComparison.Ordinal);
        Assert.Equal([3L, 1L], model.Sizes);
    }

    [Fact]
    public void Every_cluster_has_rows_whatever_the_start() => Gen.Select(SmallData.Rows, Gen.Int[2, 8]).Sample((rows, k) =>
    {
        var far = Enumerable.Range(0, k).Select(c => rows[0].Select(x => x + (1000.0 * c)).ToArray()).ToArray();
        var model = Mixtura.KMeans.Fit(rows.Observe(), new KMeansOptions { Clusters = k, Seeding = Seeding.FromCentroids(far) });
        Assert.DoesNotContain(0L, model.Sizes);
    }, iter: 100);

    [Fact]
    public void Labels_as_a_start_are_the_means_of_their_clusters()
    {
        var rows = SmallData.Clumps(40, 3, 1);
        var labels = rows.Select((_, i) => i % 4).ToArray();
        var model = Mixtura.KMeans.Fit(rows.Observe(), new KMeansOptions { Clusters = 4, Seeding = Seeding.FromLabels(labels), MaxIterations = 0 });
        var means = Enumerable.Range(0, 4).SelectMany(k => Enumerable.Range(0, 3).Select(j => rows.Where((_, i) => labels[i] == k).Average(r => r[j])));
        AssertClose.OfLargest(means, model.Centroids.SelectMany(c => c), 1e-14);
    }

    /// <summary>Moving all rows by 1e8 leaves eight digits of each; E[x^2] - m^2 would leave none of the inertia.</summary>
    [Fact]
    public void Data_far_from_the_origin_keep_their_inertia()
    {
        var rows = SmallData.Clumps(90, 3, 2);
        var moved = rows.Select(r => r.Select(x => x + 1e8).ToArray()).ToArray();
        var near = Mixtura.KMeans.Fit(moved.Select(r => r.Select(x => x - 1e8).ToArray()).ToArray().Observe(), 4);
        var far = Mixtura.KMeans.Fit(moved.Observe(), 4);
        AssertClose.Relative(near.Inertia, far.Inertia, 1e-7);
    }

    [Theory]
    [InlineData(Scaling.ZScore)]
    [InlineData(Scaling.MinMax)]
    public void Scaling_travels_with_the_model(Scaling scaling)
    {
        var rows = SmallData.Clumps(80, 3, 3).Select(r => new[] { r[0], 1000 * r[1], (0.001 * r[2]) + 7 }).ToArray();
        var model = Mixtura.KMeans.Fit(rows.Observe(), new KMeansOptions { Clusters = 3, Scaling = scaling });
        double Offset(int j) => scaling == Scaling.ZScore ? rows.Average(r => r[j]) : rows.Min(r => r[j]);
        double Scale(int j) => scaling == Scaling.ZScore
            ? Math.Sqrt(rows.Average(r => (r[j] - Offset(j)) * (r[j] - Offset(j))))
            : rows.Max(r => r[j]) - rows.Min(r => r[j]);
        var byHand = rows.Select(r => r.Select((x, j) => (x - Offset(j)) / Scale(j)).ToArray()).ToArray();
        var twin = Mixtura.KMeans.Fit(byHand.Observe(), 3);
        AssertClose.Relative(twin.Inertia, model.Inertia, 1e-11);
        Assert.Equal(twin.Predict(byHand.Observe()), model.Predict(rows.Observe()));
        AssertClose.Relative(twin.Centroids.SelectMany(c => c.Select((x, j) => Offset(j) + (Scale(j) * x))), model.Centroids.SelectMany(c => c), 1e-10);
    }

    [Fact]
    public void Distances_and_single_predictions_agree_with_the_textbook() => SmallData.Rows.Sample(rows =>
    {
        var model = Mixtura.KMeans.Fit(rows.Observe(), new KMeansOptions { Clusters = 3, Restarts = 1 });
        var centroids = model.Centroids.Select(c => c.ToArray()).ToArray();
        foreach (var x in rows)
        {
            AssertClose.Relative(centroids.Select(c => Math.Sqrt(TextbookKMeans.Square(x, c))), model.Distances(x), 1e-13);
            Assert.Equal(TextbookKMeans.Nearest(x, centroids), model.Predict(x));
        }
    }, iter: 30);

    [Fact]
    public void Too_few_distinct_rows_are_counted()
    {
        var rows = Observations.From([1.0, 1, 2, 2, 1, 1, 2, 2], 2);
        var fault = Assert.Throws<MixturaException>(() => Mixtura.KMeans.Fit(rows, 3));
        Assert.Contains("only 2 distinct rows", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_whose_squares_overflow_are_refused()
    {
        Assert.Throws<MixturaException>(() => Mixtura.KMeans.Fit(Observations.From([-1e200, 1e200, 0.0], 1), 2));
        Assert.Throws<MixturaException>(() => Mixtura.KMeans.Fit(Observations.From([-1e25f, 1e25f, 0f], 1), 2));
        Assert.Throws<MixturaException>(() => Mixtura.KMeans.Fit(Observations.From([1e-200, 2e-200, 3e-200], 1), 2));
    }

    [Theory]
    [InlineData(0, 10, 1, 0.1)]
    [InlineData(2, -1, 1, 0.1)]
    [InlineData(2, 10, 0, 0.1)]
    [InlineData(2, 10, 1, -0.1)]
    [InlineData(2, 10, 1, double.NaN)]
    public void Options_out_of_range_are_refused(int clusters, int maxIterations, int restarts, double tolerance)
    {
        var options = new KMeansOptions { Clusters = clusters, MaxIterations = maxIterations, Restarts = restarts, Tolerance = tolerance };
        Assert.ThrowsAny<ArgumentException>(() => Mixtura.KMeans.Fit(SmallData.Clumps(20, 2, 0).Observe(), options));
    }

    [Fact]
    public void Cancelling_ends_a_fit()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => Mixtura.KMeans.Fit(SmallData.Clumps(20, 2, 0).Observe(), new KMeansOptions { Clusters = 2 }, null, source.Token));
    }
}
