using System.Text.Json;
using Mixtura.Selection;

namespace Mixtura.Playground.Errands;

/// <summary>k-means tuned by classes: numbers of clusters, initial centers and convergence criteria, compared on held-out rows, and the winner tested on others.</summary>
/// <param name="Values">n x 2 values, row after row.</param>
/// <param name="Classes">n classes.</param>
/// <param name="Most">The largest number of clusters.</param>
/// <param name="Seed">The seed of the splits and of the fits.</param>
public sealed record TuneErrand(double[] Values, int[] Classes, int Most, ulong Seed) : Errand<TuneAnswer>
{
    /// <summary>A tolerance with which k-means ends after a few rounds.</summary>
    internal const double Loose = 0.1;

    /// <summary>What is tried.</summary>
    internal static TuningOptions Options(int most, ulong seed) => new()
    {
        KMeans = new()
        {
            Clusters = [.. Enumerable.Range(1, most)], Seedings = [Seeding.PlusPlus, Seeding.RandomRows], Restarts = [1], Tolerances = [0, Loose], Scalings = [Scaling.None],
        },
        Mixture = null,
        Validation = TuningValidation.Holdout,
        Seed = seed,
    };

    internal override string Run(IProgress<FitProgress>? progress)
    {
        var result = Tuning.Run(Observations.From(Values, 2), Classes, Options(Most, Seed), progress);
        var answer = new TuneAnswer
        {
            Table = [.. result.Table.Select(TuneRow.Of)],
            Best = result.Table.IndexOf(result.Best),
            ValidationRows = [.. result.ValidationRows],
            TestRows = [.. result.TestRows],
            Test = TuneScore.Of(result.Test)!,
            Baseline = TuneScore.Of(result.Baseline),
            Gain = TuneScore.Of(result.Gain),
            BeatsBaseline = result.BeatsBaseline,
            Model = ModelFile.ToJson(result.Classifier.Model),
            ClassOf = [.. result.Classifier.Frequencies.Select(f => f.IndexOf(f.Max()))],
        };
        return JsonSerializer.Serialize(answer, ErrandJson.Default.TuneAnswer);
    }

    internal override TuneAnswer Read(string answer) => JsonSerializer.Deserialize(answer, ErrandJson.Default.TuneAnswer)!;
}

/// <summary>What tuning found.</summary>
public sealed record TuneAnswer
{
    /// <summary>All candidates.</summary>
    public required TuneRow[] Table { get; init; }

    /// <summary>The place of the winner among them.</summary>
    public required int Best { get; init; }

    /// <summary>The rows that candidates were compared on.</summary>
    public required int[] ValidationRows { get; init; }

    /// <summary>The rows that the search has not seen.</summary>
    public required int[] TestRows { get; init; }

    /// <summary>The winner's accuracy on them.</summary>
    public required TuneScore Test { get; init; }

    /// <summary>The accuracy there of what nobody tuned; null where it cannot be fitted.</summary>
    public required TuneScore? Baseline { get; init; }

    /// <summary>The difference.</summary>
    public required TuneScore? Gain { get; init; }

    /// <summary>Whether the difference is more than its noise.</summary>
    public required bool BeatsBaseline { get; init; }

    /// <summary>The winner fitted on all rows outside the test, as the text of its file.</summary>
    public required string Model { get; init; }

    /// <summary>The class that each of its clusters stands for.</summary>
    public required int[] ClassOf { get; init; }
}

/// <summary>One candidate.</summary>
/// <param name="Clusters">Its number of clusters.</param>
/// <param name="Spread">Whether its initial centers are spread by k-means++, and not drawn at random.</param>
/// <param name="Tolerance">Its convergence criterion.</param>
/// <param name="Validation">Its accuracy on the rows held out; null where it cannot be fitted.</param>
public sealed record TuneRow(int Clusters, bool Spread, double Tolerance, TuneScore? Validation)
{
    internal static TuneRow Of(TuningCell cell)
    {
        var options = cell.Candidate.KMeans!;
        return new(options.Clusters, options.Seeding == Seeding.PlusPlus, options.Tolerance, TuneScore.Of(cell.Validation));
    }
}

/// <summary>A score and its noise.</summary>
/// <param name="Score">The score.</param>
/// <param name="Error">Its standard error.</param>
public sealed record TuneScore(double Score, double Error)
{
    internal static TuneScore? Of(TuningEstimate? estimate) => estimate is { } one ? new(one.Score, one.StandardError) : null;
}
