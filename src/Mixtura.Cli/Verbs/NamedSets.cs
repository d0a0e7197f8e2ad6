using System.Text.Json;
using Mixtura.Datasets;

namespace Mixtura.Cli.Verbs;

/// <summary>What SPEC of mixtura generate may say: a name, a JSON file of Gaussian sets, or a mixture.</summary>
internal static class NamedSets
{
    private static readonly (string Name, Func<ulong, int?, LabelledObservations> Generate)[] Known =
    [
        ("two-sets", TwoSets),
        ("blobs", (seed, rows) => rows is { } n ? Generate.Blobs(seed, n) : Generate.Blobs(seed)),
        ("anisotropic", (seed, rows) => rows is { } n ? Generate.Anisotropic(seed, n) : Generate.Anisotropic(seed)),
        ("unequal-variance", (seed, rows) => rows is { } n ? Generate.UnequalVariance(seed, n) : Generate.UnequalVariance(seed)),
        ("unequal-sizes", (seed, rows) => rows is { } n ? Generate.UnequalSizes(seed, n) : Generate.UnequalSizes(seed)),
        ("moons", (seed, rows) => rows is { } n ? Generate.Moons(seed, n) : Generate.Moons(seed)),
        ("rings", (seed, rows) => rows is { } n ? Generate.Rings(seed, n) : Generate.Rings(seed)),
    ];

    public static string Names { get; } = string.Join(", ", Known.Select(k => k.Name));

    /// <summary>The rows that a specification describes.</summary>
    public static LabelledObservations Of(string specification, int? rows, ulong seed)
    {
        if (Array.Find(Known, k => string.Equals(k.Name, specification, StringComparison.OrdinalIgnoreCase)).Generate is { } generate)
        {
            return generate(seed, rows);
        }

        if (!File.Exists(specification))
        {
            throw new UsageException($"SPEC is one of {Names}, a JSON file of sets or a mixture's model file; \"{specification}\" is none of them.");
        }

        if (ModelFile.IsModel(specification))
        {
            return ModelFile.Read(specification) is MixtureModel mixture
                ? mixture.Sample(rows ?? (int)Math.Min(int.MaxValue, mixture.FittedOn.Rows), seed)
                : throw new UsageException($"{specification} is no mixture, so that there are no rows to draw from it.");
        }

        return rows is null
            ? Generate.Normals(Described(specification), seed)
            : throw new UsageException($"--rows {rows} is for named sets; {specification} says itself how many rows each set has.");
    }

    /// <summary>{"sets": [{"mean": [..], "covariance": [[..], ..], "size": n}, ..]}.</summary>
    private static List<MultivariateNormal> Described(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            return [.. document.RootElement.GetProperty("sets").EnumerateArray().Select(set => new MultivariateNormal(
                Numbers(set.GetProperty("mean")), Matrix(set.GetProperty("covariance")), set.GetProperty("size").GetInt32()))];
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new MixturaException($"{path} is not {{\"sets\": [{{\"mean\": [0, 0], \"covariance\": [[1, 0], [0, 1]], \"size\": 100}}, ...]}}: {fault.Message}", fault);
        }
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetDouble())];

    private static double[,] Matrix(JsonElement array)
    {
        double[][] rows = [.. array.EnumerateArray().Select(Numbers)];
        var matrix = new double[rows.Length, rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].Length != rows.Length)
            {
                throw new FormatException($"a covariance has {rows.Length} rows, and its row {i} has {rows[i].Length} values.");
            }

            for (var j = 0; j < rows.Length; j++)
            {
                matrix[i, j] = rows[i][j];
            }
        }

        return matrix;
    }

    /// <summary>Two sets of the same size; of an odd number of rows the second set has one less.</summary>
    private static LabelledObservations TwoSets(ulong seed, int? rows)
    {
        if (rows is not { } n)
        {
            return Generate.TwoSets(seed);
        }

        var both = Generate.TwoSets(seed, (int)(((long)n + 1) / 2));
        return both.Rows.Count == n
            ? both
            : new(Observations.From(both.Rows.Rows(0, n).ToArray(), both.Rows.Dimension), both.Labels[..n]);
    }
}
