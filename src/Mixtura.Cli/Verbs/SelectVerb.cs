using System.CommandLine;
using Mixtura.Cli.Options;
using Mixtura.Cli.Output;
using Mixtura.Plots;
using Mixtura.Selection;

namespace Mixtura.Cli.Verbs;

/// <summary>mixtura select: how many clusters, and of what shape.</summary>
internal sealed class SelectVerb : Verb
{
    private readonly DataOptions data = new();

    private readonly WordOption<SelectionFamilies> family = new(
        "--family",
        "What is tried: both; mixture, compared by BIC, ICL and AIC; or kmeans, judged by the other criteria.",
        [("both", SelectionFamilies.Both), ("mixture", SelectionFamilies.Mixture), ("kmeans", SelectionFamilies.KMeans)]);

    private readonly CountsOption components = new("--components", "The numbers of clusters and components to try.", byDefault: "1..9");

    private readonly StructuresOption covariance = new();

    private readonly Option<bool> complete = new("--complete") { Description = "Fit every cell of the table; else a structure is left alone once its BIC has fallen twice in a row and lies 10 below the best." };

    private readonly WholeNumberOption restarts = new("--restarts", "How many random starts each mixture has beside the two that it always has.", least: 0, byDefault: 1);

    private readonly WholeNumberOption references = new("--references", "How many times reference rows are drawn for the gap statistic.", least: 2, byDefault: 20);

    private readonly WholeNumberOption halvings = new("--halvings", "How many times the rows are cut in halves for prediction strength.", least: 1, byDefault: 10);

    private readonly WholeNumberOption resamples = new("--resamples", "How many times the rows are drawn anew for the stability.", least: 1, byDefault: 20);

    private readonly WholeNumberOption sample = new("--sample", "Silhouette, gap, prediction strength and stability are those of as many rows, drawn by --seed, where there are more; mixtures are compared on four times as many.", least: 10, byDefault: 5000);

    private readonly RegularizationOption regularization = new(byDefault: "0");

    private readonly WordOption<Scaling> scale = new(
        "--scale", "How features are brought to one scale.", FitWords.Scalings);

    private readonly Option<string?> model = new("--model") { HelpName = "FILE", Description = "Write the recommended model to a JSON file, for predict, evaluate, plot and info." };

    private readonly Option<string?> plot = new("--plot") { HelpName = "FILE", Description = "Write the curves of the criteria: .png or .svg." };

    public SelectVerb(Session session)
        : base(
            session,
            "select",
            "Choose how many clusters DATA has, and which covariance structure, by mixtures and by k-means; one table and one recommendation. One cluster is a possible answer.",
            "mixtura select points.csv --label class --model best.json --plot curves.png")
    {
        Takes([.. data.All, family, components, covariance, complete, restarts, references, halvings, resamples, sample, regularization, scale, model, plot]);
        TakesCommonOptions();
    }

    protected override void Run(ParseResult parse)
    {
        OutputFile.CheckFolder("--model", parse.GetValue(model));
        OutputFile.CheckFigure("--plot", parse.GetValue(plot));
        OutputFile.CheckApart([data.Name(parse)], [parse.GetValue(model), parse.GetValue(plot)]);
        using var table = data.Read(parse, Session, data.Table(parse));
        var result = Session.Watch("Selecting", progress => ModelSelection.Run(table.Rows, Asked(parse), progress, Session.CancellationToken));
        Session.CancellationToken.ThrowIfCancellationRequested();
        if (parse.GetValue(model) is { } modelFile)
        {
            ModelFile.Write(result.Best, modelFile);
            Session.Wrote(modelFile);
        }

        if (parse.GetValue(plot) is { } figureFile)
        {
            SelectionFigure.Save(figureFile, result, new FigureOptions());
            Session.Wrote(figureFile);
        }

        Session.Warn(result.Warnings);
        if (WantsJson(parse))
        {
            Session.Json(json => SelectionJson.Write(json, result));
        }
        else
        {
            SelectionTables.Show(Session.Results, result, table.Rows.Count, table.Rows.Dimension);
        }
    }

    private ModelSelectionOptions Asked(ParseResult parse)
    {
        var options = new ModelSelectionOptions
        {
            Counts = components.Value(parse),
            StopsEarly = !parse.GetValue(complete),
            Restarts = restarts.Value(parse)!.Value,
            References = references.Value(parse)!.Value,
            Halvings = halvings.Value(parse)!.Value,
            Resamples = resamples.Value(parse)!.Value,
            MostRows = sample.Value(parse)!.Value,
            MostMixtureRows = (int)Math.Min(int.MaxValue, 4L * sample.Value(parse)!.Value),
            Regularization = regularization.Value(parse),
            Scaling = scale.Value(parse),
            Seed = Seed(parse),
            Threads = Threads(parse),
        };
        return options with
        {
            Structures = family.Value(parse) == SelectionFamilies.KMeans ? [] : covariance.Value(parse),
            Criteria = family.Value(parse) == SelectionFamilies.Mixture ? [] : options.Criteria,
        };
    }
}
