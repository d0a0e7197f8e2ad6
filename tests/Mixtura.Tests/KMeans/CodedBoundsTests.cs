using CsCheck;

namespace Mixtura.Tests.Clusters;

/// <summary>Bounds in a byte against the distances that they stand for.</summary>
public class CodedBoundsTests
{
    private const int Passes = 12;

    private static readonly Gen<(int K, double Scale, double[] Numbers)> Cases =
        from k in Gen.Int[2, 70]
        from scale in Gen.OneOf(Gen.Const(1e-6), Gen.Const(1.0), Gen.Const(1e9))
        from numbers in Gen.Double[0, 1].Array[4 * k * (Passes + 1)]
        select (k, scale, numbers);

    /// <summary>Centroids come nearer by at most what they move; whatever is set, moved and coded about another distance, a row that is said to be clear of the others is.</summary>
    [Fact]
    public void What_is_said_to_be_beyond_a_distance_is() => Cases.Sample(one =>
    {
        var (k, scale, numbers) = one;
        var next = 0;
        double Draw() => numbers[next++ % numbers.Length];
        var bounds = new CodedBounds(blocks: 1, rows: 1, k);
        bounds.SetStep([.. Enumerable.Range(0, k).Select(_ => scale * (0.1 + Draw()))]);
        var paths = new double[k];
        bounds.Advance(paths);
        var own = 0;
        var truth = Enumerable.Range(0, k).Select(_ => scale * (1 + Draw())).ToArray();
        bounds.Of(0, 0, 1).Set(0, own, scale * Draw(), truth.ToArray().AsSpan());
        for (var pass = 0; pass < Passes; pass++)
        {
            var pace = scale * Math.Pow(10, -4 * Draw());
            for (var c = 0; c < k; c++)
            {
                var step = pace * Draw();
                paths[c] += step;
                truth[c] -= step;
            }

            bounds.Advance(paths);
            var block = bounds.Of(0, 0, 1);
            var distance = scale * 2 * Draw();
            var nearest = Enumerable.Range(0, k).Where(c => c != own).Min(c => truth[c]);
            Assert.False(block.AreBeyond(0, own, distance) && nearest <= distance, $"{nearest} is within {distance}");
            block.Rebase(0, own, scale * 2 * Draw());
            var candidates = new int[k];
            var found = block.Candidates(0, distance, candidates);
            Assert.All(
                Enumerable.Range(0, k).Where(c => c != own && truth[c] <= distance),
                c => Assert.True(found > k || candidates.AsSpan(0, found).Contains(c), $"centroid {c} at {truth[c]} is missing within {distance}"));
            own = (int)(Draw() * k) % k;
            truth = [.. truth.Select(t => Draw() < 0.5 ? scale * 2 * Draw() : t)];
            bounds.Of(0, 0, 1).Set(0, own, [.. Enumerable.Range(0, k)], truth.AsSpan());
        }
    }, iter: 2000);

    /// <summary>The bounds say enough to be of use: of unmoved centroids all are known to be beyond what is three steps nearer.</summary>
    [Fact]
    public void Bounds_are_right_to_a_few_steps() => Gen.Select(Gen.Int[2, 70], Gen.Double[1, 1.9].Array[70]).Sample((k, distances) =>
    {
        var bounds = new CodedBounds(blocks: 1, rows: 1, k);
        bounds.SetStep([.. Enumerable.Repeat(1.0, k)]);
        bounds.Advance(new double[k]);
        var block = bounds.Of(0, 0, 1);
        block.Set(0, 0, 1, distances[..k].AsSpan());
        var nearest = distances[1..k].Min();
        Assert.True(nearest < 1 + (4 / 254.0) || block.AreBeyond(0, 0, nearest - (3 / 254.0)));
    });
}
