using CsCheck;
using Mixtura.Kernels;

namespace Mixtura.Tests;

/// <summary>Small random data for properties: clumps far enough apart to have structure, near enough to have doubt.</summary>
internal static class SmallData
{
    /// <summary>n rows of d features around a few places.</summary>
    public static readonly Gen<double[][]> Rows = Gen.Select(Gen.Int[12, 90], Gen.Int[1, 30], Gen.ULong).Select((n, d, seed) => Clumps(n, d, seed));

    public static double[][] Clumps(int n, int d, ulong seed)
    {
        var random = new RandomStream(seed, RandomPurpose.Dataset);
        var places = Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, d).Select(_ => 3 * random.NextNormal()).ToArray()).ToArray();
        return [.. Enumerable.Range(0, n).Select(_ => places[random.NextBelow(4)].Select(c => c + random.NextNormal()).ToArray())];
    }

    public static Observations<double> Observe(this double[][] rows) => Observations.From(rows);

    public static Observations<float> ObserveSingle(this double[][] rows) => Observations.From(rows.Select(r => r.Select(x => (float)x).ToArray()).ToArray());
}
