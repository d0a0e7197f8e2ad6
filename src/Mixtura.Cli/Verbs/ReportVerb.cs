using System.CommandLine;
using System.Globalization;
using Mixtura.Cli.Options;
using Mixtura.Cli.Output;
using Mixtura.IO;
using Mixtura.Reports;
using Mixtura.Selection;
using Spectre.Console;

namespace Mixtura.Cli.Verbs;

/// <summary>mixtura report: all that there is to say of the clusters of DATA, as one page.</summary>
internal sealed class ReportVerb : Verb
{
    private readonly DataOptions data = new();

    private readonly Option<string> output = new("--out") { HelpName = "FILE", Required = true, Description = "The page to write: .html, figures included, to be read without a network." };

    private readonly CountsOption components = new("--components", "The numbers of clusters and components to try.", byDefault: "1..9");

    private readonly StructuresOption covariance = new();

    private readonly WordOption<Scaling> scale = new(
        "--scale", "How features are brought to one scale.", FitWords.Scalings);

    private readonly WholeNumberOption resamples = new("--resamples", "How many times the rows are drawn anew for the stability of clusters; 0 leaves it out.", least: 0, byDefault: 20);

    private readonly WholeNumberOption sample = new("--sample", "Criteria that refit or compare all pairs are those of as many rows, drawn by --seed, where there are more; mixtures are compared on four times as many.", least: 10, byDefault: 2500);

    private readonly Option<string?> title = new("--title") { HelpName = "TEXT", Description = "What stands at the top of the page; the name of DATA unless given." };

    private readonly Option<string?> model = new("--model") { HelpName = "FILE", Description = "Write the recommended model to a JSON file, for predict, evaluate, plot and info." };

    public ReportVerb(Session session)
        : base(
            session,
            "report",
            "Write a page on the clusters of DATA: how many there are and why, figures, what each is like, how they agree with known classes (--label), and how to make it again.",
            "mixtura report points.csv --label class --out report.html")
    {
        Takes([.. data.All, output, components, covariance, scale, resamples, sample, title, model]);
        TakesCommonOptions();
    }

    protected override void Run(ParseResult parse)
    {
        var path = parse.GetRequiredValue(output);
        OutputFile.CheckPage("--out", path);
        OutputFile.CheckFolder("--model", parse.GetValue(model));
        OutputFile.CheckApart([data.Name(parse)], [path, parse.GetValue(model)]);
        using var table = data.Read(parse, Session, data.Table(parse));
        var options = new ReportOptions
        {
            Title = parse.GetValue(title) ?? $"Clusters of {Path.GetFileName(data.Name(parse))}",
            Selection = Selection(parse),
            Classes = table.Classes?.Codes,
            ClassNames = table.Classes?.Values,
            Resamples = resamples.Value(parse)!.Value,
            RowNumbers = [.. Enumerable.Range(0, (int)table.Rows.Count).Select(row => TableRows.NumberOf(row, table))],
            Command = CommandLine(parse),
            ReadingCode = ReadingCode(parse),
        };
        var report = Session.Watch("Selecting", progress => ClusteringReport.Of(table.Rows, options, progress, Session.CancellationToken));
        Session.CancellationToken.ThrowIfCancellationRequested();
        report.Save(path);
        Session.Wrote(path);
        if (parse.GetValue(model) is { } modelFile)
        {
            ModelFile.Write(report.Selection.Best, modelFile);
            Session.Wrote(modelFile);
        }

        Session.Warn(report.Selection.Warnings);
        if (WantsJson(parse))
        {
            Session.Json(json => SelectionJson.Write(json, report.Selection));
        }
        else
        {
            Session.Results.MarkupLineInterpolated($"{report.Selection.Reason}");
        }
    }

    private ModelSelectionOptions Selection(ParseResult parse) => new()
    {
        Counts = components.Value(parse),
        Structures = covariance.Value(parse),
        Scaling = scale.Value(parse),
        MostRows = sample.Value(parse)!.Value,
        MostMixtureRows = (int)Math.Min(int.MaxValue, 4L * sample.Value(parse)!.Value),
        Seed = Seed(parse),
        Threads = Threads(parse),
    };

    /// <summary>The words of this command line, those with blanks or signs of the shell in quotes.</summary>
    private static string CommandLine(ParseResult parse) => "mixtura " + string.Join(' ', parse.Tokens.Select(token => Quoted(token.Value)));

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || c is '-' or '.' or '_' or '/' or ',' or '=' or ':' or '+') ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private string ReadingCode(ParseResult parse)
    {
        var table = data.Table(parse);
        var parts = new List<string>();
        if (table.Columns is { } columns)
        {
            parts.Add($"Columns = [{string.Join(", ", columns.Select(Literal))}]");
        }

        if (table.Label is { } label)
        {
            parts.Add($"Label = {Literal(label)}");
        }

        if (table.Weights is { } weights)
        {
            parts.Add($"Weights = {Literal(weights)}");
        }

        if (table.Missing != MissingValues.Refuse)
        {
            parts.Add($"Missing = Mixtura.IO.MissingValues.{table.Missing}");
        }

        var options = parts.Count > 0 ? $", new TableOptions {{ {string.Join(", ", parts)} }}" : string.Empty;
        if (data.Name(parse) is "-")
        {
            return "Observations<double> rows = ...;   // what standard input held";
        }

        return string.Create(CultureInfo.InvariantCulture, $"var rows = Mixtura.IO.TableReader.Read({Literal(data.Name(parse))}{options.Replace("TableOptions", "Mixtura.IO.TableOptions", StringComparison.Ordinal)}).Rows;");
    }

    private static string Literal(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
