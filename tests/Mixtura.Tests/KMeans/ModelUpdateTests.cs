using CsCheck;
using Mixtura.Tests.Reference;

namespace Mixtura.Tests.Clusters;

public class ModelUpdateTests
{
    /// <summary>(keep N c + sum w x) / (keep N + sum w), by hand.</summary>
    [Fact]
    public void A_centroid_moves_to_the_mean_of_old_and_new() => Gen.Select(SmallData.Rows, Gen.Double[0, 1], Gen.Enum<Scaling>()).Sample((rows, keep, scaling) =>
    {
        if (scaling == Scaling.UnitLength)
        {
            // Below, by hand.
            return;
        }

        var half = rows.Length / 2;
        var model = Mixtura.KMeans.Fit(rows[..half].Observe(), new KMeansOptions { Clusters = 2, Scaling = scaling });
        var weights = rows[half..].Select((_, i) => 0.5 + (i % 2)).ToArray();
        var updated = model.Update(rows[half..].Observe().WithWeights(weights), keep);
        var labels = model.Predict(rows[half..].Observe());
        for (var k = 0; k < 2; k++)
        {
            int[] mine = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] == k)];
            var old = keep * model.ClusterWeights[k];
            var all = old + mine.Sum(i => weights[i]);
            AssertClose.Relative(all, updated.ClusterWeights[k], 1e-14);
            var expected = all == 0 ? model.Centroids[k] : [.. model.Centroids[k].Select((c, j) => ((old * c) + mine.Sum(i => weights[i] * rows[half + i][j])) / all)];
            AssertClose.OfLargest([.. expected, 1], [.. updated.Centroids[k], 1], 1e-12);
        }

        Assert.Equal(rows.Length - half, updated.FittedOn.Rows);
        Assert.Equal(updated.Inertia, updated.Report.Trace[^1]);
        Assert.True(updated.Report.Trace[1] <= updated.Report.Trace[0] * (1 + 1e-12));
    }, iter: 150);

    /// <summary>One row at a time is MacQueen's k-means: the nearest centroid moves by the row's difference over its count.</summary>
    [Fact]
    public void Row_after_row_is_MacQueens() => Gen.Select(SmallData.Rows, Gen.Int[1, 4]).Sample((rows, k) =>
    {
        var model = Mixtura.KMeans.Fit(rows[..k].Observe(), new KMeansOptions { Clusters = k, Seeding = Seeding.FromCentroids(rows[..k]) });
        var centroids = rows[..k].Select(r => r.ToArray()).ToArray();
        var counts = Enumerable.Repeat(1, k).ToArray();
        foreach (var x in rows[k..])
        {
            model = model.Update(Observations.From(x, x.Length), threads: 1);
            var nearest = TextbookKMeans.Nearest(x, centroids);
            counts[nearest]++;
            for (var j = 0; j < x.Length; j++)
            {
                centroids[nearest][j] += (x[j] - centroids[nearest][j]) / counts[nearest];
            }
        }

        AssertClose.OfLargest(centroids.SelectMany(c => c), model.Centroids.SelectMany(c => c), 1e-12);
        Assert.Equal(counts.Select(c => (double)c), model.ClusterWeights);
    }, iter: 60);

    /// <summary>Forgetting all is one step of Lloyd's algorithm.</summary>
    [Fact]
    public void Keeping_nothing_is_a_step_of_k_means() => SmallData.Rows.Sample(rows =>
    {
        var start = new KMeansOptions { Clusters = 3, Seeding = Seeding.FromCentroids(rows[..3]), MaxIterations = 0 };
        var model = Mixtura.KMeans.Fit(rows.Observe(), start);
        if (model.Sizes.Contains(0))
        {
            return;
        }

        var step = Mixtura.KMeans.Fit(rows.Observe(), start with { MaxIterations = 1 });
        AssertClose.OfLargest(step.Centroids.SelectMany(c => c), model.Update(rows.Observe(), keep: 0).Centroids.SelectMany(c => c), 1e-14);
    }, iter: 60);

    [Fact]
    public void A_cluster_without_new_rows_stays_and_fades()
    {
        var model = Mixtura.KMeans.Fit(Observations.From([0.0, 2, 100, 102], 1), new KMeansOptions { Clusters = 2, Seeding = Seeding.FromCentroids([[1], [101]]) });
        var updated = model.Update(Observations.From([4.0], 1), keep: 0.5);
        Assert.Equal([(1 + 4) / 2.0, 101], updated.Centroids.Select(c => c[0]));
        Assert.Equal([2, 1], updated.ClusterWeights);
        Assert.Equal([1L, 0], updated.Sizes);
        updated = updated.Update(Observations.From([103.0], 1), keep: 0);
        Assert.Equal([2.5, 103], updated.Centroids.Select(c => c[0]));
        Assert.Equal([0, 1], updated.ClusterWeights);

        // Nothing that it stands for is left: the next row takes it along.
        Assert.Equal([5, 103], updated.Update(Observations.From([5.0], 1)).Centroids.Select(c => c[0]));
    }

    [Fact]
    public void A_model_read_back_goes_on_the_same() => Gen.Select(SmallData.Rows, Gen.Double[0, 1]).Sample((rows, keep) =>
    {
        var model = Mixtura.KMeans.Fit(rows.Observe(), new KMeansOptions { Clusters = 3, Scaling = Scaling.ZScore }).Update(rows[..5].Observe(), keep);
        var back = (KMeansModel)ModelFile.FromJson(ModelFile.ToJson(model));
        Assert.Equal(model.ClusterWeights, back.ClusterWeights);
        Assert.Equal(ModelFile.ToJson(model.Update(rows.Observe(), keep)), ModelFile.ToJson(back.Update(rows.Observe(), keep)));
    }, iter: 40);

    /// <summary>Files of version 1 knew no weights; where rows had none they are the sizes.</summary>
    [Fact]
    public void A_file_of_version_1_is_read()
    {
        var model = Mixtura.KMeans.Fit(SmallData.Clumps(50, 2, 3).Observe(), 3);
        var now = ModelFile.ToJson(model);
        var at = now.IndexOf("  \"clusterWeights\"", StringComparison.Ordinal);
        var old = (now[..at] + now[now.IndexOf("  \"centroids\"", StringComparison.Ordinal)..]).Replace("\"version\": 4", "\"version\": 1", StringComparison.Ordinal);
        Assert.Equal(now, ModelFile.ToJson(ModelFile.FromJson(old)));
        Assert.Contains("clusterWeights is missing", Assert.Throws<MixturaException>(() => ModelFile.FromJson(old.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Integer_weights_mean_repeated_rows() => SmallData.Rows.Sample(rows =>
    {
        var model = Mixtura.KMeans.Fit(rows.Observe(), 3);
        var repeated = model.Update(rows.SelectMany((r, i) => Enumerable.Repeat(r, i % 3 + 1)).ToArray().Observe(), 0.5);
        var weighted = model.Update(rows.Observe().WithWeights(rows.Select((_, i) => i % 3 + 1.0).ToArray()), 0.5);
        AssertClose.OfLargest(repeated.Centroids.SelectMany(c => c), weighted.Centroids.SelectMany(c => c), 1e-13);
        AssertClose.Relative(repeated.ClusterWeights, weighted.ClusterWeights, 1e-13);
    }, iter: 40);

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_share_is_from_0_to_1(double keep)
    {
        var rows = SmallData.Clumps(20, 2, 0).Observe();
        Assert.Throws<ArgumentOutOfRangeException>(() => Mixtura.KMeans.Fit(rows, 2).Update(rows, keep));
    }

    [Fact]
    public void Rows_that_do_not_fit_are_refused()
    {
        var model = Mixtura.KMeans.Fit(SmallData.Clumps(20, 2, 0).Observe(), 2);
        Assert.ThrowsAny<ArgumentException>(() => model.Update(SmallData.Clumps(20, 3, 0).Observe()));
        Assert.Contains("overflows", Assert.Throws<MixturaException>(() => model.Update(Observations.From([1e200, 0], 2))).Message, StringComparison.Ordinal);
    }

    /// <summary>On the sphere: the mean of what it stood for and of the new directions, divided by its length.</summary>
    [Fact]
    public void A_spherical_model_stays_on_the_sphere()
    {
        var model = SphericalKMeans.Fit(Observations.From([1.0, 0, 2, 0], 2), 1);
        var updated = model.Update(Observations.From([0.0, 7], 2));
        AssertClose.Relative([2 / Math.Sqrt(5), 1 / Math.Sqrt(5)], updated.Centroids[0], 1e-15);
    }
}
