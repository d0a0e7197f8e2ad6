using System.Collections.Immutable;
using CsCheck;
using Mixtura.Playground.Data;

namespace Mixtura.Playground.Tests;

public class LabelShuffleTests
{
    private static readonly ImmutableArray<int> Classes = [.. Enumerable.Range(0, 300).Select(i => i % 3)];

    [Fact]
    public void No_share_changes_nothing() => Assert.Equal(Classes, LabelShuffle.Of(Classes, 0, 7));

    /// <summary>Classes only change hands, and at most as many rows as asked for have another one.</summary>
    [Fact]
    public void Sizes_stay_and_no_more_rows_change_than_asked_for() => Gen.Select(Gen.Double[0, 1], Gen.ULong).Sample((share, seed) =>
    {
        var shuffled = LabelShuffle.Of(Classes, share, seed);
        Assert.Equal(Classes.Order(), shuffled.Order());
        Assert.InRange(shuffled.Where((c, i) => c != Classes[i]).Count(), 0, (int)Math.Round(share * 300));
    });

    /// <summary>Of three equal classes a third meets itself by chance: 100 of 300 with standard deviation 8.2, here within five of these.</summary>
    [Fact]
    public void All_shuffled_is_chance() => Assert.InRange(LabelShuffle.Of(Classes, 1, 1).Where((c, i) => c == Classes[i]).Count(), 59, 141);
}
