using CsCheck;
using Mixtura.Kernels;
using Mixtura.Tests.Reference;

namespace Mixtura.Tests.Clusters;

/// <summary>The way down of the searches, and what it measures, against brute force.</summary>
public class DescentTests
{
    /// <summary>No single row may gain by another cluster: the cost of each move is taken from whole sums of squares.</summary>
    [Fact]
    public void No_single_row_gains_by_moving() => Gen.Select(SmallData.Rows, Gen.Int[2, 6], Gen.ULong, Gen.Bool).Sample((rows, k, seed, isWeighted) =>
    {
        var weights = rows.Select((_, i) => isWeighted ? 1.0 + (i % 3) : 1).ToArray();
        var descent = new SmallDescent(SmallRows.Of(rows.Observe().WithWeights(weights)), k, maxSteps: 300);
        var centroids = descent.Found(k, new RandomStream(seed, RandomPurpose.Search), default);
        var inertia = descent.Descend(centroids, default);
        var points = centroids.Chunk(rows[0].Length).ToArray();
        var labels = rows.Select(x => TextbookKMeans.Nearest(x, points)).ToArray();
        AssertClose.Relative(Cost(labels), inertia, 1e-11);
        for (var i = 0; i < rows.Length; i++)
        {
            for (var other = 0; other < k; other++)
            {
                int[] moved = [.. labels];
                moved[i] = other;
                Assert.True(Cost(moved) >= inertia * (1 - 1e-10), $"row {i} gains in cluster {other}: {Cost(moved):r} below {inertia:r}");
            }
        }

        double Cost(int[] labels) => Enumerable.Range(0, k).Sum(c =>
        {
            var members = Enumerable.Range(0, rows.Length).Where(i => labels[i] == c).ToArray();
            var total = members.Sum(i => weights[i]);
            var mean = Enumerable.Range(0, rows[0].Length).Select(j => members.Sum(i => weights[i] * rows[i][j]) / total).ToArray();
            return members.Sum(i => weights[i] * TextbookKMeans.Square(rows[i], mean));
        });
    }, iter: 60);

    [Fact]
    public void Few_and_many_rows_measure_what_brute_force_does() => Gen.Select(SmallData.Rows, Gen.Int[2, 9], Gen.Bool).Sample((rows, k, isWeighted) =>
    {
        var observed = isWeighted ? rows.Observe().WithWeights(rows.Select((_, i) => 0.5 + (i % 4)).ToArray()) : rows.Observe();
        var centroids = rows[..k].Select(r => r.Select(x => x + 0.25).ToArray()).ToArray();
        double[] errors = new double[k], utilities = new double[k];
        for (var i = 0; i < rows.Length; i++)
        {
            var costs = centroids.Select(c => observed.Weight(i) * TextbookKMeans.Square(rows[i], c)).ToArray();
            var nearest = TextbookKMeans.Nearest(rows[i], centroids);
            errors[nearest] += costs[nearest];
            utilities[nearest] += costs.Where((_, c) => c != nearest).Min() - costs[nearest];
        }

        IDescent[] descents = [new SmallDescent(SmallRows.Of(observed), k, 300), new LargeDescent<double>(observed, k, _ => null!, threads: 2)];
        foreach (var descent in descents)
        {
            descent.Measure(centroids.SelectMany(c => c).ToArray(), default);
            AssertClose.OfLargest(errors, descent.Errors.ToArray(), 1e-12);
            AssertClose.OfLargest(utilities, descent.Utilities.ToArray(), 1e-12);
        }
    }, iter: 60);

    /// <summary>Three rows at 0, 1 and 3 about a centroid at 0 cost 0, 1 and 9: over 4,000 draws within 5 standard deviations (0.0047 each).</summary>
    [Fact]
    public void Draws_follow_costs()
    {
        var rows = Observations.From([0.0, 1, 3], 1);
        IDescent[] descents = [new SmallDescent(SmallRows.Of(rows), 1, 300), new LargeDescent<double>(rows, 1, _ => null!, threads: 1)];
        foreach (var descent in descents)
        {
            descent.Measure([0.0], default);
            var random = new RandomStream(1, RandomPurpose.Search);
            var drawn = new double[1];
            var far = 0;
            for (var i = 0; i < 4000; i++)
            {
                descent.DrawByCost(random, drawn);
                Assert.NotEqual(0, drawn[0]);
                far += drawn[0] == 3 ? 1 : 0;
            }

            Assert.InRange(far / 4000.0, 0.9 - 0.024, 0.9 + 0.024);
        }
    }

    [Fact]
    public void Two_nearest_are_those_of_brute_force() => Gen.Select(Gen.Int[1, 40], Gen.Int[1, 9], Gen.Int[1, 20], Gen.ULong).Sample((n, d, k, seed) =>
    {
        var rows = SmallData.Clumps(n, d, seed);
        var points = SmallData.Clumps(k, d, seed + 1);
        var factors = Enumerable.Range(0, k).Select(c => 0.5 + (c % 3)).ToArray();
        var few = SmallRows.Of(rows.Observe());
        double[] least = new double[few.Places], index = new double[few.Places], second = new double[few.Places];
        TwoNearest.Run(few.Tiles, points.SelectMany(p => p).ToArray(), factors, least, index, second);
        for (var i = 0; i < n; i++)
        {
            var scores = points.Select((p, c) => factors[c] * TextbookKMeans.Square(rows[i], p)).ToArray();
            AssertClose.Relative(scores[(int)index[i]], least[i], 1e-14);
            AssertClose.Relative(scores.Min(), least[i], 1e-14);
            if (k > 1)
            {
                AssertClose.Relative(scores.Order().ElementAt(1), second[i], 1e-14);
            }
        }
    }, iter: 200);
}
