using System.Globalization;

namespace Mixtura.Selection;

/// <summary>A result of <see cref="Tuning"/> in sentences.</summary>
internal static class TuningReason
{
    public static string Of(TuningResult result) => string.Join(' ', Chosen(result), Tested(result), Compared(result));

    private static string Chosen(TuningResult result)
    {
        var best = result.Best;
        var where = best.Parts.Length > 1 ? Text($"in {best.Parts.Length} folds") : "on the rows held out";
        var why = (result.Table.Length, result.Choice) switch
        {
            (1, _) => "is the only candidate",
            (var count, TuningChoice.SimplestWithinOneError) => Text($"has the fewest parameters of {count} candidates within one standard error of the best {Name(result.Score)}"),
            var (count, _) => Text($"has the best {Name(result.Score)} of {count} candidates"),
        };
        return Text($"\"{best.Candidate}\" {why}: {best.Validation} {where}.");
    }

    private static string Tested(TuningResult result)
    {
        var clusters = Text($"untuned k-means with {result.Classifier.Classes} clusters");
        var test = Text($"On {result.TestRows.Length} test rows that the search has not seen it has {result.Test}");
        return result.Baseline is { } baseline ? Text($"{test}, {clusters} {baseline}.") : Text($"{test}; {clusters} cannot be fitted: {result.BaselineFault}");
    }

    private static string Compared(TuningResult result) => result.Gain is not { } gain
        ? "So there is nothing to compare it with."
        : result.BeatsBaseline
            ? Text($"So it beats the untuned defaults: the gain of {gain} is more than {TuningResult.Errors} standard errors.")
            : gain.Score > 0
                ? Text($"So it does not beat the untuned defaults by more than the noise: the gain of {gain} is within {TuningResult.Errors} standard errors.")
                : Text($"So it does not beat the untuned defaults: the gain is {gain}.");

    private static string Name(TuningScore score) => score switch
    {
        TuningScore.Accuracy => "accuracy",
        TuningScore.AdjustedRand => "adjusted Rand index",
        TuningScore.VMeasure => "V-measure",
        _ => "log-loss",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
