using System.CommandLine;
using System.CommandLine.Parsing;

namespace Mixtura.Cli.Options;

/// <summary>What a mixture may be beside K normal components, and how it may be fitted otherwise than by EM from some starts.</summary>
internal sealed class MixtureVariantOptions
{
    private readonly Option<bool> noise = new("--noise")
    {
        Description = "Add a uniform component for rows that belong nowhere, so that outliers do not widen the others. Its label and its last probability are number K.",
    };

    private readonly Option<string?> known = new("--known")
    {
        HelpName = "NAME", Description = "A column of DATA with the component of some rows, any values, and empty in the others: a few known rows name the components of all. It is no feature.",
    };

    private readonly Option<string?> freeze = new("--freeze")
    {
        HelpName = "a,b", Description = "With --start MODEL, a mixture: which of its weights, means and covariances stay as they are, with commas between.",
    };

    private readonly WholeNumberOption batchSize = new(
        "--batch-size", "For very many rows: steps of stepwise EM, each on so many rows drawn at random, 4096 say; --max-iterations then counts passes over the rows, 10. A little less likely, much sooner.", least: 1);

    public IEnumerable<Symbol> All => [noise, known, freeze, batchSize];

    public UniformNoise? Noise(ParseResult parse) => parse.GetValue(noise) ? new() : null;

    public string? Known(ParseResult parse) => parse.GetValue(known);

    /// <summary>What stays of the model that a fit starts from.</summary>
    public FrozenParameters? Frozen(ParseResult parse)
    {
        if (parse.GetValue(freeze) is not { } list)
        {
            return null;
        }

        string[] words = [.. list.Split(',', StringSplitOptions.TrimEntries)];
        return words.All(word => word is "weights" or "means" or "covariances")
            ? new() { Weights = words.Contains("weights", StringComparer.Ordinal), Means = words.Contains("means", StringComparer.Ordinal), Covariances = words.Contains("covariances", StringComparer.Ordinal) }
            : throw new UsageException($"--freeze takes weights, means and covariances with commas between, not \"{list}\".");
    }

    public bool IsMiniBatch(ParseResult parse) => batchSize.Value(parse) is not null;

    /// <summary>The options of mini-batches, where they were asked for.</summary>
    public MiniBatchGaussianMixtureOptions? MiniBatch(ParseResult parse, GaussianMixtureOptions options)
    {
        if (batchSize.Value(parse) is not { } size)
        {
            return null;
        }

        var usual = new MiniBatchGaussianMixtureOptions { Components = options.Components };
        return usual with
        {
            Covariance = options.Covariance,
            BatchSize = size,
            Start = options.Start == MixtureStart.Auto ? usual.Start : options.Start,
            Restarts = options.Restarts,
            MaxPasses = Given(parse).Contains("--max-iterations", StringComparer.Ordinal) ? options.MaxIterations : usual.MaxPasses,
            Regularization = options.Regularization,
            Scaling = options.Scaling,
            Seed = options.Seed,
            Threads = options.Threads,
        };
    }

    /// <summary>Refuses what does not go together.</summary>
    public void Check(ParseResult parse, bool hasPrior, bool isBayesian, bool takesMissing, bool hasStart)
    {
        var given = Given(parse).ToHashSet(StringComparer.Ordinal);
        string[] refused = [
            .. hasPrior ? ["--noise", "--freeze"] : Array.Empty<string>(),
            .. !IsMiniBatch(parse) ? Array.Empty<string>() : ["--noise", "--known", "--freeze", "--prior", "--temperature", "--tolerance", "--start-labels", "--annealing", "--search", "--acceleration"]];
        if (Array.Find(refused, given.Contains) is { } misplaced)
        {
            throw new UsageException($"{misplaced} does not go with {(IsMiniBatch(parse) ? "--batch-size" : "--prior")}: leave one of them out.");
        }

        if (takesMissing && (isBayesian || IsMiniBatch(parse)))
        {
            throw new UsageException($"--missing em does not go with {(isBayesian ? "--prior process or dirichlet" : "--batch-size")}: use --missing drop or mean.");
        }

        if (Frozen(parse) is not null && !hasStart)
        {
            throw new UsageException("--freeze is of a model: add --start MODEL, a mixture.");
        }
    }

    /// <summary>The options that were typed.</summary>
    private static IEnumerable<string> Given(ParseResult parse) => parse.CommandResult.Children.OfType<OptionResult>().Where(o => !o.Implicit).Select(o => o.Option.Name);
}
