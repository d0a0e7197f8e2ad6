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

    private static readonly (string Word, MissingValues Value)[] Anywhere = [("refuse", MissingValues.Refuse), ("drop", MissingValues.DropRows), ("mean", MissingValues.UseMean)];

    private readonly WordOption<MissingValues> missing;

    /// <param name="takesMissing">Whether rows with missing values can be taken as they are.</param>
    public DataOptions(bool takesMissing = false)
    {
        const string what = "What to do with an empty cell or a value that is not finite: refuse the data, drop the row, use the feature's mean";
        missing = takesMissing
            ? new("--missing", $"{what}, or (mixtures) em: take the row by what is observed of it. Take em where more than a few rows have holes, and these are not where they are because of what is in them.", [.. Anywhere, ("em", MissingValues.Keep)])
            : new("--missing", $"{what}.", Anywhere, elsewhere: [("em", "fit mixture and predict")]);
    }

    public IEnumerable<Symbol> All => [data, columns, label, weights, missing];

    /// <summary>DATA as it was typed.</summary>
    public string Name(ParseResult parse) => parse.GetRequiredValue(data);

    public string Source(ParseResult parse, Session session) => session.Source(Name(parse));

    /// <summary>The columns as typed; without --columns the features of a model, or else all numeric ones.</summary>
    public TableOptions Table(ParseResult parse, IReadOnlyList<string>? features = null, string? startLabels = null, string? known = null) => new()
    {
        Columns = Columns(parse) ?? features,
        Label = parse.GetValue(label),
        Weights = parse.GetValue(weights),
        StartLabels = startLabels,
        Known = known,
        Missing = missing.Value(parse),
    };

    /// <summary>Whether rows with missing values are taken as they are.</summary>
    public bool TakesMissing(ParseResult parse) => missing.Value(parse) == MissingValues.Keep;

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
