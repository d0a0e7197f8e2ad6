using System.CommandLine;
using Mixtura.Cli.Options;
using Mixtura.IO;

namespace Mixtura.Cli.Verbs;

/// <summary>mixtura fit student: K weighted t distributions, for rows with outliers.</summary>
internal sealed class FitStudentVerb : FitVerb
{
    private readonly WholeNumberOption components = new("--components", "The number of components K.", least: 1) { Required = true };

    private readonly DegreesOption degrees = new();

    private readonly WordOption<CovarianceStructure> covariance = new(
        "--covariance",
        "What the scale matrices may differ in. In capitals, mclust's names: the volume, the shape and the orientation are equal (E), vary (V) or are round (I); E and V alone are for one column.",
        MixtureWords.Covariances,
        helpName: "full|tied|diag|spherical|EII...VVV");

    private readonly RegularizationOption regularization = new();

    public FitStudentVerb(Session session)
        : base(session, "student", "Fit K weighted t distributions: a mixture whose tails are heavy, so that outliers hardly count.", "mixtura fit student points.csv --components 3 --degrees-of-freedom estimate --label class --model model.json --plot maybe.png")
    {
        Takes([.. Data.All, components, degrees, covariance, regularization, .. Fit.All]);
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
        var options = new StudentMixtureOptions
        {
            Components = clusters,
            Tails = degrees.Value(parse),
            Covariance = covariance.Value(parse),
            Regularization = regularization.Value(parse),
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
        return new(StudentMixture.Fit(table.Rows, options, progress, Session.CancellationToken));
    }
}
