using System.CommandLine;
using Mixtura.Cli.Options;
using Mixtura.Cli.Output;

namespace Mixtura.Cli.Verbs;

/// <summary>mixtura evaluate: how good a model's clusters are on rows, and how near to known classes.</summary>
internal sealed class EvaluateVerb : Verb
{
    private readonly DataOptions data = new();

    private readonly Option<string> model = new("--model") { HelpName = "FILE", Required = true, Description = "A model file, as --model of fit writes it." };

    private readonly WholeNumberOption sample = new(
        "--sample", $"From how many rows, drawn by --seed, the silhouette is estimated, with its standard error; each meets all rows. Default: all up to {Evaluation.MostExactRows} rows, else {Evaluation.SampledRows}.", least: 2);

    public EvaluateVerb(Session session)
        : base(session, "evaluate", "Measure the clusters that a model makes of DATA; with --label also against known classes.", "mixtura evaluate points.csv --model model.json --label class")
    {
        Takes([.. data.All, model, sample]);
        TakesCommonOptions();
    }

    protected override void Run(ParseResult parse)
    {
        var fitted = ModelFile.Read(parse.GetRequiredValue(model));
        using var table = data.Read(parse, Session, data.Table(parse, fitted.FittedOn.Features));
        var evaluation = Session.Watch("Measuring", _ => Evaluation.Of(
            fitted, table.Rows, table.Classes, sample.Value(parse), Seed(parse), Threads(parse), Session.CancellationToken));
        Session.Warn(evaluation.Warnings);
        if (WantsJson(parse))
        {
            Session.Json(evaluation.WriteJson);
        }
        else
        {
            EvaluationTables.Show(Session.Results, evaluation);
        }
    }
}
