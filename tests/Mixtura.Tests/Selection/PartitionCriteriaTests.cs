using CsCheck;
using Mixtura.Kernels;
using Mixtura.Selection;

namespace Mixtura.Tests.Selection;

/// <summary>The gap statistic, prediction strength, X-means and G-means.</summary>
public class PartitionCriteriaTests
{
    /// <summary>The first count whose gap is no smaller than the next one's less its error (Tibshirani, Walther and Hastie 2001).</summary>
    [Fact]
    public void The_first_gap_that_is_large_enough_is_chosen()
    {
        Assert.Equal(2, GapStatistic.Choose([new(1, 0.1, 0.01), new(2, 0.5, 0.02), new(3, 0.51, 0.02), new(4, 0.9, 0.01)]));
        Assert.Equal(4, GapStatistic.Choose([new(1, 0.1, 0.01), new(2, 0.5, 0.02), new(3, 0.6, 0.02), new(4, 0.9, 0.01)]));
        Assert.Equal(1, GapStatistic.Choose([new(1, 0.1, 0.01), new(2, 0.1, 0.02)]));
        Assert.Throws<ArgumentException>(() => GapStatistic.Choose([]));
    }

    /// <summary>Of one cluster W is the scatter, and the references' box has sides of known length: ln W of B uniform samples is near ln(n sum of sides^2 / 12).</summary>
    [Fact]
    public void The_gap_of_one_cluster_is_that_of_a_box()
    {
        // The corners of a rectangle, many times: the box along the axes is the rectangle.
        var rows = Enumerable.Range(0, 4000).Select(i => new double[] { i % 2 * 6, i / 2 % 2 * 2 }).ToArray().Observe();
        var gap = GapStatistic.Of(rows, [1], references: 10)[0];
        Assert.Equal(Math.Log((36 + 4) / 12.0 / (9 + 1)), gap.Gap, 0.02);
        Assert.InRange(gap.Error, 0, 0.03);
    }

    /// <summary>The references lie in the box of the rows, turned as they are.</summary>
    [Fact]
    public void References_fill_the_box_along_the_principal_axes()
    {
        var random = new RandomStream(5, RandomPurpose.Dataset);
        var rows = Enumerable.Range(0, 2000).Select(_ => (random.NextDouble() * 10, random.NextDouble())).Select(p => new[] { (0.8 * p.Item1) - (0.6 * p.Item2), (0.6 * p.Item1) + (0.8 * p.Item2) }).ToArray().Observe();
        var box = PrincipalBox.Of(rows, 1, CancellationToken.None);
        Assert.Equal(Math.Log(10), box.LogVolume, 0.02);
        using var drawn = box.Draw(rows, new RandomStream(1, RandomPurpose.Reference));
        var places = new double[2];
        for (var i = 0; i < drawn.Count; i++)
        {
            box.Along(drawn[i], places);
            Assert.InRange(places[0], -5.1, 5.1);
            Assert.InRange(places[1], -0.55, 0.55);
        }
    }

    /// <summary>Against a count of all pairs.</summary>
    [Fact]
    public void Strength_is_the_worst_clusters_share_of_pairs_that_stay() => Gen.Select(Gen.Int[0, 3].Array[5, 40], Gen.Int[0, 3].Array[40]).Sample((clusters, predicted) =>
    {
        double worst = 1;
        foreach (var k in clusters.Distinct())
        {
            int[] own = [.. Enumerable.Range(0, clusters.Length).Where(i => clusters[i] == k)];
            var pairs = own.SelectMany(i => own.Where(j => j != i).Select(j => predicted[i] == predicted[j])).ToArray();
            worst = Math.Min(worst, pairs.Length == 0 ? 0 : pairs.Count(p => p) / (double)pairs.Length);
        }

        Assert.Equal(worst, PredictionStrength.Strength(clusters, predicted.AsSpan(0, clusters.Length)), 1e-12);
    }, iter: 200);

    [Fact]
    public void The_largest_strong_number_is_chosen()
    {
        Assert.Equal(3, PredictionStrength.Choose([1, 2, 3, 4], [1, 0.5, 0.85, 0.7]));
        Assert.Equal(2, PredictionStrength.Choose([2, 3], [0.5, 0.4]));
        Assert.Throws<ArgumentException>(() => PredictionStrength.Choose([1, 2], [1]));
    }

    /// <summary>Three sets far apart are halved alike; one more cluster is not.</summary>
    [Fact]
    public void Halves_agree_on_what_is_there()
    {
        var rows = Three();
        var strengths = PredictionStrength.Of(rows, [1, 2, 3, 4], halvings: 5);
        Assert.Equal(1, strengths[0]);
        Assert.Equal(1, strengths[2]);
        Assert.True(strengths[3] < 0.8);
        Assert.Contains("needs 4", Assert.Throws<MixturaException>(() => PredictionStrength.Of(new double[][] { [1], [2], [3] }.Observe(), [1, 2])).Message);
        Assert.Equal([1.0, 0], PredictionStrength.Of(new double[][] { [1], [1], [1], [1] }.Observe(), [1, 2]));
    }

    [Fact]
    public void X_means_and_G_means_find_three_sets()
    {
        Assert.Equal(3, XMeans.Fit(Three()).Clusters);
        Assert.Equal(3, GMeans.Fit(Three()).Clusters);
        Assert.Equal(2, GMeans.Fit(Three(), new DivisiveOptions { MaxClusters = 2 }).Clusters);
        Assert.Equal(1, XMeans.Fit(Three(), new DivisiveOptions { MaxClusters = 1 }).Clusters);
        var model = GMeans.Fit(Three(), new DivisiveOptions { Scaling = Scaling.ZScore });
        var same = KMeans.Fit(Three(), new KMeansOptions { Clusters = 3, Scaling = Scaling.ZScore });
        Assert.Equal(same.Inertia, model.Inertia, 1e-6 * same.Inertia);
    }

    /// <summary>One normal set is not split; two points that are repeated are two clusters, and no more can be split.</summary>
    [Fact]
    public void What_is_whole_stays_whole()
    {
        var random = new RandomStream(11, RandomPurpose.Dataset);
        var normal = Enumerable.Range(0, 400).Select(_ => new[] { random.NextNormal(), random.NextNormal(), random.NextNormal() }).ToArray().Observe();
        Assert.Equal(1, XMeans.Fit(normal).Clusters);
        Assert.Equal(1, GMeans.Fit(normal).Clusters);
        var points = Enumerable.Range(0, 40).Select(i => new double[] { i % 2, 3 }).ToArray().Observe();
        Assert.Equal(2, XMeans.Fit(points).Clusters);
        Assert.Equal(2, GMeans.Fit(points).Clusters);
        Assert.Equal(1, GMeans.Fit(new double[][] { [1, 2], [1, 2] }.Observe()).Clusters);
    }

    /// <summary>scipy.stats.anderson of these numbers, times Stephens' factor.</summary>
    [Fact]
    public void Anderson_Darling_is_that_of_scipy() =>
        Assert.Equal(0.19711799620963313, GMeans.AndersonDarling([2.1, 3.7, 0.4, 1.9, 2.8, 5.5, 1.1, 2.2, 3.1, 4.4, 0.9, 2.6]), 1e-12);

    private static Observations<double> Three()
    {
        var random = new RandomStream(7, RandomPurpose.Dataset);
        return Enumerable.Range(0, 240).Select(i => new[] { random.NextNormal() + (i % 3 * 15), random.NextNormal() + (i % 3 == 1 ? 12 : 0) }).ToArray().Observe();
    }
}
