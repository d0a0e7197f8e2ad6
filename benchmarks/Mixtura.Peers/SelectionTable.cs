using System.Diagnostics;
using System.Globalization;
using Mixtura.Selection;

namespace Mixtura.Peers;

/// <summary>How often each criterion, and the recommendation, finds the true number of clusters of sets where it is known, tried from 1 to 14.</summary>
internal static class SelectionTable
{
    private const string Recommended = "recommendation";

    public static void Print(bool isVerbose, int seed, TextWriter output)
    {
        var clustered = Answers(SelectionSets.Clustered(seed), isVerbose, output);
        var structureless = Answers(SelectionSets.Structureless(seed), isVerbose, output);
        string[] names = [Recommended, .. Enum.GetNames<SelectionCriterion>()];
        var groups = new (string Title, Func<SelectionSet, bool> Has)[]
        {
            ("all 60", _ => true), ("round, apart", s => s.Name.Contains("round, apart", StringComparison.Ordinal)), ("round, overlapping", s => s.Name.Contains("round, over", StringComparison.Ordinal)),
            ("long, apart", s => s.Name.Contains("long, apart", StringComparison.Ordinal)), ("long, overlapping", s => s.Name.Contains("long, over", StringComparison.Ordinal)),
        };
        output.WriteLine($"| criterion | {string.Join(" | ", groups.Select(g => g.Title))} | without structure |");
        output.WriteLine($"| --- | {string.Join(" | ", groups.Select(_ => "---:"))} | ---: |");
        foreach (var name in names)
        {
            output.WriteLine($"| {name} | {string.Join(" | ", groups.Select(g => Share([.. clustered.Where(a => g.Has(a.Set))], name)))} | {Share(structureless, name)} |");
        }
    }

    private static string Share(List<(SelectionSet Set, Dictionary<string, int> Found)> answers, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{answers.Count(a => a.Found.GetValueOrDefault(name) == a.Set.Clusters)} of {answers.Count}");

    private static List<(SelectionSet Set, Dictionary<string, int> Found)> Answers(IEnumerable<SelectionSet> sets, bool isVerbose, TextWriter output)
    {
        var answers = new List<(SelectionSet, Dictionary<string, int>)>();
        foreach (var set in sets)
        {
            var clock = Stopwatch.StartNew();
            var result = ModelSelection.Run(set.Rows, new ModelSelectionOptions { Counts = [.. Enumerable.Range(1, 14)] });
            var found = result.Choices.ToDictionary(c => c.Criterion.ToString(), c => c.Clusters);
            found[Recommended] = result.Clusters;
            answers.Add((set, found));
            if (isVerbose)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set.Name}: {string.Join(", ", found.OrderBy(f => f.Key).Select(f => $"{f.Key} {f.Value}"))}; {clock.Elapsed.TotalSeconds:F1} s; {result.Reason}"));
            }
        }

        return answers;
    }
}
