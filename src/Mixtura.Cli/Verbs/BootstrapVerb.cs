using System.CommandLine;
using Mixtura.Cli.Options;
using Mixtura.Cli.Output;

namespace Mixtura.Cli.Verbs;

/// <summary>mixtura bootstrap: how far a mixture's parameters may be off.</summary>
internal sealed class BootstrapVerb : Verb
{
    private readonly ModelArgument model = new();

    private readonly DataOptions data = new();

    private readonly WordOption<bool> kind = new(
        "--kind",
        "weighted: fit the rows again with random weights, which does not take the model for the truth. parametric: fit as many rows drawn from the model.",
        [("weighted", false), ("parametric", true)]);

    private readonly WholeNumberOption replicates = new("--replicates", "How many times the mixture is fitted anew.", least: 2, byDefault: 999);

    private readonly NumberOption confidence = new("--confidence", "R", "The share of replicates that lie in an interval.", byDefault: 0.95);

    private readonly RegularizationOption regularization = new();

    public BootstrapVerb(Session session)
        : base(session, "bootstrap", "Standard errors and intervals of a mixture's weights, means and covariances; DATA are the rows it was fitted on.", "mixtura bootstrap model.json points.csv --replicates 199")
    {
        Takes([model, .. data.All, kind, replicates, confidence, regularization]);
        TakesCommonOptions();
    }

    protected override void Run(ParseResult parse)
    {
        if (confidence.Value(parse) is 0 or >= 1)
        {
            throw new UsageException($"--confidence takes a share above 0 and below 1, not {ModelTables.Short(confidence.Value(parse))}.");
        }

        var mixture = model.Read(parse) as GaussianMixtureModel ?? throw new UsageException("bootstrap is for mixtures: fit one with fit mixture.");
        if (data.TakesMissing(parse))
        {
            throw new UsageException("--missing em is for fit mixture and predict: use --missing drop or mean.");
        }

        using var table = data.Read(parse, Session, data.Table(parse, mixture.FittedOn.Features));
        var options = new BootstrapOptions
        {
            Replicates = replicates.Value(parse)!.Value,
            Confidence = confidence.Value(parse),
            Regularization = regularization.Value(parse),
            Seed = Seed(parse),
            Threads = Threads(parse),
        };
        var errors = Session.Watch("Refitting", progress => kind.Value(parse)
            ? MixtureBootstrap.Parametric(mixture, options, progress, Session.CancellationToken)
            : MixtureBootstrap.WeightedLikelihood(mixture, table.Rows, options, progress, Session.CancellationToken));
        Session.Warn(errors.Warnings);
        if (WantsJson(parse))
        {
            Session.Json(json => BootstrapOutput.Write(json, errors, kind.Value(parse) ? "parametric" : "weighted"));
        }
        else
        {
            BootstrapOutput.Show(Session.Results, errors, mixture.FittedOn.Features);
        }
    }
}
