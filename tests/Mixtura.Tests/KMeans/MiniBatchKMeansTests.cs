using CsCheck;
using Mixtura.Datasets;
using Mixtura.Kernels;
using Mixtura.Tests.Reference;

namespace Mixtura.Tests.Clusters;

public class MiniBatchKMeansTests
{
    /// <summary>A batch of all rows: the first step is Lloyd's, the second moves to the mean of what both have assigned.</summary>
    [Fact]
    public void Steps_are_those_of_the_paper() => Gen.Select(SmallData.Rows, Gen.Int[1, 4], Gen.Int[0, 3]).Sample((rows, k, passes) =>
    {
        var weights = rows.Select((_, i) => 1.0 + (i % 3)).ToArray();
        var model = MiniBatchKMeans.Fit(rows.Observe().WithWeights(weights), new MiniBatchKMeansOptions
        {
            Clusters = k, Seeding = Seeding.FromCentroids(rows[..k]), BatchSize = rows.Length, MaxPasses = passes, ReassignmentRatio = 0, Patience = null,
        });
        var centroids = rows[..k].Select(r => r.ToArray()).ToArray();
        var seen = new double[k];
        for (var step = 0; step < passes; step++)
        {
            var labels = rows.Select(x => TextbookKMeans.Nearest(x, centroids)).ToArray();
            for (var i = 0; i < rows.Length; i++)
            {
                // One row at a time, with the learning rate of the weight seen so far.
                var c = labels[i];
                seen[c] += weights[i];
                for (var j = 0; j < rows[i].Length; j++)
                {
                    centroids[c][j] += weights[i] / seen[c] * (rows[i][j] - centroids[c][j]);
                }
            }
        }

        AssertClose.OfLargest(centroids.SelectMany(c => c), model.Centroids.SelectMany(c => c), 1e-12);
        Assert.Equal(passes, model.Report.Iterations);
        Assert.Equal(StopReason.IterationLimit, model.Report.Reason);
    }, iter: 150);

    /// <summary>What the model says of the rows is of the final centroids and of all rows, however few of them a step saw.</summary>
    [Fact]
    public void Inertia_and_sizes_are_of_all_rows() => Gen.Select(SmallData.Rows, Gen.Int[1, 5], Gen.Int[1, 100], Gen.ULong).Sample((rows, k, batch, seed) =>
    {
        var weights = rows.Select((_, i) => i % 3 / 2.0).ToArray();
        var options = new MiniBatchKMeansOptions { Clusters = Math.Min(k, 3), BatchSize = batch, MaxPasses = 4, Seed = seed };
        var model = MiniBatchKMeans.Fit(rows.Observe().WithWeights(weights), options);
        var centroids = model.Centroids.Select(c => c.ToArray()).ToArray();
        var labels = rows.Select(x => TextbookKMeans.Nearest(x, centroids)).ToArray();
        AssertClose.Relative(1 + rows.Select((x, i) => weights[i] * TextbookKMeans.Square(x, centroids[labels[i]])).Sum(), 1 + model.Inertia, 1e-12);
        Assert.Equal(Enumerable.Range(0, options.Clusters).Select(c => labels.LongCount(l => l == c)), model.Sizes);
        AssertClose.Relative(1 + model.Inertia, 1 + model.Report.Trace[^1], 1e-14);
        Assert.Equal(model.Report.Restarts.Min(r => r.Objective), model.Report.Trace[^1]);
        Assert.Equal(Math.Min(3, model.Report.Restarts.Length), model.Report.Restarts.Length);
    }, iter: 100);

    /// <summary>Rows of weight 0 are never drawn: with one column they would pull a centroid to where no other row is.</summary>
    [Fact]
    public void Rows_of_weight_0_are_never_seen() => Gen.ULong.Sample(seed =>
    {
        var rows = Enumerable.Range(0, 60).Select(i => new[] { i % 2 == 0 ? i / 60.0 : 1000 }).ToArray();
        var data = rows.Observe().WithWeights(rows.Select(r => r[0] < 1000 ? 2.0 : 0).ToArray());
        var model = MiniBatchKMeans.Fit(data, new MiniBatchKMeansOptions { Clusters = 3, BatchSize = 8, MaxPasses = 3, Seed = seed });
        Assert.All(model.Centroids, c => Assert.InRange(c[0], 0, 1));
    }, iter: 50);

    /// <summary>
    /// On 20,000 rows of 8 clusters it comes within a tenth of k-means, having seen a few times the rows at most. (Both find the clusters; the centroids of a
    /// mini-batch still carry the noise of the rows they saw.)
    /// </summary>
    [Fact]
    public void It_comes_near_to_k_means_and_says_why_it_stopped()
    {
        var rows = Generate.Blobs(seed: 3, rows: 20_000, clusters: 8, dimension: 4).Rows;
        var best = Mixtura.KMeans.Fit(rows, 8);
        var model = MiniBatchKMeans.Fit(rows, 8);
        Assert.InRange(model.Inertia, best.Inertia * (1 - 1e-9), best.Inertia * 1.1);
        Assert.Equal(StopReason.NoImprovement, model.Report.Reason);
        Assert.True(model.Report.Converged);
        Assert.InRange(model.Report.Iterations * 1024, 1024, 10 * 20_000);
        Assert.Equal(3, model.Report.Restarts.Length);
        Assert.Empty(model.Report.Warnings);

        var hurried = MiniBatchKMeans.Fit(rows, new MiniBatchKMeansOptions { Clusters = 8, MaxPasses = 1, Patience = null });
        Assert.Equal(StopReason.IterationLimit, hurried.Report.Reason);
        Assert.Equal(20, hurried.Report.Iterations);
        Assert.Contains("1 passes", Assert.Single(hurried.Report.Warnings), StringComparison.Ordinal);
        var tolerant = MiniBatchKMeans.Fit(rows, new MiniBatchKMeansOptions { Clusters = 8, Tolerance = 1e6 });
        Assert.Equal((StopReason.Converged, 1), (tolerant.Report.Reason, tolerant.Report.Iterations));
    }

