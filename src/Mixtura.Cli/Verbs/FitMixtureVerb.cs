using System.CommandLine;
using Mixtura.Cli.Options;
using Mixtura.IO;

namespace Mixtura.Cli.Verbs;

/// <summary>mixtura fit mixture: K weighted Gaussians.</summary>
internal sealed class FitMixtureVerb : FitVerb
{
    private readonly WholeNumberOption components = new("--components", "The number of components K.", least: 1) { Required = true };

    private readonly WordOption<CovarianceStructure> covariance = new(
        "--covariance",
        "What the covariances may differ in. In capitals, mclust's names: the volume, the shape and the orientation are equal (E), vary (V) or are round (I); E and V alone are for one column.",
        MixtureWords.Covariances,
        helpName: "full|tied|diag|spherical|EII...VVV");

    private readonly WordOption<MixtureStart> seeding = new(
        "--seeding",
        "Where each start begins. short-runs: the best of five brief runs, for the highest likelihood; kmeans: a partition, for components none of which may be tiny; ++ and random: centers alone; hierarchical: rows merged, one start without chance. auto is short-runs, or kmeans with a prior, --trim or shrink.",
        FitWords.Starts);

    private readonly RegularizationOption regularization = new();

    private readonly WordOption<PriorKind> prior = new(
        "--prior",
        "process (a Dirichlet process) and dirichlet (a Dirichlet distribution over the weights) drop components that no rows need, K being the most there may be; conjugate keeps all K from "
        + "collapsing, where rows are few (mclust's prior).",
        [("none", PriorKind.None), ("process", PriorKind.Process), ("dirichlet", PriorKind.Dirichlet), ("conjugate", PriorKind.Conjugate)]);

    private readonly NumberOption concentration = new("--concentration", "A", "Of the prior: the smaller, the fewer components keep weight. Default: 1 / K.");

    private readonly WholeNumberOption factors = new(
        "--factors", "For many features: full covariances of Q directions and one variance beside them, Q less than there are features. Without --prior.", least: 1);

    private readonly NumberOption trimming = new("--trim", "SHARE", "Leave this share of the rows out of the fit, those of least density: 0.05 for one in twenty, at most 0.5. Without --prior.", byDefault: 0);

    private readonly NumberOption shrinkage = new("--shrinkage", "R", "Of --prior conjugate: how many rows the mean of all rows counts as in each component. Default: 0.01.");

    private readonly MixtureStrategyOptions strategy = new();

    private readonly MixtureVariantOptions variant = new();

    public FitMixtureVerb(Session session)
        : base(session, "mixture", "Fit K weighted Gaussians: each row gets a probability for each one.", "mixtura fit mixture points.csv --components 3 --covariance full --label class --model model.json --plot maybe.png")
    {
        Takes([.. Data.All, components, covariance, seeding, regularization, prior, concentration, shrinkage, trimming, factors, .. variant.All, .. strategy.All, .. Fit.All]);
        TakesCommonOptions();
    }

    protected override DataOptions Data { get; } = new(takesMissing: true);

    protected override FitOptions Fit { get; } = new(
        "K means (from a mixture's file all its parameters)",
        maxIterations: 1000,
        tolerance: 1e-5,
        "Stop when an iteration gains at most this in mean log-likelihood per row; 0 means when it changes nothing.",
        temperature: 1,
        "Without unit: 1 is EM, 0 classification EM.");

    protected override void CheckOptions(ParseResult parse)
    {
        base.CheckOptions(parse);
        var given = Fit.Start(parse) is not null ? "--start" : Fit.StartLabels(parse) is not null ? "--start-labels" : null;
        if (given is not null && parse.GetResult(seeding) is { Implicit: false })
        {
            throw new UsageException($"--seeding and {given} both say where to start: give one of them.");
        }

        if (variant.IsMiniBatch(parse) && seeding.Value(parse) == MixtureStart.ShortRuns())
        {
            throw new UsageException("--seeding short-runs does not go with --batch-size.");
        }

        variant.Check(parse, prior.Value(parse) != PriorKind.None, prior.Value(parse) is PriorKind.Process or PriorKind.Dirichlet, Data.TakesMissing(parse), hasStart: Fit.Start(parse) is not null);
    }

