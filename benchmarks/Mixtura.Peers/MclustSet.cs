using System.Globalization;
using System.Text.Json;

namespace Mixtura.Peers;

/// <summary>One of mclust's data sets, NAME.csv, and the partitions of it that mclust began with, NAME.mclust.json.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Rows">n x d rows.</param>
/// <param name="Partitions">For K = 1, 2, ... n labels.</param>
internal sealed record MclustSet(string Name, Observations<double> Rows, IReadOnlyList<int[]> Partitions)
{
    /// <summary>The named sets of a folder, or all of them by name.</summary>
    public static IEnumerable<MclustSet> All(string folder, IReadOnlyList<string> names) =>
        (names.Count > 0 ? names : [.. Directory.GetFiles(folder, "*.csv").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)]).Select(name => Read(folder, name));

    private static MclustSet Read(string folder, string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, name + ".mclust.json")));
        var d = document.RootElement.GetProperty("d").GetInt32();
        var lines = File.ReadAllLines(Path.Combine(folder, name + ".csv"))[1..].Where(line => line.Length > 0);
        double[] values = [.. lines.SelectMany(line => line.Split(',')[..d]).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
        var partitions = document.RootElement.GetProperty("partitions").EnumerateArray().Select(labels => labels.EnumerateArray().Select(label => label.GetInt32() - 1).ToArray());
        return new(name, Observations.From(values, d), [.. partitions]);
    }
}
