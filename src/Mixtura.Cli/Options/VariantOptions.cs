using System.CommandLine;
using System.CommandLine.Parsing;

namespace Mixtura.Cli.Options;

/// <summary>Which k-means, and what only some of them take: batches, limits on sizes, centroids that do not move.</summary>
internal sealed class VariantOptions
{
    /// <summary>What only Lloyd's steps over all rows, each to its nearest centroid, can take.</summary>
    private static readonly string[] AllRows = ["--algorithm", "--temperature", "--search", "--frozen"];

    private readonly WordOption<KMeansVariant> variant = new(
        "--variant",
        "standard: take it unless another fits better; minibatch: for very many rows, a little less exact; bisecting: for many clusters, split one by one; "
        + "spherical: where a row's direction counts and not its length (word counts, embeddings).",
        [("standard", KMeansVariant.Standard), ("minibatch", KMeansVariant.MiniBatch), ("bisecting", KMeansVariant.Bisecting), ("spherical", KMeansVariant.Spherical)]);

    private readonly WholeNumberOption batchSize = new("--batch-size", "Rows that a step of --variant minibatch sees; 1024. Its --max-iterations counts passes over the rows; 100.", least: 1);

    private readonly WholeNumberOption minSize = new("--min-size", "The least rows of a cluster. With limits --labels holds the labels that keep them; for teams, routes, shards.", least: 1);

    private readonly WholeNumberOption maxSize = new("--max-size", "The most rows of a cluster; with --min-size and --max-size n / K all are equal.", least: 1);

    private readonly Option<string?> frozen = new("--frozen")
    {
        HelpName = "FILE", Description = "Centroids that never move, as a table or model like --start: known groups, beside which the other clusters are looked for.",
    };

    public IEnumerable<Symbol> All => [variant, batchSize, minSize, maxSize, frozen];

    public string? Frozen(ParseResult parse) => parse.GetValue(frozen);

    /// <summary>Refuses what the variant does not take.</summary>
    public void Check(ParseResult parse)
    {
        var given = Given(parse).ToHashSet(StringComparer.Ordinal);
        foreach (var (chosen, refused) in Refused(parse))
        {
            if (Array.Find(refused, given.Contains) is { } misplaced)
            {
                throw new UsageException($"{misplaced} does not go with {chosen}: leave one of them out.");
            }
        }

        if (minSize.Value(parse) > maxSize.Value(parse))
        {
            throw new UsageException($"--min-size {minSize.Value(parse)} is more than --max-size {maxSize.Value(parse)}.");
        }
    }

    /// <summary>Fits as the variant says.</summary>
    /// <param name="parse">The command line.</param>
    /// <param name="rows">n x d rows.</param>
    /// <param name="options">What all variants share.</param>
    /// <param name="progress">Told where it stands.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public FitOutcome Fit(ParseResult parse, Observations<double> rows, KMeansOptions options, IProgress<FitProgress> progress, CancellationToken cancellationToken)
    {
        var kind = variant.Value(parse);
        options = kind == KMeansVariant.Spherical ? options with { Scaling = Scaling.UnitLength } : options;
        return kind switch
        {
            KMeansVariant.MiniBatch => new(MiniBatchKMeans.Fit(rows, MiniBatch(parse, options), progress, cancellationToken)),
            KMeansVariant.Bisecting => new(BisectingKMeans.Fit(rows, Bisecting(options), progress, cancellationToken)),
            _ when HasLimits(parse) => Limited(BalancedKMeans.Fit(rows, Balanced(parse, options), progress, cancellationToken)),
            _ => new(KMeans.Fit(rows, options, progress, cancellationToken)),
        };
    }

    private static FitOutcome Limited(BalancedKMeansFit fit) => new(fit.Model, [.. fit.Labels]);

    /// <summary>The options that were typed.</summary>
    private static IEnumerable<string> Given(ParseResult parse) => parse.CommandResult.Children.OfType<OptionResult>().Where(o => !o.Implicit).Select(o => o.Option.Name);

    private bool HasLimits(ParseResult parse) => minSize.Value(parse) is not null || maxSize.Value(parse) is not null;

    /// <summary>What was chosen, and the options that do not go with it.</summary>
    private IEnumerable<(string Chosen, string[] Refused)> Refused(ParseResult parse)
    {
        yield return variant.Value(parse) switch
        {
            KMeansVariant.MiniBatch => ("--variant minibatch", [.. AllRows, "--min-size", "--max-size"]),
            KMeansVariant.Bisecting => ("--variant bisecting", [.. AllRows, "--min-size", "--max-size", "--batch-size", "--start", "--start-labels"]),
            KMeansVariant.Spherical => ("--variant spherical", ["--batch-size", "--scale", "--search"]),
            _ => ("--variant standard", ["--batch-size"]),
        };
        if (HasLimits(parse))
        {
            yield return ("a limit on sizes", AllRows);
        }

        if (Frozen(parse) is not null)
        {
            yield return ("--frozen", ["--start-labels", "--search"]);
        }
    }

    private MiniBatchKMeansOptions MiniBatch(ParseResult parse, KMeansOptions options)
    {
        var usual = new MiniBatchKMeansOptions { Clusters = options.Clusters };
        var given = Given(parse).ToHashSet(StringComparer.Ordinal);
        return usual with
        {
            BatchSize = batchSize.Value(parse) ?? usual.BatchSize,
            Seeding = options.Seeding,
            Restarts = options.Restarts,
            MaxPasses = given.Contains("--max-iterations") ? options.MaxIterations : usual.MaxPasses,
            Tolerance = given.Contains("--tolerance") ? options.Tolerance : usual.Tolerance,
            Scaling = options.Scaling,
            Seed = options.Seed,
            Threads = options.Threads,
        };
    }

    private static BisectingKMeansOptions Bisecting(KMeansOptions options)
    {
        var usual = new BisectingKMeansOptions { Clusters = options.Clusters };
        return usual with
        {
            Seeding = options.Seeding,
            Restarts = options.Restarts ?? usual.Restarts,
            MaxIterations = options.MaxIterations,
            Tolerance = options.Tolerance,
            Scaling = options.Scaling,
            Seed = options.Seed,
            Threads = options.Threads,
        };
    }

    private BalancedKMeansOptions Balanced(ParseResult parse, KMeansOptions options) => new()
    {
        Clusters = options.Clusters,
        MinSize = minSize.Value(parse) ?? 1,
        MaxSize = maxSize.Value(parse),
        Seeding = options.Seeding,
        Restarts = options.Restarts,
        MaxIterations = options.MaxIterations,
        Tolerance = options.Tolerance,
        Scaling = options.Scaling,
        Seed = options.Seed,
        Threads = options.Threads,
    };
}
