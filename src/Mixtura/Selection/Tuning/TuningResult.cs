using System.Collections.Immutable;

namespace Mixtura.Selection;

/// <summary>What <see cref="Tuning"/> found. Immutable and safe to share.</summary>
public sealed class TuningResult
{
    /// <summary>How many standard errors a gain has to be above 0 to be no noise.</summary>
    internal const int Errors = 2;

    internal TuningResult()
    {
    }

    /// <summary>What candidates were compared by.</summary>
    public required TuningScore Score { get; init; }

    /// <summary>All candidates, in the order of the grid; in a search by halving only those trained on as many rows as <see cref="Best"/> can be compared with it.</summary>
    public required ImmutableArray<TuningCell> Table { get; init; }

    /// <summary>The winner, one of <see cref="Table"/>.</summary>
    public required TuningCell Best { get; init; }

    /// <summary>The winner fitted anew on all rows outside the test, and what was tested.</summary>
    public required ClusterClassifier Classifier { get; init; }

    /// <summary>The numbers of the rows that candidates were compared on, rising: those held out, or with folds all outside the test.</summary>
    public required ImmutableArray<int> ValidationRows { get; init; }

    /// <summary>The numbers of the test rows, rising.</summary>
    public required ImmutableArray<int> TestRows { get; init; }

    /// <summary>The winner's score on the test rows.</summary>
    public required TuningEstimate Test { get; init; }

    /// <summary>The score on the test rows of what nobody tuned: k-means with its defaults on all features and a cluster for each class; null where it cannot be fitted.</summary>
    public required TuningEstimate? Baseline { get; init; }

    /// <summary>How much better the winner is than the baseline on the test rows, above 0 for better, with the standard error of the difference on the same rows; null without a baseline.</summary>
    public required TuningEstimate? Gain { get; init; }

    /// <summary>The winner's score on held-out rows, by which it was chosen: of the best of many, and so more than new rows will show.</summary>
    public TuningEstimate Validation => Best.Validation!.Value;

    /// <summary>Whether the winner is better than what nobody tuned by more than two standard errors of the difference.</summary>
    public bool BeatsBaseline => Gain is { } gain && gain.Score > Errors * gain.StandardError;

    /// <summary>What was chosen, how good it is on rows that it has not seen, and whether that is a gain, in sentences.</summary>
    public string Reason => TuningReason.Of(this);

    /// <summary>How the winner was chosen.</summary>
    internal TuningChoice Choice { get; init; }

    /// <summary>Why there is no baseline; null where there is one.</summary>
    internal string? BaselineFault { get; init; }
}