    protected override FitOutcome Fitted(ParseResult parse, Table table, IProgress<FitProgress> progress)
    {
        var clusters = components.Value(parse)!.Value;
        var options = new GaussianMixtureOptions
        {
            Components = clusters,
            Covariance = covariance.Value(parse),
            Regularization = regularization.Value(parse),
            Prior = Prior(parse),
            Trimming = Trimming(parse),
            Factors = Factors(parse),
            MapPrior = MapPrior(parse),
            Noise = variant.Noise(parse),
            Frozen = variant.Frozen(parse),
            KnownComponents = table.Known?.Codes,
            Start = Start(parse, table, clusters),
            Restarts = Fit.Restarts(parse),
            MaxIterations = Fit.MaxIterations(parse),
            Tolerance = Fit.Tolerance(parse),
            Temperature = Fit.Temperature(parse),
            Scaling = Fit.Scale(parse),
            Seed = Seed(parse),
            Threads = Threads(parse),
        };
        options = strategy.With(parse, options);
        return new(table.IncompleteRows is { } incomplete
            ? GaussianMixture.Fit(incomplete, options, progress, Session.CancellationToken)
            : variant.MiniBatch(parse, options) is { } batches
                ? MiniBatchGaussianMixture.Fit(table.Rows, batches, progress, Session.CancellationToken)
                : GaussianMixture.Fit(table.Rows, options, progress, Session.CancellationToken));
    }

    protected override string? Known(ParseResult parse) => variant.Known(parse);

    /// <summary>A mixture of as many components and these features is a warm start; of other models and of tables only the points are taken.</summary>
    private MixtureStart Start(ParseResult parse, Table table, int clusters)
    {
        if (Fit.Start(parse) is { } file && ModelFile.IsModel(file) && ModelFile.Read(file) is GaussianMixtureModel model
            && model.Clusters == clusters && model.FittedOn.Features.SequenceEqual(table.Features, StringComparer.Ordinal))
        {
            return MixtureStart.FromModel(model);
        }

        return GivenStart.Read(Fit.Start(parse), table, clusters, Session) switch
        {
            { Points: { } points } => MixtureStart.FromMeans(points),
            { Labels: { } labels } => MixtureStart.FromLabels(labels),
            _ => seeding.Value(parse),
        };
    }

    private int? Factors(ParseResult parse) => factors.Value(parse) is { } count && (covariance.Value(parse) != CovarianceStructure.Full || prior.Value(parse) != PriorKind.None)
        ? throw new UsageException($"--factors {count} goes with --covariance full and without --prior.")
        : factors.Value(parse);

    private double Trimming(ParseResult parse) => (trimming.Value(parse), prior.Value(parse)) switch
    {
        ( > 0.5, _) => throw new UsageException("--trim takes a share of 0 to 0.5."),
        ( > 0, not PriorKind.None) => throw new UsageException("--trim does not go with --prior."),
        var (share, _) => share,
    };

    private MixturePrior? Prior(ParseResult parse)
    {
        var kind = prior.Value(parse);
        var amount = parse.GetValue(concentration);
        var isBayesian = kind is PriorKind.Process or PriorKind.Dirichlet;
        if (amount is 0 || (amount is not null && !isBayesian))
        {
            throw new UsageException(amount is 0 ? "--concentration is above 0." : "--concentration is of a prior: add --prior process or --prior dirichlet.");
        }

        if (isBayesian && covariance.Value(parse) is not (CovarianceStructure.Full or CovarianceStructure.Tied or CovarianceStructure.Diagonal or CovarianceStructure.Spherical))
        {
            throw new UsageException($"With --prior the covariances are full, tied, diagonal or spherical, not {MixtureWords.NameOf(covariance.Value(parse))}.");
        }

        if (isBayesian && Fit.Temperature(parse) != Temperature.One)
        {
            throw new UsageException("With --prior the temperature is 1.");
        }

        return kind switch
        {
            PriorKind.Process => MixturePrior.DirichletProcess(amount),
            PriorKind.Dirichlet => MixturePrior.Dirichlet(amount),
            _ => null,
        };
    }

    private ConjugatePrior? MapPrior(ParseResult parse)
    {
        var amount = parse.GetValue(shrinkage);
        if (prior.Value(parse) != PriorKind.Conjugate)
        {
            return amount is null ? null : throw new UsageException("--shrinkage is of the conjugate prior: add --prior conjugate.");
        }

        var usual = new ConjugatePrior();
        return usual with { Shrinkage = amount ?? usual.Shrinkage };
    }

    private enum PriorKind
    {
        None,
        Process,
        Dirichlet,
        Conjugate,
    }
}
