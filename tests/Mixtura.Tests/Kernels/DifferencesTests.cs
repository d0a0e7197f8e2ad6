using CsCheck;
using Mixtura.Kernels;

namespace Mixtura.Tests.Kernels;

public class DifferencesTests
{
    /// <summary>Every place that differs, in order, with what stood there and what stands there now.</summary>
    [Fact]
    public void All_are_found_in_order() => Gen.Select(Gen.Int[0, 200], Gen.Double[0, 1]).SelectMany((n, share) => Gen.Select(Gen.Int[-1, 3].Array[n], Gen.Double[0, 1].Array[n], Gen.Const(share))).Sample((labels, draws, share) =>
    {
        int[] next = [.. labels.Select((label, i) => draws[i] < share ? (label + 1) % 4 : label)];
        int[] places = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] != next[i])];
        var (now, at, from, to) = ((int[])labels.Clone(), new int[labels.Length], new int[labels.Length], new int[labels.Length]);
        var found = Differences.Take(now, next, at, from, to);
        Assert.Equal(places, at[..found]);
        Assert.Equal(places.Select(i => labels[i]), from[..found]);
        Assert.Equal(places.Select(i => next[i]), to[..found]);
        Assert.Equal(next, now);
    }, iter: 300);
}
