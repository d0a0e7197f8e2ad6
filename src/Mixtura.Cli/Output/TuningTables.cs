using System.Globalization;
using Mixtura.Selection;
using Spectre.Console;

namespace Mixtura.Cli.Output;

/// <summary>What tune found, for people: the best candidates, what the winner's clusters stand for, and the reason.</summary>
internal static class TuningTables
{
    /// <summary>More candidates than these nobody reads; --json has all.</summary>
    private const int Shown = 10;

    public static void Show(IAnsiConsole console, TuningResult result, IReadOnlyList<string> classes, string score)
    {
        console.MarkupLineInterpolated($"[bold]{result.Best.Candidate}[/]");
        console.MarkupLineInterpolated($"[grey]the best {Math.Min(Shown, result.Table.Length)} of {result.Table.Length} candidates by {score}, on rows held out[/]");
        console.Write(Candidates(result, score));
        console.MarkupLineInterpolated($"[grey]how often rows of each cluster (down) are of each class (across)[/]");
        console.Write(Frequencies(result.Classifier, classes));
        console.MarkupLineInterpolated($"{result.Reason}");
    }

    /// <summary>What a reader of the result should know beside it.</summary>
    public static IEnumerable<string> Warnings(TuningResult result)
    {
        var failed = result.Table.Where(cell => cell.Fault is not null).ToList();
        if (failed.Count > 0)
        {
            yield return $"{failed.Count} of {result.Table.Length} candidates could not be fitted. The first, {failed[0].Candidate}: {failed[0].Fault}";
        }

        foreach (var warning in result.Classifier.Model.Report.Warnings)
        {
            yield return warning;
        }
    }

    private static Table Candidates(TuningResult result, string score)
    {
        var isLess = result.Score == TuningScore.LogLoss;
        var table = new Table { Border = TableBorder.Rounded }.AddColumn("candidate");
        foreach (var name in new[] { score, "parameters", "trained on" })
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        var ranked = result.Table.Where(cell => cell.Validation is not null)
            .OrderByDescending(cell => cell.TrainingRows)
            .ThenByDescending(cell => isLess ? -cell.Validation!.Value.Score : cell.Validation!.Value.Score)
            .ThenBy(cell => cell.Parameters)
            .ThenBy(cell => cell == result.Best ? 0 : 1);
        foreach (var cell in ranked.Take(Shown))
        {
            var name = Markup.Escape(cell.Candidate.ToString());
            table.AddRow(cell == result.Best ? $"[bold]{name}[/]" : name, cell.Validation.ToString()!, ModelTables.Whole(cell.Parameters), ModelTables.Whole(cell.TrainingRows));
        }

        return table;
    }

    private static Table Frequencies(ClusterClassifier classifier, IReadOnlyList<string> classes)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumn("cluster");
        foreach (var name in classes)
        {
            table.AddColumn(new TableColumn(Markup.Escape(name)).RightAligned());
        }

        for (var k = 0; k < classifier.Frequencies.Length; k++)
        {
            table.AddRow([k.ToString(CultureInfo.InvariantCulture), .. classifier.Frequencies[k].Select(ModelTables.Percent)]);
        }

        return table;
    }
}
