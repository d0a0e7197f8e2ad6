namespace Mixtura.Selection;

/// <summary>
/// Few rows for many candidates, all rows for few of them: each round keeps the better third and gives it three times the rows, so that rounds cost about the same (K. Jamieson and A. Talwalkar,
/// "Non-stochastic best arm identification and hyperparameter optimization", 2016; a third for their half, as L. Li et al. 2018 have it).
/// </summary>
internal static class SuccessiveHalving
{
    private const int Factor = 3;

    /// <summary>On fewer rows than this for each class, and for each cluster of the largest candidate, scores say nothing.</summary>
    private const int RowsOfClass = 10, RowsOfCluster = 5;

    /// <summary>The last cell of each candidate, in order, and the cells of the last round, which had all rows.</summary>
    /// <param name="candidates">The grid.</param>
    /// <param name="rows">The training rows of a part.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="tried">Candidates on a share of the training rows, in a round of so many.</param>
    /// <param name="ranked">Cells without a fault, the best first.</param>
    public static (TuningCell[] Table, TuningCell[] Last) Run(
        TuningCandidate[] candidates, int rows, int classes, Func<IReadOnlyList<TuningCandidate>, double, int, int, TuningCell[]> tried, Func<IEnumerable<TuningCell>, IEnumerable<TuningCell>> ranked)
    {
        var rounds = Rounds(candidates.Length, rows, Math.Max(RowsOfClass * classes, RowsOfCluster * candidates.Max(c => c.Clusters)));
        var cells = new Dictionary<TuningCandidate, TuningCell>();
        var alive = candidates;
        var part = 1L;
        for (var round = 1; round < rounds; round++)
        {
            part *= Factor;
        }

        for (var round = 0; ; round++, part /= Factor)
        {
            var last = tried(alive, 1.0 / part, round, rounds);
            foreach (var cell in last)
            {
                cells[cell.Candidate] = cell;
            }

            TuningCandidate[] better = [.. ranked(last).Take((alive.Length + Factor - 1) / Factor).Select(cell => cell.Candidate)];
            if (part == 1 || better.Length == 0)
            {
                return ([.. candidates.Select(c => cells[c])], last);
            }

            alive = [.. alive.Where(better.Contains)];
        }
    }

    /// <summary>As many as bring the candidates down to one or two, but none on too few rows.</summary>
    private static int Rounds(int candidates, int rows, int least)
    {
        var rounds = 1;
        for (long keep = Factor; keep <= candidates && rows / keep >= least; keep *= Factor)
        {
            rounds++;
        }

        return rounds;
    }
}
