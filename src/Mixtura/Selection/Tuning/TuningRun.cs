using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura.Selection;

/// <summary>The fits of a search: candidates trained on parts of the rows and scored on others. What a fit sees is its training rows and nothing else.</summary>
internal sealed class TuningRun<T>(TuningProblem<T> problem, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TuningOptions options = problem.Options;

    /// <summary>Candidates on a stratified share of each part's training rows, a cell each, in order. All fits run side by side, each on one thread.</summary>
    public TuningCell[] Tried(IReadOnlyList<TuningCandidate> candidates, double share, int round, int rounds)
    {
        TrainingPart[] parts = share < 1
            ? [.. problem.Parts.Select(p => p with { Training = StratifiedSplit.Of(p.Training, problem.Classes, share, options.Seed, RandomPurpose.Halving).Taken })]
            : problem.Parts;
        var trials = SideBySide.Run(
            candidates.Count * parts.Length,
            BlockParallel.Threads(options.Threads),
            number =>
            {
                var trial = Try(candidates[number / parts.Length], parts[number % parts.Length]);
                progress?.Report(new(number, candidates.Count * parts.Length, round, rounds, trial.Fault is null ? trial.Score : double.PositiveInfinity));
                return trial;
            },
            cancellationToken);
        return [.. candidates.Select((candidate, c) => Cell(candidate, parts, trials[(c * parts.Length)..((c + 1) * parts.Length)]))];
    }

    /// <summary>A candidate fitted on all rows outside the test, and what it says of the test.</summary>
    /// <exception cref="MixturaException">It cannot be fitted.</exception>
    public (ClusterClassifier Classifier, HeldOutScore Score) Tested(TuningCandidate candidate)
    {
        var (classifier, _) = Fitted(candidate, problem.Search, options.Threads);
        return (classifier, Scored(candidate, classifier, problem.Test, options.Threads));
    }

    private Trial Try(TuningCandidate candidate, TrainingPart part)
    {
        try
        {
            var (classifier, parameters) = Fitted(candidate, part.Training, threads: 1);
            var score = Scored(candidate, classifier, part.HeldOut, threads: 1);
            return new(score.Value, problem.Parts.Length == 1 ? score.StandardError(options.Seed) : 0, parameters, classifier.Model.Report.Converged, null);
        }
        catch (MixturaException fault)
        {
            return new(0, 0, 0, false, fault.Message);
        }
    }

    private (ClusterClassifier Classifier, int Parameters) Fitted(TuningCandidate candidate, int[] chosen, int threads)
    {
        using var rows = problem.Excerpt(chosen, candidate);
        var model = candidate.Fit(rows, threads, cancellationToken);
        return (ClusterClassifier.Fit(model, rows, problem.ClassesOf(chosen), options.Smoothing, problem.Count, threads), TuningCandidate.Parameters(model));
    }

    private HeldOutScore Scored(TuningCandidate candidate, ClusterClassifier classifier, int[] chosen, int threads)
    {
        using var rows = problem.Excerpt(chosen, candidate);
        return HeldOutScore.Of(options.Score, classifier, rows, problem.ClassesOf(chosen), problem.WeightsOf(chosen), threads);
    }

    private TuningCell Cell(TuningCandidate candidate, TrainingPart[] parts, Trial[] trials)
    {
        if (Array.FindIndex(trials, t => t.Fault is not null) is >= 0 and var failed)
        {
            var where = parts.Length > 1 ? string.Create(CultureInfo.InvariantCulture, $"Without fold {failed} of {parts.Length}: ") : string.Empty;
            return new(candidate, null, [], parts[0].Training.Length, 0, false, where + trials[failed].Fault);
        }

        double[] weights = [.. parts.Select(p => problem.WeightsOf(p.HeldOut).Sum())];
        var total = weights.Sum();
        var mean = trials.Select((t, f) => weights[f] / total * t.Score).Sum();
        var error = parts.Length == 1
            ? trials[0].Error
            : Math.Sqrt(trials.Select((t, f) => weights[f] / total * (t.Score - mean) * (t.Score - mean)).Sum() / (parts.Length - 1));
        return new(candidate, new(mean, error), [.. trials.Select(t => t.Score)], parts[0].Training.Length, trials[0].Parameters, trials.All(t => t.Converged), null);
    }

    /// <summary>How one fit did.</summary>
    private sealed record Trial(double Score, double Error, int Parameters, bool Converged, string? Fault);
}
