using System.Collections.Immutable;
using System.Globalization;
using Mixtura.Datasets;

namespace Mixtura.Playground.Data;

/// <summary>Points that can be had by name: drawn by the library from a seed, so that the same name, number and seed are the same bits anywhere.</summary>
/// <param name="Key">The name in addresses.</param>
/// <param name="Title">The name for people.</param>
/// <param name="Clusters">How many sets there truly are.</param>
/// <param name="Draw">Seed and number of rows to rows and classes.</param>
/// <param name="Code">Seed and number of rows to the C# expression that draws the same.</param>
internal sealed record Preset(string Key, string Title, int Clusters, Func<ulong, int, LabelledObservations> Draw, Func<ulong, int, string> Code)
{
    private const string Corners = "new([0, 0], new double[,] { { 1, 0 }, { 0, 1 } }, {n}), new([7, 0], new double[,] { { 1, 0 }, { 0, 1 } }, {n}), new([0, 7], new double[,] { { 1, 0 }, { 0, 1 } }, {n}), new([7, 7], new double[,] { { 1, 0 }, { 0, 1 } }, {n})";

    /// <summary>All, the article's first.</summary>
    public static ImmutableArray<Preset> All { get; } =
    [
        new("two-sets", "Two sets that overlap", 2, (seed, n) => Generate.TwoSets(seed, Math.Max(1, n / 2)), (seed, n) => $"Generate.TwoSets({seed}, {Math.Max(1, n / 2)})"),
        new("three-round", "Three round sets", 3, (seed, n) => Generate.Blobs(seed, n, 3, 2, 1), (seed, n) => $"Generate.Blobs({seed}, {n}, 3, 2, 1)"),
        new("four-corners", "Four sets at the corners of a square", 4, (seed, n) => FourCorners(seed, n / 4), (seed, n) => $"Generate.Normals([{Corners.Replace("{n}", (n / 4).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)}], {seed})"),
        new("elongated", "Long sets", 3, (seed, n) => Generate.Anisotropic(seed, n), (seed, n) => $"Generate.Anisotropic({seed}, {n})"),
        new("unequal-spread", "A wide set among narrow ones", 3, (seed, n) => Generate.UnequalVariance(seed, n), (seed, n) => $"Generate.UnequalVariance({seed}, {n})"),
        new("unequal-size", "A large set beside small ones", 3, (seed, n) => Generate.UnequalSizes(seed, n), (seed, n) => $"Generate.UnequalSizes({seed}, {n})"),
        new("moons", "Two moons", 2, (seed, n) => Generate.Moons(seed, n), (seed, n) => $"Generate.Moons({seed}, {n})"),
        new("rings", "A ring within a ring", 2, (seed, n) => Generate.Rings(seed, n), (seed, n) => $"Generate.Rings({seed}, {n})"),
        new("one", "One round set", 1, (seed, n) => Generate.Normals([new([0, 0], new double[,] { { 1, 0 }, { 0, 1 } }, n)], seed), (seed, n) => $"Generate.Normals([new([0, 0], new double[,] {{ {{ 1, 0 }}, {{ 0, 1 }} }}, {n})], {seed})"),
    ];

    /// <summary>The preset of a name, or null.</summary>
    public static Preset? Named(string key) => All.FirstOrDefault(p => string.Equals(p.Key, key, StringComparison.Ordinal));

    /// <summary>The points.</summary>
    public PointSet Points(ulong seed, int rows)
    {
        var drawn = Draw(seed, rows);
        return new(drawn.Rows, [.. drawn.Labels]);
    }

    private static LabelledObservations FourCorners(ulong seed, int size)
    {
        double[,] round = { { 1, 0 }, { 0, 1 } };
        return Generate.Normals([new([0, 0], round, size), new([7, 0], round, size), new([0, 7], round, size), new([7, 7], round, size)], seed);
    }
}
