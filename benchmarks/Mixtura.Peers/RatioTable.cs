using System.Globalization;
using System.Text.Json.Nodes;

namespace Mixtura.Peers;

/// <summary>JSON lines of all peers as one Markdown table: who took how long, and how many times mixtura's time that is.</summary>
internal static class RatioTable
{
    private sealed record Entry(string Peer, string Name, double Time, string Unit, double? Objective);

    public static void Print(IEnumerable<string> files, TextWriter output)
    {
        var entries = files.SelectMany(File.ReadLines).Where(line => line.StartsWith('{')).Select(Parse).ToList();
        output.WriteLine("| workload | peer | time | x mixtura | objective | relative to mixtura's |");
        output.WriteLine("| --- | --- | ---: | ---: | ---: | ---: |");
        foreach (var group in entries.GroupBy(e => (e.Name, e.Unit)))
        {
            var ours = group.LastOrDefault(e => e.Peer == "mixtura");
            foreach (var entry in group)
            {
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {entry.Name} | {entry.Peer} | {entry.Time:G4} {entry.Unit} | {Ratio(entry, ours)} | {Shown(entry.Objective)} | {Gap(entry, ours)} |"));
            }
        }
    }

    private static Entry Parse(string line)
    {
        var node = JsonNode.Parse(line)!;
        var isIteration = node["ms_per_iteration"] is not null;
        return new(
            (string)node["peer"]!,
            (string)node["name"]!,
            (double)node[isIteration ? "ms_per_iteration" : "seconds"]!,
            isIteration ? "ms/iteration" : "s",
            (double?)(node["inertia"] ?? node["mean_log_likelihood"]));
    }

    private static string Shown(double? objective) => objective?.ToString("G10", CultureInfo.InvariantCulture) ?? string.Empty;

    private static string Ratio(Entry entry, Entry? ours) =>
        ours is null ? string.Empty : (entry.Time / ours.Time).ToString("F2", CultureInfo.InvariantCulture);

    private static string Gap(Entry entry, Entry? ours) =>
        entry.Objective is { } theirs && ours?.Objective is { } own
            ? ((theirs - own) / Math.Abs(own)).ToString("+0.0E+0;-0.0E+0;0", CultureInfo.InvariantCulture)
            : string.Empty;
}
