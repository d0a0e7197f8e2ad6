using System.CommandLine;
using Mixtura.Cli.Options;
using Mixtura.IO;

namespace Mixtura.Cli.Verbs;

/// <summary>mixtura fit kmeans: K centroids.</summary>
internal sealed class FitKMeansVerb : FitVerb
{
    private readonly WholeNumberOption clusters = new("--clusters", "The number of clusters K.", least: 1) { Required = true };

    private readonly WordOption<Seeding> seeding = new(
        "--seeding",
        "Where each start begins: greedy++ the best starts; ++ cheaper, worse; parallel (k-means||) for many clusters; afkmc2 for very many rows; random rows.",
        FitWords.Seedings);

    private readonly WordOption<KMeansAlgorithm> algorithm = new(
        "--algorithm",
        "How rows find their centroid; it never changes the result. auto chooses by the shape of the data; lloyd looks at all, hamerly keeps bounds, filtering is for few features, projected for many; elkan and yinyang keep more bounds, and take memory for them; exponion and shallot look only around a row's own centroid.",
        [
            ("auto", KMeansAlgorithm.Auto), ("lloyd", KMeansAlgorithm.Lloyd), ("hamerly", KMeansAlgorithm.Hamerly), ("filtering", KMeansAlgorithm.Filtering), ("projected", KMeansAlgorithm.Projected),
            ("elkan", KMeansAlgorithm.Elkan), ("yinyang", KMeansAlgorithm.Yinyang), ("exponion", KMeansAlgorithm.Exponion), ("shallot", KMeansAlgorithm.Shallot),
        ]);

    private readonly SearchOptions search = new();

    private readonly VariantOptions variant = new();

    public FitKMeansVerb(Session session)
        : base(session, "kmeans", "Fit K centroids: each row belongs to the nearest one.", "mixtura fit kmeans points.csv --clusters 3 --label class --model model.json --plot clusters.png")
    {
        Takes([.. Data.All, clusters, .. variant.All, seeding, algorithm, .. search.All, .. Fit.All]);
        TakesCommonOptions();
    }

    protected override FitOptions Fit { get; } = new(
        "K centroids",
        maxIterations: 300,
        tolerance: 1e-4,
        "Stop when the centroids' squared shift is at most this times the mean feature variance; 0 means when no label changes.",
        temperature: 0,
        "In data^2: 0 is k-means; above it soft k-means, the spherical mixture of variance T/2.",
        "How many starts are run, the best kept, with no search unless --search asks for one. Without it: 3 starts and a short search; 10 starts with --search none, 1 with another or when a start is given.");

    protected override IEnumerable<string?> Inputs(ParseResult parse) => [.. base.Inputs(parse), variant.Frozen(parse)];

    protected override void CheckOptions(ParseResult parse)
    {
        base.CheckOptions(parse);
        search.Check(parse, Fit.Temperature(parse));
        variant.Check(parse);
        var given = Fit.Start(parse) is not null ? "--start" : Fit.StartLabels(parse) is not null ? "--start-labels" : null;
        if (given is not null && parse.GetResult(seeding) is { Implicit: false })
        {
            throw new UsageException($"--seeding and {given} both say where to start: give one of them.");
        }
    }

    protected override FitOutcome Fitted(ParseResult parse, Table table, IProgress<FitProgress> progress)
    {
        var frozen = variant.Frozen(parse) is { } file ? GivenPoints.Read(file, table, Session) : [];
        var moving = Math.Max(0, clusters.Value(parse)!.Value - frozen.Length);
        var start = GivenStart.Read(Fit.Start(parse), table, moving, Session);
        var options = new KMeansOptions
        {
            Clusters = clusters.Value(parse)!.Value,
            FrozenCentroids = frozen,
            Seeding = start switch
            {
                { Points: { } points } => Seeding.FromCentroids(points),
                { Labels: { } labels } => Seeding.FromLabels(labels),
                _ => seeding.Value(parse),
            },
            Algorithm = algorithm.Value(parse),
            Restarts = Fit.Restarts(parse),
            Search = search.Value(parse),
            MaxIterations = Fit.MaxIterations(parse),
            Tolerance = Fit.Tolerance(parse),
            Temperature = Fit.Temperature(parse),
            Scaling = Fit.Scale(parse),
            Seed = Seed(parse),
            Threads = Threads(parse),
        };
        return variant.Fit(parse, table.Rows, options, progress, Session.CancellationToken);
    }
}
