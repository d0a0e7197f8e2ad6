using System.Collections.Immutable;
using System.Numerics;

namespace Mixtura.Selection;

/// <summary>What the test says of the winner, beside what nobody tuned.</summary>
internal static class Verdict
{
    /// <exception cref="MixturaException">The winner cannot be fitted on all rows outside the test.</exception>
    public static TuningResult Of<T>(TuningProblem<T> problem, TuningRun<T> run, ImmutableArray<TuningCell> table, TuningCell best)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var options = problem.Options;
        var (classifier, score) = run.Tested(best.Candidate);
        var untuned = Untuned(problem, run, out var fault);
        TuningEstimate Estimate(HeldOutScore one) => new(one.Value, one.StandardError(options.Seed));
        TuningEstimate? gain = untuned is null ? null : new TuningEstimate(
            options.Score.Merit(score.Value) - options.Score.Merit(untuned.Value),
            Jackknife.StandardError(problem.ClassesOf(problem.Test), options.Seed, (groups, j) => options.Score.Merit(score.Without(groups, j)) - options.Score.Merit(untuned.Without(groups, j))));
        return new()
        {
            Score = options.Score,
            Choice = options.Choice,
            Table = table,
            Best = best,
            Classifier = classifier,
            ValidationRows = [.. problem.Parts.SelectMany(p => p.HeldOut).Order()],
            TestRows = [.. problem.Test],
            Test = Estimate(score),
            Baseline = untuned is null ? null : Estimate(untuned),
            BaselineFault = fault,
            Gain = gain,
        };
    }

    private static HeldOutScore? Untuned<T>(TuningProblem<T> problem, TuningRun<T> run, out string? fault)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        try
        {
            fault = null;
            return run.Tested(CandidateGrid.Baseline(problem.Count, problem.Rows.Features, problem.Options.Seed)).Score;
        }
        catch (MixturaException thrown)
        {
            fault = thrown.Message;
            return null;
        }
    }
}
