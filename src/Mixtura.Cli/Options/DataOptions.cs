using System.CommandLine;
using Mixtura.IO;

namespace Mixtura.Cli.Options;

/// <summary>DATA and which of its columns mean what.</summary>
internal sealed class DataOptions
{
    private readonly Argument<string> data = new("DATA")
    {
        Description = "A file (CSV, TSV, JSON, Parquet), - for CSV on standard input, or a SQL query over files in quotes.",
    };

    private readonly Option<string?> columns = new("--columns")
    {
        HelpName = "a,b,c", Description = "The features; by default all numeric columns that have no other meaning.",
    };

    private readonly Option<string?> label = new("--label") { HelpName = "NAME", Description = "The column of known classes; it is no feature." };

    private readonly Option<string?> weights = new("--weights") { HelpName = "NAME", Description = "The column of weights: 2 means the same as the row twice." };

    private readonly WordOption<MissingValues> missing = new(
        "--missing",
        "What to do with an empty cell or a value that is not finite: refuse the data, drop the row, or use the feature's mean.",
        [("refuse", MissingValues.Refuse), ("drop", MissingValues.DropRows), ("mean", MissingValues.UseMean)],
        notYet: ["em"]);

    public IEnumerable<Symbol> All => [data, columns, label, weights, missing];

    /// <summary>DATA as it was typed.</summary>
    public string Name(ParseResult parse) => parse.GetRequiredValue(data);

    public string Source(ParseResult parse, Session session) => session.Source(Name(parse));

    /// <summary>The columns as typed; without --columns the features of a model, or else all numeric ones.</summary>
    public TableOptions Table(ParseResult parse, IReadOnlyList<string>? features = null, string? startLabels = null) => new()
    {
        Columns = Columns(parse) ?? features,
        Label = parse.GetValue(label),
        Weights = parse.GetValue(weights),
        StartLabels = startLabels,
        Missing = missing.Value(parse),
    };

    public Table Read(ParseResult parse, Session session, TableOptions options) =>
        session.Watch("Reading", progress => TableReader.Read(Source(parse, session), options, progress, session.CancellationToken));

    private string[]? Columns(ParseResult parse)
    {
        if (parse.GetValue(columns) is not { } list)
        {
            return null;
        }

        var names = list.Split(',', StringSplitOptions.TrimEntries);
        return names.Contains(string.Empty, StringComparer.Ordinal)
            ? throw new UsageException($"--columns takes names with commas between, not \"{list}\".")
            : names;
    }
}
