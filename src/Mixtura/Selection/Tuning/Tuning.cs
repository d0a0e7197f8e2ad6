using System.Numerics;

namespace Mixtura.Selection;

/// <summary>
/// Parameters of k-means and of Gaussian mixtures by known classes: how many clusters, scaled how, of which features, of which structure, so that clusters tell classes of rows that no fit has seen.
/// </summary>
/// <remarks>
/// <para>Candidates are compared on held-out rows (M. Stone, "Cross-validatory choice and assessment of statistical predictions", JRSS B 36, 1974), and the winner is tested on rows that the search
/// has not seen: the score of the best of many flatters it. Fits see no classes; the classes of the training rows say what a cluster stands for (<see cref="ClusterClassifier"/>). Scaling, clusters
/// and class frequencies are learned from the training rows of each fit alone.</para>
/// <para>Splits are stratified: each has as nearly as possible the same share of each class. The result depends on rows, classes, options and the seed alone.</para>
/// </remarks>
public static class Tuning
{
    /// <summary>Searches. The time of a fit for each candidate and fold, which run side by side; less with <see cref="TuningSearch.Halving"/>.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows; weights count in fits and in scores.</param>
    /// <param name="classes">n classes, 0 .. G-1, each of at least two rows.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told after each fit of the search: its number as that of a start, the round of the search as that of the step, and its score; in any order.</param>
    /// <param name="cancellationToken">Ends it early, with nothing.</param>
    /// <returns>All candidates, the winner, and how good it is on the test.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, classes do not fit the rows, or a feature to try is not there.</exception>
    /// <exception cref="MixturaException">There are fewer than two classes, too few rows, or no candidate can be fitted.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static TuningResult Run<T>(
        Observations<T> rows, IReadOnlyList<int> classes, TuningOptions? options = null, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(classes);
        options ??= new();
        options.Check();
        var problem = TuningProblem<T>.Of(rows, classes, options);
        var candidates = CandidateGrid.Of(options, problem.Count, rows.Features);
        var run = new TuningRun<T>(problem, progress, cancellationToken);
        var (table, last) = options.Search == TuningSearch.Halving
            ? SuccessiveHalving.Run(candidates, problem.Parts[0].Training.Length, problem.Count, run.Tried, cells => Ranking.Of(cells, options.Score))
            : Whole(run.Tried(candidates, share: 1, round: 0, rounds: 1));
        var best = Ranking.Choice(last, options)
            ?? throw new MixturaException($"None of {candidates.Length} candidates could be fitted. {last[0].Candidate}: {last[0].Fault}");
        return Verdict.Of(problem, run, [.. table], best);

        static (TuningCell[] Table, TuningCell[] Last) Whole(TuningCell[] cells) => (cells, cells);
    }
}
