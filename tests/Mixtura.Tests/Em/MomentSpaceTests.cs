using CsCheck;

namespace Mixtura.Tests.Em;

/// <summary>Sums as points: about other means they are the sums of a pass about those, and combinations of them are those of the shares.</summary>
public class MomentSpaceTests
{
    public static TheoryData<int, int> Cases => new()
    {
        { (int)SecondMoment.Diagonal, 3 }, { (int)SecondMoment.Full, 3 }, { (int)SecondMoment.Full, 9 }, { (int)SecondMoment.Pooled, 3 }, { (int)SecondMoment.Pooled, 9 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Moved_sums_are_those_of_a_pass_about_the_other_means(int kind, int d) => Gen.ULong.Sample(seed =>
    {
        var rows = SmallData.Clumps(50, d, seed);
        var (here, there) = (rows[..2].SelectMany(x => x).ToArray(), rows[2..4].SelectMany(x => x).ToArray());
        var labels = rows.Select((_, i) => i * i % 3 % 2).ToArray();
        var taken = Sums(rows, labels, here, (SecondMoment)kind);
        var space = new MomentSpace(taken, [.. Enumerable.Repeat(1.0, d)]);
        var moved = space.Sums(space.Point(taken, here, there));
        var expected = Sums(rows, labels, there, (SecondMoment)kind);
        AssertClose.OfLargest(expected.Weight, moved.Weight, 1e-13);
        AssertClose.OfLargest(expected.First, moved.First, 1e-12);
        AssertClose.OfLargest(Lower(expected), Lower(moved), 1e-11);
    }, iter: 20);

    /// <summary>2 s - t is what shares 2 r - q add up to, and a point that has lost a component is no sums of rows.</summary>
    [Fact]
    public void Combinations_are_sums_until_a_weight_is_gone()
    {
        var rows = SmallData.Clumps(40, 2, 7);
        double[] about = [.. rows[0], .. rows[1]];
        var s = Sums(rows, [.. rows.Select((_, i) => i % 4 == 0 ? 1 : 0)], about, SecondMoment.Full);
        var t = Sums(rows, [.. rows.Select((_, i) => i % 2)], about, SecondMoment.Full);
        var space = new MomentSpace(s, [1, 1]);
        var point = space.Point(s, about, about);
        MomentSpace.Add(point, 1, MomentSpace.Difference(space.Point(s, about, about), space.Point(t, about, about)));
        Assert.False(space.IsOfRows(point));
        Assert.Equal([(2 * s.Weight[0]) - t.Weight[0], (2 * s.Weight[1]) - t.Weight[1]], point[..2]);
        Assert.True(space.IsOfRows(space.Point(s, about, about)));
        Assert.False(space.IsOfRows([.. space.Point(s, about, about)[..^1], double.NaN]));
    }

    private static double[] Lower(Moments sums) => sums.Kind == SecondMoment.Diagonal
        ? sums.Second
        : [.. sums.Second.Where((_, i) => i % sums.Stride <= i / sums.Stride % sums.Dimension)];

    private static Moments Sums(double[][] rows, int[] labels, double[] about, SecondMoment kind)
    {
        var d = rows[0].Length;
        var shares = new GivenShares<Centroids, double>(2, d, kind, GivenShares<Centroids, double>.OfLabels(labels));
        using var executor = new InMemoryExecutor<Centroids, Moments, double>(new RowBlocks<double>(rows.Observe(), Moments.Size(2, d, kind)), shares, threads: 1);
        return executor.Pass(new(about, d), CancellationToken.None);
    }
}
