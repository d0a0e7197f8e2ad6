namespace Mixtura.Tests.Style;

/// <summary>
/// Known debts, in ratchet.txt: lines of "rule path number", where the number is the longest length (rules on length) or
/// the count of findings. A debt may shrink, and then its line must: what was won stays won.
/// </summary>
internal static class Ratchet
{
    private const string File = "tests/Mixtura.Tests/Style/ratchet.txt";

    private static readonly Dictionary<(string Rule, string Path), int> Known = Read(Repository.Read(File));

    /// <summary>Fails unless the findings of a rule are exactly the known debts.</summary>
    public static void Check(string rule, IEnumerable<Finding> findings)
    {
        var wrong = Compare(rule, findings, Known);
        Assert.True(wrong.Count == 0, $"{rule}:{Environment.NewLine}{string.Join(Environment.NewLine, wrong)}");
    }

    public static IReadOnlyList<string> Compare(string rule, IEnumerable<Finding> findings, IReadOnlyDictionary<(string Rule, string Path), int> known)
    {
        var wrong = new List<string>();
        var found = findings.GroupBy(f => f.Path, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        foreach (var (path, list) in found)
        {
            var allowed = known.GetValueOrDefault((rule, path));
            var size = SizeOf(list);
            if (size > allowed)
            {
                wrong.AddRange(list.Select(f => $"  {f.Path}:{f.Line}: {f.What}"));
            }
            else if (size < allowed)
            {
                wrong.Add($"  {path} is better than its debt of {allowed}: write \"{rule} {path} {size}\" into {File}");
            }
        }

        wrong.AddRange(known.Keys.Where(k => k.Rule == rule && !found.ContainsKey(k.Path)).Select(k => $"  {k.Path} has no debt any more: take \"{rule} {k.Path}\" out of {File}"));
        return wrong;
    }

    public static Dictionary<(string Rule, string Path), int> Read(string text) => text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Where(line => !line.StartsWith('#'))
        .Select(line => line.Split(' '))
        .ToDictionary(parts => (parts[0], parts[1]), parts => int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture));

    // Lengths are compared by the longest, counts by their sum.
    private static int SizeOf(List<Finding> findings) => findings.Exists(f => f.Size > 1) ? findings.Max(f => f.Size) : findings.Count;
}
