using CsCheck;
using Mixtura.Tests.Reference;

namespace Mixtura.Tests.Clusters;

public class BalancedKMeansTests
{
    [Fact]
    public void Labels_keep_the_limits_and_the_model_tells_of_them() => Gen.Select(SmallData.Rows, Gen.Int[1, 6], Gen.ULong, Gen.Int[0, 20]).Sample((rows, k, seed, slack) =>
    {
        var options = new BalancedKMeansOptions
        {
            Clusters = k, MinSize = Math.Max(1, (rows.Length / k) - slack), MaxSize = ((rows.Length + k - 1) / k) + (slack / 2), Seed = seed, Restarts = 2, Tolerance = seed % 2 == 0 ? 0 : 1e-4,
        };
        var weights = rows.Select((_, i) => i % 4 / 2.0).ToArray();
        var (model, labels) = BalancedKMeans.Fit(rows.Observe().WithWeights(weights), options);
        var sizes = Enumerable.Range(0, k).Select(c => labels.LongCount(l => l == c)).ToArray();
        Assert.All(sizes, size => Assert.InRange(size, options.MinSize, options.MaxSize!.Value));
        Assert.Equal(sizes, model.Sizes);
        var centroids = model.Centroids.Select(c => c.ToArray()).ToArray();
        AssertClose.Relative(rows.Select((x, i) => weights[i] * TextbookKMeans.Square(x, centroids[labels[i]])).Sum(), model.Inertia, 1e-12);
        AssertClose.Relative(model.Inertia, model.Report.Trace[^1], 1e-14);
        AssertClose.Relative(Enumerable.Range(0, k).Select(c => weights.Where((_, i) => labels[i] == c).Sum()), model.ClusterWeights, 1e-14);
        Assert.All(model.Report.Trace.Zip(model.Report.Trace.Skip(1)), step => Assert.True(step.Second <= step.First * (1 + 1e-12)));
    }, iter: 150);

    /// <summary>Limits that keep nobody away are no limits.</summary>
    [Fact]
    public void Wide_limits_are_k_means() => Gen.Select(SmallData.Rows, Gen.Int[1, 5]).Sample((rows, k) =>
    {
        var start = Seeding.FromCentroids(rows[..k]);
        var plain = Mixtura.KMeans.Fit(rows.Observe(), new KMeansOptions { Clusters = k, Seeding = start, Tolerance = 0 });
        if (!plain.Report.Warnings.IsEmpty)
        {
            // A cluster lost its rows, which the limits never let happen.
            return;
        }

        var (model, labels) = BalancedKMeans.Fit(rows.Observe(), new BalancedKMeansOptions { Clusters = k, Seeding = start, Tolerance = 0, MaxSize = rows.Length });
        Assert.Equal(plain.Predict(rows.Observe()), labels);
        AssertClose.Relative(plain.Inertia, model.Inertia, 1e-12);
    }, iter: 100);

    [Fact]
    public void Permuted_rows_have_permuted_labels() => Gen.Select(SmallData.Rows, Gen.Int[2, 5], Gen.Int[0, 1000]).Sample((rows, k, shift) =>
    {
        var options = new BalancedKMeansOptions { Clusters = k, Seeding = Seeding.FromCentroids(rows[..k]), MinSize = rows.Length / k, MaxSize = (rows.Length / k) + 1, Tolerance = 0, MaxIterations = 5 };
        int[] order = [.. Enumerable.Range(0, rows.Length).Select(i => (i + shift) % rows.Length)];
        var (_, labels) = BalancedKMeans.Fit(rows.Observe(), options);
        var (_, permuted) = BalancedKMeans.Fit(order.Select(i => rows[i]).ToArray().Observe(), options);
        Assert.Equal(order.Select(i => labels[i]), permuted);
    }, iter: 60);

    /// <summary>Four rows on a line at 0, 1, 2, 9 in two pairs: the cheapest pairs are neighbours, 2 x 0.5^2 + 2 x 3.5^2.</summary>
    [Fact]
    public void Pairs_on_a_line()
    {
        var (model, labels) = BalancedKMeans.Fit(Observations.From([0.0, 1, 2, 9], 1), 2);
        Assert.Equal(25, model.Inertia);
        Assert.Equal(labels[0], labels[1]);
        Assert.Equal(labels[2], labels[3]);
        Assert.Equal([0.5, 5.5], model.Centroids.Select(c => c[0]).Order());

        // The model predicts the nearest centroid: 2 lies nearer to the first pair.
        Assert.Equal(labels[0], model.Predict([2.0]));
    }

    [Fact]
    public void One_cluster_and_as_many_as_rows() => SmallData.Rows.Sample(rows =>
    {
        var n = Math.Min(12, rows.Length);
        var some = rows[..n].Observe();
        var (each, labels) = BalancedKMeans.Fit(some, n);
        Assert.Equal(Enumerable.Range(0, n), labels.Order());
        AssertClose.Relative(1, 1 + each.Inertia, 1e-12);
        var (all, _) = BalancedKMeans.Fit(some, new BalancedKMeansOptions { Clusters = 1, MinSize = n, MaxSize = n });
        AssertClose.Relative(Mixtura.KMeans.Fit(some, 1).Inertia, all.Inertia, 1e-12);
    }, iter: 30);

    /// <summary>Most rows are equal: the limits part them, and some cluster centres meet.</summary>
    [Fact]
    public void Equal_rows_are_parted_by_the_limits()
    {
        var (model, labels) = BalancedKMeans.Fit(Observations.From([5.0, 5, 5, 5, 5, 5, 6, 7, 8], 1), 3);
        Assert.All(model.Sizes, size => Assert.Equal(3, size));
        Assert.Equal(2, model.Inertia, 1e-12);
        Assert.Equal(9, labels.Length);
    }

    [Theory]
    [InlineData(30, null, "need 120 rows, and there are 100: allow 25 or fewer")]
    [InlineData(1, 20, "hold 80 rows, and there are 100: allow 25 or more")]
    public void Limits_that_cannot_be_kept_say_the_numbers(int least, int? most, string says)
    {
        var rows = SmallData.Clumps(100, 2, 1).Observe();
        var fault = Assert.Throws<MixturaException>(() => BalancedKMeans.Fit(rows, new BalancedKMeansOptions { Clusters = 4, MinSize = least, MaxSize = most }));
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_in_the_wrong_order_are_refused()
    {
        var rows = SmallData.Clumps(100, 2, 1).Observe();
        Assert.ThrowsAny<ArgumentException>(() => BalancedKMeans.Fit(rows, new BalancedKMeansOptions { Clusters = 4, MinSize = 0 }));
        Assert.ThrowsAny<ArgumentException>(() => BalancedKMeans.Fit(rows, new BalancedKMeansOptions { Clusters = 4, MinSize = 26, MaxSize = 25 }));
        Assert.ThrowsAny<ArgumentException>(() => BalancedKMeans.Fit(rows, 0));
        Assert.ThrowsAny<MixturaException>(() => BalancedKMeans.Fit(rows, 101));
    }

    [Fact]
    public void A_model_of_limited_labels_is_read_back()
    {
        var (model, _) = BalancedKMeans.Fit(SmallData.Clumps(50, 3, 4).Observe(), 5);
        var json = ModelFile.ToJson(model);
        var back = (KMeansModel)ModelFile.FromJson(json);
        Assert.Equal(json, ModelFile.ToJson(back));
        Assert.Equal(model.Sizes, back.Sizes);
    }
}
