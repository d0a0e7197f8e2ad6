using System.CommandLine;
using Mixtura.Cli.Options;
using Mixtura.Cli.Output;
using Mixtura.IO;

namespace Mixtura.Cli.Verbs;

/// <summary>mixtura fit classes: a density for each known class, and how well they tell new rows apart.</summary>
internal sealed class FitClassesVerb : Verb
{
    private const int UsualFolds = 10;

    private readonly DataOptions data = new();

    private readonly WordOption<ClassifierKind> kind = new(
        "--kind", "edda: one Gaussian a class, the covariances of one structure. mclustda: a mixture a class, each of its own.", [("edda", ClassifierKind.Edda), ("mclustda", ClassifierKind.MclustDa)]);

    private readonly StructuresOption covariance = new();

    private readonly CountsOption components = new("--components", "With mclustda, how many components a class may have; BIC chooses.", "1..5");

    private readonly WholeNumberOption folds = new(
        "--folds", "The folds of the cross-validation that estimates the error on new rows; 0 leaves it out. Default: 10, or as many as the smallest class has rows.", least: 0);

    private readonly WholeNumberOption selectionFolds = new("--selection-folds", "With edda, choose the structure by the error of a cross-validation of so many folds, and not by BIC.", least: 2);

    private readonly WordOption<ClassPriors> priors = new(
        "--priors", "How probable classes are before a row is seen: as often as in DATA, or all alike.", [("rows", ClassPriors.OfRows), ("equal", ClassPriors.Equal)]);

    private readonly RegularizationOption regularization = new("0");

    private readonly WordOption<Scaling> scale = new(
        "--scale", "How features are brought to one scale.", FitWords.Scalings);

    private readonly WholeNumberOption restarts = new("--restarts", "How many starts each mixture of several components has.", least: 1, byDefault: 3);

    private readonly Option<string?> model = new("--model") { HelpName = "FILE", Description = "Write the classifier to a JSON file, for predict, evaluate, plot and info." };

    public FitClassesVerb(Session session)
        : base(
            session,
            "classes",
            "Learn known classes, each as a Gaussian or as a mixture, to tell what class a new row is of.",
            "mixtura fit classes points.csv --label class --covariance all --model model.json")
    {
        Takes([.. data.All, kind, covariance, components, folds, selectionFolds, priors, regularization, scale, restarts, model]);
        TakesCommonOptions();
    }

    protected override void Run(ParseResult parse)
    {
        var path = parse.GetValue(model);
        OutputFile.CheckFolder("--model", path);
        if (kind.Value(parse) == ClassifierKind.MclustDa && selectionFolds.Value(parse) is not null)
        {
            throw new UsageException("--selection-folds is for --kind edda: mixtures are chosen by BIC.");
        }

        if (folds.Value(parse) is 1)
        {
            throw new UsageException("--folds takes 0 or at least 2.");
        }

        if (data.TakesMissing(parse))
        {
            throw new UsageException("--missing em is for fit mixture and predict: use --missing drop or mean.");
        }

        using var table = data.Read(parse, Session, data.Table(parse));
        if (table.Classes is not { } classes)
        {
            throw new UsageException("fit classes learns from known classes: name their column with --label.");
        }

        var options = Asked(parse, classes);
        var fitted = Session.Watch("Fitting", _ => MixtureClassifier.Fit(table.Rows, classes.Codes, options, Session.CancellationToken));
        var cut = folds.Value(parse) ?? (int)Math.Min(UsualFolds, fitted.Classes.Min(c => c.Rows));
        var validation = cut < 2
            ? null
            : Session.Watch("Cross-validating", _ => MixtureClassifier.CrossValidate(table.Rows, classes.Codes, options, cut, Seed(parse), Session.CancellationToken));
        Session.CancellationToken.ThrowIfCancellationRequested();
        if (path is not null)
        {
            ModelFile.Write(fitted, path);
            Session.Wrote(path);
        }

        Session.Warn(fitted.Report.Warnings);
        if (WantsJson(parse))
        {
            Session.Json(json => ClassifierJson.Write(json, fitted, validation));
        }
        else
        {
            ClassifierTables.Show(Session.Results, fitted, validation);
        }
    }

    private MixtureClassifierOptions Asked(ParseResult parse, ClassColumn classes) => new()
    {
        Kind = kind.Value(parse),
        Structures = covariance.Value(parse),
        Components = components.Value(parse),
        SelectionFolds = selectionFolds.Value(parse),
        Priors = priors.Value(parse),
        ClassNames = classes.Values,
        Regularization = regularization.Value(parse),
        Scaling = scale.Value(parse),
        Restarts = restarts.Value(parse)!.Value,
        Seed = Seed(parse),
        Threads = Threads(parse),
    };
}
