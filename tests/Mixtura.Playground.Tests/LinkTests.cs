using System.Collections.Immutable;
using CsCheck;
using Mixtura.Playground.Bench;
using Mixtura.Playground.Errands;
using Mixtura.Playground.Fits;
using Mixtura.Playground.Link;
using Mixtura.Playground.Sharing;

namespace Mixtura.Playground.Tests;

public class LinkTests
{
    private static readonly Gen<BenchState> States = Gen.Select(
        Gen.OneOf(Drawings.Presets, Drawings.Drawn),
        Gen.Select(Gen.Enum<ModelKind>(), Gen.Int[1, BenchState.MostClusters], Gen.Enum<CovarianceStructure>(), Gen.Enum<StartKind>(), Gen.OneOf(Gen.Const(0.0), Gen.Double[1e-9, 1e9]), Gen.Int[0, int.MaxValue - 1]),
        Gen.Select(Gen.Int[0, BenchState.MostSteps], Gen.Bool, Gen.Bool, Gen.Int[0, 127], Gen.Double[0.5, 0.999])).Select((drawing, r, s) => new BenchState
        {
            Drawing = drawing,
            Recipe = new() { Kind = r.Item1, Clusters = r.Item2, Covariance = r.Item3, Start = r.Item4, Temperature = r.Item5, Seed = (ulong)r.Item6 },
            Steps = s.Item1,
            Best = s.Item2,
            Compare = s.Item3,
            Layers = (Layers)s.Item4,
            Threshold = s.Item5,
        });

    /// <summary>Any names and values come back, whatever letters they have.</summary>
    [Fact]
    public void An_address_holds_its_values() => Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 8], Gen.Dictionary(Gen.String[Gen.Char, 1, 8], Gen.String[Gen.Char, 0, 12])[0, 6]).Sample((chapter, values) =>
    {
        // Half of a surrogate pair is no text, and no address can hold it.
        var sound = values.Where(v => IsText(v.Key) && IsText(v.Value)).ToImmutableSortedDictionary(StringComparer.Ordinal);
        var link = new PageLink(chapter, sound);
        var read = PageLink.Of("https://example.org/play/" + link);
        Assert.Equal(chapter, read.Chapter);
        Assert.Equal(sound, read.Values);
        Assert.Equal(link, read);
    });

    [Fact]
    public void Numbers_come_back_to_the_bit() => Gen.Double[-1e12, 1e12].Sample(x => Assert.Equal(x, PageLink.Of(PageLink.Home.With("x", x).ToString()).Real("x", double.NaN, double.MinValue, double.MaxValue)));

    [Fact]
    public void The_bench_comes_back_from_its_address() => States.Sample(state =>
    {
        var link = state.ToLink("bench");
        var read = BenchState.Of(PageLink.Of(link.ToString()));
        Drawings.AssertSame(state.Drawing, read.Drawing);
        Assert.Equal(state with { Drawing = read.Drawing }, read);
        Assert.Equal(link, read.ToLink("bench"));
    });

    [Theory]
    [InlineData("#/bench")]
    [InlineData("#/bench?k=99&steps=-4&t=nan&structure=QQQ&model=7&layers=zzz&doubt=1e9&seed=-1&n=1e9&draw=x&start=")]
    [InlineData("#/bench?points=")]
    [InlineData("#/bench?points=AAAA")]
    [InlineData("#/bench?points=%F0%9F%98%80")]
    public void Any_address_is_a_bench(string address)
    {
        var state = BenchState.Of(PageLink.Of(address));
        Assert.InRange(state.Recipe.Clusters, 1, BenchState.MostClusters);
        Assert.InRange(state.Drawing.Count, 1, BenchState.MostRows);
        Assert.Equal(address.Contains("points", StringComparison.Ordinal), state.PointsMissing);
    }

    /// <summary>Addresses come from anywhere: whatever letters they have, there is a drawing of at most so many points or none, and no fault.</summary>
    [Fact]
    public void Any_letters_are_points_or_none() => Gen.String[Gen.Char.AlphaNumeric, 0, 200].Sample(text => Assert.True(PointCode.Decode(text) is not { Count: > Drawing.Most }));

    /// <summary>A text that was cut anywhere holds nothing, or what it held before the cut; it never throws.</summary>
    [Fact]
    public void A_text_that_is_cut_is_no_fault() => Gen.Select(Drawings.Drawn, Gen.Double.Unit).Sample((drawing, share) =>
    {
        var text = PointCode.Encode(drawing);
        _ = PointCode.Decode(text[..(int)(share * text.Length)]);
    });

    [Fact]
    public void Drawn_points_come_back_to_the_bit() => Drawings.Drawn.Sample(drawing =>
    {
        Assert.True(PointCode.IsExact(drawing));
        Drawings.AssertSame(drawing, PointCode.Decode(PointCode.Encode(drawing)));
    });

    /// <summary>Points that are not on the grid come back within half a step of it, and then to the bit.</summary>
    [Fact]
    public void Other_points_come_back_rounded() => Drawings.Presets.Sample(preset =>
    {
        var own = preset with { Preset = null };
        var read = PointCode.Decode(PointCode.Encode(own))!;
        Assert.All(own.Points.Zip(read.Points), p => Assert.True(Math.Max(Math.Abs(p.First.X - p.Second.X), Math.Abs(p.First.Y - p.Second.Y)) <= 0.5001 * own.Grid.Value(1)));
        Drawings.AssertSame(read, PointCode.Decode(PointCode.Encode(read)));
        Assert.Equal(own.Freed().Points.AsEnumerable(), own.Points);
        Assert.Equal(preset.Freed().Points.AsEnumerable(), read.Points);
    });

    /// <summary>Too many points are not in the address, and it says that they were.</summary>
    [Fact]
    public void Too_many_points_are_left_out()
    {
        var many = Drawing.Of(new("moons", 2000, 1)).Freed();
        many = many.Add(many.Points.Select(p => p with { X = p.X + 0.01 }));
        var link = new BenchState { Drawing = many }.ToLink("bench");
        Assert.True(link.ToString().Length < 8000);
        Assert.True(BenchState.Of(link).PointsMissing);
        Assert.False(BenchState.Of(new BenchState { Drawing = Drawing.Of(new("moons", 1000, 1)).Freed() }.ToLink("bench")).PointsMissing);
    }

    private static bool IsText(string text) => text.Length == text.EnumerateRunes().Sum(r => r.Utf16SequenceLength) && !text.EnumerateRunes().Any(r => r.Value == 0xFFFD);
}