    /// <summary>A centroid that begins where no row is sees none: it begins anew, unless it is let starve, and then that is said.</summary>
    [Fact]
    public void A_starved_centroid_begins_anew()
    {
        var rows = Generate.Blobs(seed: 5, rows: 3_000, clusters: 3, dimension: 2, deviation: 0.1).Rows;
        var start = Seeding.FromCentroids([[.. rows[0].ToArray()], [1e4, 1e4], [2e4, 2e4]]);
        var options = new MiniBatchKMeansOptions { Clusters = 3, Seeding = start, BatchSize = 100 };
        var fed = MiniBatchKMeans.Fit(rows, options);
        Assert.DoesNotContain(0L, fed.Sizes);
        Assert.InRange(fed.Inertia, 0, 1.1 * Mixtura.KMeans.Fit(rows, 3).Inertia);
        var starved = MiniBatchKMeans.Fit(rows, options with { ReassignmentRatio = 0 });
        Assert.Equal(2, starved.Sizes.Count(s => s == 0));
        Assert.Contains("2 of the 3 clusters are nearest to no row", Assert.Single(starved.Report.Warnings), StringComparison.Ordinal);
    }

    /// <summary>By hand, with a share of 1/2: the first tells of the start; then 8, 6, 5, 6 (up), 7 (up).</summary>
    [Fact]
    public void Smoothing_by_hand()
    {
        var smoothed = new SmoothedInertia(share: 0.5, patience: 2);
        Assert.Equal([false, false, false, false, false, true], new[] { 100.0, 8, 4, 4, 7, 8 }.Select(smoothed.HasStalled));
        var patient = new SmoothedInertia(share: 0.5, patience: null);
        Assert.DoesNotContain(true, Enumerable.Repeat(1.0, 50).Select(patient.HasStalled));
        var flat = new SmoothedInertia(share: 1, patience: 3);
        Assert.Equal([false, false, false, false, true], Enumerable.Repeat(1.0, 5).Select(flat.HasStalled));
    }

    /// <summary>Rows 0 and 10 with centroids at 0, 0 (starved): it goes to the only row that costs something, and counts as the least of the others.</summary>
    [Fact]
    public void Where_a_starved_centroid_goes()
    {
        var batch = Observations.From([0.0, 0, 0, 10], 1);
        double[] seen = [500, 3, 40];
        var starved = new StarvedCentroids<double>(3, ratio: 0.01);
        var model = new Centroids([0, 0, 0.5], 1);
        Assert.Same(model, starved.BeginAnew(model, seen, batch, new RandomStream(1, RandomPurpose.MiniBatch)));
        for (var batches = 0; batches < 7; batches++)
        {
            model = starved.BeginAnew(model, seen, batch, new RandomStream(1, RandomPurpose.MiniBatch));
        }

        Assert.Equal([0, 10, 0.5], model.Means);
        Assert.Equal([500, 40, 40], seen);
    }

    [Fact]
    public void One_cluster_and_as_many_as_rows() => SmallData.Rows.Sample(rows =>
    {
        var one = MiniBatchKMeans.Fit(rows.Observe(), new MiniBatchKMeansOptions { Clusters = 1, BatchSize = 1000 });
        AssertClose.Relative(Mixtura.KMeans.Fit(rows.Observe(), 1).Inertia, one.Inertia, 1e-12);
        var each = MiniBatchKMeans.Fit(rows.Observe(), new MiniBatchKMeansOptions { Clusters = rows.Length, BatchSize = 1000 });
        Assert.Equal(0, each.Inertia);
    }, iter: 20);

    [Fact]
    public void Rare_rows_among_equal_ones_are_found_for_the_start()
    {
        var values = new double[50_000];
        values[^1] = 1;
        values[^2] = 2;
        var model = MiniBatchKMeans.Fit(Observations.From(values, 1), new MiniBatchKMeansOptions { Clusters = 3, BatchSize = 50, MaxPasses = 0 });
        Assert.Equal([0.0, 1, 2], model.Centroids.Select(c => c[0]).Order());
    }

    [Fact]
    public void A_model_says_on_reading_how_it_stopped()
    {
        var model = MiniBatchKMeans.Fit(SmallData.Clumps(500, 2, 1).Observe(), new MiniBatchKMeansOptions { Clusters = 3, BatchSize = 50, Scaling = Scaling.ZScore });
        var back = ModelFile.FromJson(ModelFile.ToJson(model));
        Assert.Equal(StopReason.NoImprovement, back.Report.Reason);
        Assert.Equal(ModelFile.ToJson(model), ModelFile.ToJson(back));
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        var rows = SmallData.Clumps(20, 2, 0).Observe();
        MiniBatchKMeansOptions two = new() { Clusters = 2 };
        Assert.All(
            [two with { Clusters = 0 }, two with { BatchSize = 0 }, two with { SeedingRows = 1 }, two with { Patience = 0 }, two with { ReassignmentRatio = 1 }, two with { ReassignmentRatio = double.NaN }, two with { MaxPasses = -1 }, two with { Tolerance = -1 }],
            options => Assert.ThrowsAny<ArgumentException>(() => MiniBatchKMeans.Fit(rows, options)));
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => MiniBatchKMeans.Fit(rows, two, null, source.Token));
    }
}
