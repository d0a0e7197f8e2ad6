using System.CommandLine;
using Mixtura.Cli.Options;
using Mixtura.Cli.Output;
using Mixtura.Measures;
using Mixtura.Plots;

namespace Mixtura.Cli.Verbs;

/// <summary>mixtura evaluate: how good a model's clusters are on rows, and how near to known classes.</summary>
internal sealed class EvaluateVerb : Verb
{
    private readonly DataOptions data = new();

    private readonly Option<string> model = new("--model") { HelpName = "FILE", Required = true, Description = "A model file, as --model of fit writes it." };

    private readonly WholeNumberOption sample = new(
        "--sample", $"From how many rows, drawn by --seed, the silhouette is estimated, with its standard error; each meets all rows. Default: all up to {Evaluation.MostExactRows} rows, else {Evaluation.SampledRows}.", least: 2);

    private readonly Option<string?> plot = new("--plot") { HelpName = "FILE", Description = "Write the silhouettes of the rows as bars, cluster by cluster: .png or .svg." };

    public EvaluateVerb(Session session)
        : base(session, "evaluate", "Measure the clusters that a model makes of DATA; with --label also against known classes.", "mixtura evaluate points.csv --model model.json --label class")
    {
        Takes([.. data.All, model, sample, plot]);
        TakesCommonOptions();
    }

    protected override void Run(ParseResult parse)
    {
        OutputFile.CheckFigure("--plot", parse.GetValue(plot));
        OutputFile.CheckApart([data.Name(parse), parse.GetRequiredValue(model)], [parse.GetValue(plot)]);
        var fitted = ModelFile.Read(parse.GetRequiredValue(model));
        using var table = data.Read(parse, Session, data.Table(parse, fitted.FittedOn.Features));
        var evaluation = Session.Watch("Measuring", _ => Evaluation.Of(
            fitted, table.Rows, table.Classes, sample.Value(parse), Seed(parse), Threads(parse), Session.CancellationToken));
        if (parse.GetValue(plot) is { } figureFile)
        {
            try
            {
                Draw(figureFile, fitted, table.Rows, Threads(parse));
            }
            catch (MixturaException undefined)
            {
                Session.Warn([$"No figure was written. {undefined.Message}"]);
            }
        }

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

    /// <summary>The silhouettes of all rows; of very many those of evenly spaced ones among themselves. Each counts once.</summary>
    private void Draw(string path, ClusteringModel fitted, Observations<double> rows, int threads)
    {
        var step = (rows.Count + Evaluation.MostExactRows - 1) / Evaluation.MostExactRows;
        long[] places = [.. Enumerable.Range(0, (int)((rows.Count + step - 1) / step)).Select(i => i * step)];
        var some = step == 1 ? rows : Observations.From(places.SelectMany(i => rows[i].ToArray()).ToArray(), rows.Dimension);
        var labels = fitted.Predict(some, threads);
        SilhouetteFigure.Save(path, Silhouette.OfEach(some, labels, threads, Session.CancellationToken), labels);
        Session.Wrote(path);
    }
}
