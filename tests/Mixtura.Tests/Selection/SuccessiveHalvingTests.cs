using Mixtura.Selection;

namespace Mixtura.Tests.Selection;

public class SuccessiveHalvingTests
{
    /// <summary>27 candidates on a 27th, 9 on a 9th, 3 on a third, and the one that is best on all rows.</summary>
    [Fact]
    public void The_better_third_goes_on()
    {
        var rounds = new List<(int Candidates, double Share, int Round)>();
        var candidates = Candidates(27);
        var (table, last) = SuccessiveHalving.Run(candidates, 100_000, 2, (alive, share, round, all) =>
        {
            Assert.Equal(4, all);
            rounds.Add((alive.Count, Math.Round(1 / share, 9), round));
            return [.. alive.Select(c => Cell(c, Array.IndexOf(candidates, c), (int)(1000 * share)))];
        }, cells => Ranking.Of(cells, TuningScore.Accuracy));
        Assert.Equal([(27, 27, 0), (9, 9, 1), (3, 3, 2), (1, 1, 3)], rounds);
        Assert.Equal(candidates, table.Select(c => c.Candidate));
        Assert.Equal(candidates[26], Assert.Single(last).Candidate);
        Assert.Equal([37, 111, 333, 1000], table.Select(c => c.TrainingRows).Distinct());
    }

    /// <summary>Ten rows a class and five a cluster: 180 rows are enough for a third, and not for a ninth.</summary>
    [Fact]
    public void No_round_has_too_few_rows()
    {
        var shares = new List<double>();
        var (_, last) = SuccessiveHalving.Run(Candidates(27), 180, 6, (alive, share, _, _) =>
        {
            shares.Add(share);
            return [.. alive.Select(c => Cell(c, 0, 1))];
        }, cells => Ranking.Of(cells, TuningScore.Accuracy));
        Assert.Equal([1.0 / 3, 1], shares);
        Assert.Equal(9, last.Length);
    }

    [Fact]
    public void Candidates_with_faults_do_not_go_on()
    {
        var candidates = Candidates(9);
        var (table, last) = SuccessiveHalving.Run(candidates, 10_000, 2, (alive, _, _, _) => [.. alive.Select(c => c == candidates[4] ? Cell(c, 1, 1) : Faulty(c))], cells => Ranking.Of(cells, TuningScore.Accuracy));
        Assert.Equal(candidates[4], Assert.Single(last).Candidate);
        Assert.Equal(8, table.Count(c => c.Fault is not null));
        (_, last) = SuccessiveHalving.Run(candidates, 10_000, 2, (alive, _, _, _) => [.. alive.Select(Faulty)], cells => Ranking.Of(cells, TuningScore.Accuracy));
        Assert.Equal(9, last.Length);
    }

    /// <summary>0.90 ± 0.02 is the best; 0.885 has fewer parameters, 0.87 fewer still, and is too far. Of a loss less is better.</summary>
    [Fact]
    public void The_choice()
    {
        TuningCell[] cells = [One(0.9, 40), One(0.885, 20), One(0.87, 10), One(0.9, 30), Faulty(Candidates(1)[0])];
        var options = new TuningOptions();
        Assert.Same(cells[3], Ranking.Choice(cells, options));
        Assert.Same(cells[1], Ranking.Choice(cells, options with { Choice = TuningChoice.SimplestWithinOneError }));
        Assert.Same(cells[2], Ranking.Choice(cells, options with { Score = TuningScore.LogLoss }));
        Assert.Same(cells[2], Ranking.Choice(cells, options with { Score = TuningScore.LogLoss, Choice = TuningChoice.SimplestWithinOneError }));
        Assert.Null(Ranking.Choice([cells[4]], options));
        Assert.Null(Ranking.Choice([cells[4]], options with { Choice = TuningChoice.SimplestWithinOneError }));
    }

    private static TuningCandidate[] Candidates(int count) => [.. Enumerable.Range(0, count).Select(_ => new TuningCandidate([0], ["x"], new KMeansOptions { Clusters = 2 }, null))];

    private static TuningCell Cell(TuningCandidate candidate, double score, int rows) => new(candidate, new(score, 0), [score], rows, 1, true, null);

    private static TuningCell One(double score, int parameters) => new(Candidates(1)[0], new(score, 0.02), [score], 1, parameters, true, null);

    private static TuningCell Faulty(TuningCandidate candidate) => new(candidate, null, [], 1, 0, false, "It cannot be.");
}
