using System.CommandLine;
using Mixtura.Cli.Options;
using Mixtura.Cli.Output;
using Mixtura.Selection;

namespace Mixtura.Cli.Verbs;

/// <summary>mixtura tune: the parameters whose clusters tell known classes best, of rows that no fit has seen.</summary>
internal sealed class TuneVerb : Verb
{
    private readonly DataOptions data = new();

    private readonly TuneGridOptions grid = new();

    private readonly WordOption<TuningScore> score = new(
        "--score",
        "What is good, on rows not seen: the accuracy of the class that a cluster stands for; how alike clusters and classes are (adjusted Rand index, V-measure); or the log-loss of the class given the cluster, of which less is better.",
        [("accuracy", TuningScore.Accuracy), ("adjustedRand", TuningScore.AdjustedRand), ("vMeasure", TuningScore.VMeasure), ("logLoss", TuningScore.LogLoss)]);

    private readonly WordOption<TuningSearch> search = new(
        "--search", "grid: each candidate on all rows. halving: all on few rows, the better third on three times as many, and so on.", [("grid", TuningSearch.Grid), ("halving", TuningSearch.Halving)]);

    private readonly WordOption<TuningValidation> validation = new(
        "--validation", "folds: each row is held out once. holdout: a part of the rows is, for many rows.", [("folds", TuningValidation.Folds), ("holdout", TuningValidation.Holdout)]);

    private readonly WholeNumberOption folds = new("--folds", "How many folds.", least: 2, byDefault: 5);

    private readonly NumberOption validationShare = new("--validation-share", "SHARE", "With --validation holdout, the share of the rows outside the test that is held out.", byDefault: 0.25);

    private readonly NumberOption testShare = new("--test-share", "SHARE", "The share of all rows that is the test, which the search never sees.", byDefault: 0.2);

    private readonly NumberOption smoothing = new("--smoothing", "A", "What is added to the weight of each class in each cluster, before the classes of a cluster are its frequencies.", byDefault: 1);

    private readonly WordOption<TuningChoice> choose = new(
        "--choose", "best: the best score. one-error: the fewest parameters within one standard error of it.", [("best", TuningChoice.Best), ("one-error", TuningChoice.SimplestWithinOneError)]);

    private readonly Option<string?> model = new("--model") { HelpName = "FILE", Description = "Write the winner's model, fitted on all rows outside the test, to a JSON file for predict, evaluate, plot and info." };

    public TuneVerb(Session session)
        : base(
            session,
            "tune",
            "Search the parameters of k-means and mixtures whose clusters tell known classes best, on rows not seen.",
            "mixtura tune points.csv --label class --clusters 2,3 --folds 2 --model model.json")
    {
        Takes([.. data.All, .. grid.All, score, search, validation, folds, validationShare, testShare, smoothing, choose, model]);
        TakesCommonOptions();
    }

    protected override void Run(ParseResult parse)
    {
        Check(parse);
        using var table = data.Read(parse, Session, data.Table(parse));
        if (table.Classes is not { } classes)
        {
            throw new UsageException("tune needs known classes: name their column with --label.");
        }

        var options = grid.With(parse, new TuningOptions
        {
            Score = score.Value(parse),
            Search = search.Value(parse),
            Validation = validation.Value(parse),
            Folds = folds.Value(parse)!.Value,
            ValidationShare = validationShare.Value(parse),
            TestShare = testShare.Value(parse),
            Smoothing = smoothing.Value(parse),
            Choice = choose.Value(parse),
            Seed = Seed(parse),
            Threads = Threads(parse),
        });
        var result = Session.Watch("Tuning", progress => Tuning.Run(table.Rows, classes.Codes, options, progress, Session.CancellationToken));
        Session.CancellationToken.ThrowIfCancellationRequested();
        if (parse.GetValue(model) is { } path)
        {
            ModelFile.Write(result.Classifier.Model, path);
            Session.Wrote(path);
        }

        Session.Warn(TuningTables.Warnings(result));
        if (WantsJson(parse))
        {
            Session.Json(json => TuningJson.Write(json, result, table.Rows, classes.Values, score.NameOf(result.Score)));
        }
        else
        {
            TuningTables.Show(Session.Results, result, classes.Values, score.NameOf(result.Score));
        }
    }

    private void Check(ParseResult parse)
    {
        grid.Check(parse);
        OutputFile.CheckFolder("--model", parse.GetValue(model));
        OutputFile.CheckApart([data.Name(parse)], [parse.GetValue(model)]);
        if (parse.GetValue(model) is { } path && File.Exists(data.Name(parse)) && string.Equals(Path.GetFullPath(path), Path.GetFullPath(data.Name(parse)), StringComparison.Ordinal))
        {
            throw new UsageException($"{path} is read and named for an output: an output needs a file of its own.");
        }

        Option other = validation.Value(parse) == TuningValidation.Folds ? validationShare : folds;
        if (parse.GetResult(other) is { Implicit: false })
        {
            throw new UsageException($"{other.Name} goes with --validation {(validation.Value(parse) == TuningValidation.Folds ? "holdout" : "folds")}.");
        }

        foreach (var share in new[] { testShare, validationShare })
        {
            if (share.Value(parse) is 0 or >= 1)
            {
                throw new UsageException($"{share.Name} takes a share above 0 and below 1, not {ModelTables.Short(share.Value(parse))}.");
            }
        }
    }
}
