using System.CommandLine;
using Mixtura.Selection;

namespace Mixtura.Cli.Options;

/// <summary>What tune tries: values of the parameters of k-means and of mixtures, with commas between.</summary>
internal sealed class TuneGridOptions
{
    private readonly WordOption<Family> family = new("--family", "What is tried.", [("both", Family.Both), ("kmeans", Family.KMeans), ("mixture", Family.Mixture)]);

    private readonly CountsOption clusters = new("--clusters", "Numbers of clusters and of components. Default: from half to twice the number of classes, in steps of a quarter of it.", null);

    private readonly ListOption<Scaling> scale = ListOption.Words("--scale", "How features are brought to one scale, learned from training rows alone.", FitWords.Scalings, "none,zscore");

    private readonly ListOption<int> restarts = ListOption.WholeNumbers("--restarts", "Numbers of starts of each fit. Default: what a fit has.", least: 1);

    private readonly Option<string?> features = new("--features")
    {
        HelpName = "a,b;a,b,c", Description = "Sets of features to try: names with commas between, sets with semicolons. Default: all together.",
    };

    private readonly ListOption<Seeding> seeding = ListOption.Words("--seeding", "Of k-means: where starts begin. Default: greedy++.", FitWords.Seedings);

    private readonly ListOption<double> tolerance = ListOption.Numbers("--tolerance", "Of k-means: tolerances. Default: 1e-4.");

    private readonly ListOption<int> maxIterations = ListOption.WholeNumbers("--max-iterations", "Of k-means: limits on the steps from one start. Default: 300.", least: 0);

    private readonly StructuresOption covariance = new("full,tied,diag,spherical");

    private readonly ListOption<Regularization> regularization = new(
        "--regularization", "Of mixtures: what is added to the covariance diagonals, or shrinkage. Default: auto.", "auto|R|shrink", RegularizationOption.TryParse);

    private readonly ListOption<MixtureStart> mixtureSeeding = ListOption.Words("--mixture-seeding", "Of mixtures: where starts begin. Default: auto.", FitWords.Starts);

    public IEnumerable<Symbol> All => [family, clusters, scale, features, restarts, seeding, tolerance, maxIterations, covariance, regularization, mixtureSeeding];

    /// <summary>What was asked for of a family that is not tried.</summary>
    public void Check(ParseResult parse)
    {
        var left = family.Value(parse) switch
        {
            Family.KMeans => Given(parse, covariance, regularization, mixtureSeeding),
            Family.Mixture => Given(parse, seeding, tolerance, maxIterations),
            _ => null,
        };
        if (left is not null)
        {
            throw new UsageException($"{left} is for the other family: leave it out, or take --family both.");
        }

        if (FeatureSets(parse).Any(set => set.Contains(string.Empty, StringComparer.Ordinal)))
        {
            throw new UsageException($"--features takes names with commas between, and semicolons between sets, not \"{parse.GetValue(features)}\".");
        }
    }

    /// <summary>The grids, and the sets of features.</summary>
    public TuningOptions With(ParseResult parse, TuningOptions options)
    {
        IReadOnlyList<int?>? starts = restarts.Value(parse) is { } counts ? [.. counts.Select(n => (int?)n)] : null;
        var hard = new KMeansGrid();
        hard = hard with
        {
            Clusters = clusters.ValueOrNull(parse),
            Seedings = seeding.Value(parse) ?? hard.Seedings,
            Restarts = starts ?? hard.Restarts,
            Tolerances = tolerance.Value(parse) ?? hard.Tolerances,
            MaxIterations = maxIterations.Value(parse) ?? hard.MaxIterations,
            Scalings = scale.Value(parse)!,
        };
        var soft = new MixtureGrid();
        soft = soft with
        {
            Components = clusters.ValueOrNull(parse),
            Covariances = covariance.Value(parse),
            Regularizations = regularization.Value(parse) ?? soft.Regularizations,
            Starts = mixtureSeeding.Value(parse) ?? soft.Starts,
            Restarts = starts ?? soft.Restarts,
            Scalings = scale.Value(parse)!,
        };
        return options with
        {
            KMeans = family.Value(parse) == Family.Mixture ? null : hard,
            Mixture = family.Value(parse) == Family.KMeans ? null : soft,
            Features = FeatureSets(parse),
        };
    }

    private string[][] FeatureSets(ParseResult parse) =>
        parse.GetValue(features) is { } text ? [.. text.Split(';').Select(set => set.Split(',', StringSplitOptions.TrimEntries))] : [];

    private static string? Given(ParseResult parse, params Option[] options) => Array.Find(options, o => parse.GetResult(o) is { Implicit: false })?.Name;

    private enum Family
    {
        Both,
        KMeans,
        Mixture,
    }
}
