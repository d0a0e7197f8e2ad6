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

    private readonly RegularizationOption regularization = new();

    private readonly WordOption<PriorKind> prior = new(
        "--prior",
        "With a prior components that no rows need are dropped, and K is the most there may be: process for a Dirichlet process, dirichlet for a Dirichlet distribution over the weights.",
        [("none", PriorKind.None), ("process", PriorKind.Process), ("dirichlet", PriorKind.Dirichlet)]);

    private readonly NumberOption concentration = new("--concentration", "A", "Of the prior: the smaller, the fewer components keep weight. Default: 1 / K.");

    private readonly WholeNumberOption factors = new(
        "--factors", "For many features: full covariances of Q directions and one variance beside them, Q less than there are features. Without --prior.", least: 1);

    private readonly NumberOption trimming = new("--trim", "SHARE", "Leave this share of the rows out of the fit, those of least density: 0.05 for one in twenty, at most 0.5. Without --prior.", byDefault: 0);

    public FitMixtureVerb(Session session)
        : base(session, "mixture", "Fit K weighted Gaussians: each row gets a probability for each one.", "mixtura fit mixture points.csv --components 3 --covariance full --label class --model model.json --plot maybe.png")
    {
        Takes([.. Data.All, components, covariance, regularization, prior, concentration, trimming, factors, .. Fit.All]);
        TakesCommonOptions();
    }

    protected override FitOptions Fit { get; } = new(
        "K means",
        maxIterations: 1000,
        tolerance: 1e-5,
        "Stop when an iteration gains at most this in mean log-likelihood per row; 0 means when it changes nothing.",
        temperature: 1,
        "Without unit: 1 is EM, 0 classification EM.");

    protected override FitOutcome Fitted(ParseResult parse, Table table, IProgress<FitProgress> progress)
    {
        var clusters = components.Value(parse)!.Value;
        var start = GivenStart.Read(Fit.Start(parse), table, clusters, Session);
        var options = new GaussianMixtureOptions
        {
            Components = clusters,
            Covariance = covariance.Value(parse),
            Regularization = regularization.Value(parse),
            Prior = Prior(parse),
            Trimming = Trimming(parse),
            Factors = Factors(parse),
            Start = start switch
            {
                { Points: { } points } => MixtureStart.FromMeans(points),
                { Labels: { } labels } => MixtureStart.FromLabels(labels),
                _ => MixtureStart.KMeans,
            },
            Restarts = Fit.Restarts(parse),
            MaxIterations = Fit.MaxIterations(parse),
            Tolerance = Fit.Tolerance(parse),
            Temperature = Fit.Temperature(parse),
            Scaling = Fit.Scale(parse),
            Seed = Seed(parse),
            Threads = Threads(parse),
        };
        return new(GaussianMixture.Fit(table.Rows, options, progress, Session.CancellationToken));
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
        if (amount is 0 || (amount is not null && kind == PriorKind.None))
        {
            throw new UsageException(amount is 0 ? "--concentration is above 0." : "--concentration is of a prior: add --prior process or --prior dirichlet.");
        }

        if (kind != PriorKind.None && covariance.Value(parse) is not (CovarianceStructure.Full or CovarianceStructure.Tied or CovarianceStructure.Diagonal or CovarianceStructure.Spherical))
        {
            throw new UsageException($"With --prior the covariances are full, tied, diagonal or spherical, not {MixtureWords.NameOf(covariance.Value(parse))}.");
        }

        if (kind != PriorKind.None && Fit.Temperature(parse) != Temperature.One)
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

    private enum PriorKind
    {
        None,
        Process,
        Dirichlet,
    }
}
