using CsCheck;
using Mixtura.Kernels;
using Mixtura.Measures;
using Mixtura.Tests.Reference;

namespace Mixtura.Tests.Clusters;

/// <summary>Labels within limits are the cheapest there are: against all labels, against a solver of assignments, and by their own proof.</summary>
public class LimitedAssignmentTests
{
    [Fact]
    public void All_labels_were_tried() => Gen.Select(Gen.Int[1, 7], Gen.Int[1, 3], Gen.ULong, Gen.Bool, Gen.Bool).Sample((n, k, seed, whole, priced) =>
    {
        var random = new RandomStream(seed, RandomPurpose.Dataset);
        var costs = Costs(random, n, k, whole);
        var least = (int)random.NextBelow((n / k) + 1);
        var most = ((n + k - 1) / k) + (int)random.NextBelow(n + 1);
        double[] prices = [.. Enumerable.Range(0, k).Select(_ => priced ? random.NextNormal() : 0)];
        var labels = LimitedAssignment.Solve(costs, prices, new(least, most), CancellationToken.None);
        Assert.All(Enumerable.Range(0, k).Select(c => labels.Count(l => l == c)), size => Assert.InRange(size, least, most));
        AssertClose.Relative(1 + ExhaustiveAssignment.LeastCost(costs, k, least, most), 1 + labels.Select((l, i) => costs[(i * k) + l]).Sum(), 1e-13);
    }, iter: 600);

    /// <summary>Equal sizes are an assignment of rows to places, s of them a cluster: whole costs, so that sums are exact.</summary>
    [Fact]
    public void Equal_sizes_are_an_assignment_problem() => Gen.Select(Gen.Int[1, 6], Gen.Int[1, 9], Gen.ULong).Sample((size, k, seed) =>
    {
        var n = size * k;
        var costs = Costs(new RandomStream(seed, RandomPurpose.Dataset), n, k, whole: true);
        var labels = LimitedAssignment.Solve(costs, new double[k], new(size, size), CancellationToken.None);
        var places = AssignmentProblem.Solve([.. Enumerable.Range(0, n).SelectMany(i => Enumerable.Range(0, n).Select(p => (long)costs[(i * k) + (p / size)]))], n);
        Assert.Equal(places.Select((p, i) => costs[(i * k) + (p / size)]).Sum(), labels.Select((l, i) => costs[(i * k) + l]).Sum());
        Assert.All(Enumerable.Range(0, k), c => Assert.Equal(size, labels.Count(l => l == c)));
    }, iter: 200);

    /// <summary>
    /// The final prices prove the labels: no row would rather be elsewhere at those prices, a cluster of a price above 0 has no more rows than
    /// it must, and one below 0 as many as it may (complementary slackness).
    /// </summary>
    [Fact]
    public void Prices_prove_the_labels() => Gen.Select(Gen.Int[1, 400], Gen.Int[1, 20], Gen.ULong).Sample((n, k, seed) =>
    {
        var random = new RandomStream(seed, RandomPurpose.Dataset);
        var costs = Costs(random, n, k, whole: false);
        var (least, most) = ((int)random.NextBelow((n / k) + 1), ((n + k - 1) / k) + (int)random.NextBelow(10));
        var prices = new double[k];
        var labels = LimitedAssignment.Solve(costs, prices, new(least, most), CancellationToken.None);
        const double rounding = 1e-12;
        for (var i = 0; i < n; i++)
        {
            for (var c = 0; c < k; c++)
            {
                Assert.True(costs[(i * k) + labels[i]] - prices[labels[i]] <= costs[(i * k) + c] - prices[c] + rounding);
            }
        }

        for (var c = 0; c < k; c++)
        {
            var size = labels.Count(l => l == c);
            Assert.InRange(size, least, most);
            Assert.True(prices[c] <= rounding || size == least, $"price {prices[c]}, {size} rows");
            Assert.True(prices[c] >= -rounding || size == most, $"price {prices[c]}, {size} rows");
        }

        // Begun at its own prices the problem is solved at once, and no worse.
        var again = LimitedAssignment.Solve(costs, prices, new(least, most), CancellationToken.None);
        AssertClose.Relative(labels.Select((l, i) => costs[(i * k) + l]).Sum(), again.Select((l, i) => costs[(i * k) + l]).Sum(), 1e-12);
    }, iter: 200);

    private static double[] Costs(RandomStream random, int n, int k, bool whole) =>
        [.. Enumerable.Range(0, n * k).Select(_ => whole ? random.NextBelow(6) : random.NextDouble())];
}
