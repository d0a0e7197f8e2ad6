using System.CommandLine;
using System.Globalization;
using Mixtura.Cli.Options;
using Mixtura.Cli.Output;
using Spectre.Console;

namespace Mixtura.Cli.Verbs;

/// <summary>mixtura generate: rows whose true classes are known.</summary>
internal sealed class GenerateVerb : Verb
{
    private readonly Argument<string> specification = new("SPEC")
    {
        Description = $"{NamedSets.Names}; or a JSON file: {{\"sets\": [{{\"mean\": [0, 0], \"covariance\": [[1, 0], [0, 1]], \"size\": 100}}]}}; or the model file of a mixture, to draw rows like those it was fitted on.",
    };

    private readonly Option<string> output = new("--out")
    {
        HelpName = "FILE", Required = true, Description = "The table to write (CSV, TSV, JSON, Parquet by its ending): the features, and the column class.",
    };

    private readonly WholeNumberOption rows = new("--rows", "How many rows in all; by default what the named sets have, or as many as a mixture was fitted on.", least: 1);

    public GenerateVerb(Session session)
        : base(session, "generate", "Make rows from named or described sets, with their true classes.", "mixtura generate two-sets --rows 1000 --seed 1 --out points.csv")
    {
        Takes(specification, output, rows);
        TakesCommonOptions();
    }

    protected override void Run(ParseResult parse)
    {
        var path = parse.GetRequiredValue(output);
        OutputFile.CheckTable("--out", path);
        var data = NamedSets.Of(parse.GetRequiredValue(specification), rows.Value(parse), Seed(parse));
        LabelledTable.Write(path, data, Session.CancellationToken);
        Session.Wrote(path);
        var sizes = data.Labels.CountBy(label => label).OrderBy(entry => entry.Key).ToList();
        if (WantsJson(parse))
        {
            Session.Json(json =>
            {
                json.WriteNumber("n", data.Rows.Count);
                json.WriteNumber("d", data.Rows.Dimension);
                json.WriteNumber("seed", Seed(parse));
                json.Strings("features", LabelledTable.Features(data.Rows));
                json.WriteString("label", LabelledTable.ClassColumn);
                json.Strings("classes", sizes.Select(s => LabelledTable.ClassName(s.Key)));
                json.Array("sizes", sizes, s => json.WriteNumberValue(s.Value));
            });
            return;
        }

        Session.Results.MarkupLineInterpolated($"[bold]{ModelTables.Whole(data.Rows.Count)} rows of {data.Rows.Dimension} features[/]; column {LabelledTable.ClassColumn} holds the truth");
        var table = new Table { Border = TableBorder.Rounded }.AddColumn(LabelledTable.ClassColumn).AddColumn(new TableColumn("rows").RightAligned());
        foreach (var (label, size) in sizes)
        {
            table.AddRow(LabelledTable.ClassName(label), size.ToString("N0", CultureInfo.InvariantCulture));
        }

        Session.Results.Write(table);
    }
}
