using CsCheck;
using Mixtura.Measures;

namespace Mixtura.Tests.Mixtures;

/// <summary>Starts by a tree of merges and by short runs.</summary>
public class MixtureStartTests
{
    public static TheoryData<CovarianceStructure> Structures => [.. Enum.GetValues<CovarianceStructure>()];

    /// <summary>A hierarchical start is the cut of the tree, and one fit.</summary>
    [Theory]
    [InlineData(CovarianceStructure.Full, MergeCriterion.Full)]
    [InlineData(CovarianceStructure.Spherical, MergeCriterion.TiedSpherical)]
    [InlineData(CovarianceStructure.VVE, MergeCriterion.Full)]
    public void Hierarchical_is_a_cut(CovarianceStructure structure, MergeCriterion suits) => Gen.ULong.Sample(seed =>
    {
        var rows = SmallData.Clumps(120, 3, seed).Observe();
        var options = new GaussianMixtureOptions { Components = 3, Covariance = structure, MaxIterations = 40, Start = MixtureStart.Hierarchical() };
        var model = GaussianMixture.Fit(rows, options with { Seed = seed });
        var cut = GaussianMixture.Fit(rows, options with { Seed = seed, Start = MixtureStart.FromLabels(MergeTree.Of(rows, suits).Labels(3)) });
        Assert.Single(model.Report.Restarts);
        Assert.Equal(cut.Report.Trace.AsSpan(), model.Report.Trace.AsSpan());
        Assert.Equal(model.Report.Trace.AsSpan(), GaussianMixture.Fit(rows, options).Report.Trace.AsSpan());
    }, iter: 6);

    /// <summary>More rows than a tree takes: a sample of them, another for another seed, the same on any number of threads, and as good on sets that are apart.</summary>
    [Fact]
    public void Many_rows_are_sampled()
    {
        int[] truth = [.. Enumerable.Range(0, 6000).Select(i => i % 4)];
        var rows = SmallData.Clumps(6000, 4, 3).Select((x, i) => x.Select((v, j) => (0.3 * v) + (j == truth[i] ? 20 : 0)).ToArray()).ToArray().Observe();
        var options = new GaussianMixtureOptions { Components = 4, Covariance = CovarianceStructure.Diagonal, Start = MixtureStart.Hierarchical(MergeCriterion.Tied), Threads = 1 };
        var model = GaussianMixture.Fit(rows, options);
        Assert.Equal(1, AdjustedRand.Of(ContingencyTable.Of(truth, model.Predict(rows))));
        Assert.Equal(model.Report.Trace.AsSpan(), GaussianMixture.Fit(rows, options with { Threads = 7 }).Report.Trace.AsSpan());
        Assert.NotEqual(model.Report.Trace[0], GaussianMixture.Fit(rows, options with { Seed = 1 }).Report.Trace[0]);
    }

    /// <summary>The best of the runs goes on: which of them it is, and where each ends, is told by the energies of whole fits from the same starts.</summary>
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.03)]
    public void The_best_short_run_goes_on(double share) => Gen.Select(Gen.ULong, Gen.Int[1, 6]).Sample((seed, runs) =>
    {
        var rows = SmallData.Clumps(150, 2, seed).Observe();
        var options = new GaussianMixtureOptions { Components = 3, Covariance = CovarianceStructure.Diagonal, Seed = seed, Threads = 1 };
        var paths = Enumerable.Range(0, 2 * runs).Select(_ => new List<double>()).ToArray();
        GaussianMixture.Fit(rows, options with { Start = MixtureStart.PlusPlus, Restarts = 2 * runs, Tolerance = 0, MaxIterations = 200 }, new Told(p => paths[p.Restart].Add(p.Objective)));
        int End(List<double> path) => Enumerable.Range(1, path.Count - 1).First(q => path[q - 1] - path[q] <= share * (path[0] - path[q]));
        var model = GaussianMixture.Fit(rows, options with { Start = MixtureStart.ShortRuns(runs, share: share), Restarts = 1 });
        Assert.Equal(paths[..runs].Min(path => path[End(path)]), model.Report.Trace[0]);

        // The second start has runs of its own, and goes on where the best of them was: one step of it, as the tolerance allows any gain.
        var best = paths[runs..].MinBy(path => path[End(path)])!;
        var two = GaussianMixture.Fit(rows, options with { Start = MixtureStart.ShortRuns(runs, share: share), Restarts = 2, Tolerance = 1e9 });
        Assert.Equal(best[End(best) + 1], two.Report.Restarts[1].Objective);
    }, iter: 10);

    /// <summary>A start depends on the seed and its number alone: not on how many there are, nor on threads.</summary>
    [Fact]
    public void Short_runs_are_reproducible()
    {
        var rows = SmallData.Clumps(200, 3, 5).Observe();
        var options = new GaussianMixtureOptions { Components = 4, Start = MixtureStart.ShortRuns(), Threads = 1, MaxIterations = 30 };
        var ten = GaussianMixture.Fit(rows, options).Report;
        Assert.Equal(10, ten.Restarts.Length);
        Assert.Equal(ten.Restarts.Take(3), GaussianMixture.Fit(rows, options with { Restarts = 3 }).Report.Restarts);
        foreach (var threads in new[] { 2, 7 })
        {
            Assert.Equal(ten.Restarts.AsSpan(), GaussianMixture.Fit(rows, options with { Threads = threads }).Report.Restarts.AsSpan());
            Assert.Equal(ten.Restarts.Take(1), GaussianMixture.Fit(rows, options with { Threads = threads, Restarts = 1 }).Report.Restarts);
        }

        Assert.NotEqual(ten.Trace[0], GaussianMixture.Fit(rows, options with { Seed = 1 }).Report.Trace[0]);
    }

    [Fact]
    public void Short_runs_begin_where_they_are_told()
    {
        var rows = SmallData.Clumps(150, 2, 5).Observe();
        var options = new GaussianMixtureOptions { Components = 3, Restarts = 1 };
        MixtureStart[] starts = [MixtureStart.PlusPlus, MixtureStart.RandomRows, MixtureStart.KMeans];
        var first = starts.Select(from => GaussianMixture.Fit(rows, options with { Start = MixtureStart.ShortRuns(3, from) }).Report.Trace[0]).ToArray();
        Assert.Equal(3, first.Distinct().Count());
        Assert.Throws<ArgumentException>(() => MixtureStart.ShortRuns(3, MixtureStart.Hierarchical()));
        Assert.Throws<ArgumentException>(() => MixtureStart.ShortRuns(3, MixtureStart.ShortRuns()));
        Assert.Throws<ArgumentOutOfRangeException>(() => MixtureStart.ShortRuns(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => MixtureStart.ShortRuns(3, share: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => MixtureStart.ShortRuns(3, share: double.NaN));
    }

    /// <summary>What the default is said to be.</summary>
    [Fact]
    public void Auto_is_what_suits()
    {
        var rows = SmallData.Clumps(150, 2, 5).Observe();
        var options = new GaussianMixtureOptions { Components = 3, Covariance = CovarianceStructure.Diagonal, Restarts = 2, MaxIterations = 40 };
        Assert.Equal(GaussianMixture.Fit(rows, options with { Start = MixtureStart.ShortRuns(5, MixtureStart.PlusPlus) }).Report.Trace.AsSpan(), GaussianMixture.Fit(rows, options).Report.Trace.AsSpan());
        options = options with { Prior = MixturePrior.Dirichlet() };
        Assert.Equal(GaussianMixture.Fit(rows, options with { Start = MixtureStart.KMeans }).Report.Trace.AsSpan(), GaussianMixture.Fit(rows, options).Report.Trace.AsSpan());
    }

    /// <summary>Known components say where to begin, whatever start was asked for.</summary>
    [Fact]
    public void Known_components_come_first()
    {
        var rows = SmallData.Clumps(90, 2, 5).Observe();
        int[] known = [.. Enumerable.Range(0, 90).Select(i => i < 9 ? i % 3 : -1)];
        var options = new GaussianMixtureOptions { Components = 3, KnownComponents = known, MaxIterations = 5 };
        var expected = GaussianMixture.Fit(rows, options with { Start = MixtureStart.KMeans }).Report.Trace;
        Assert.Equal(expected.AsSpan(), GaussianMixture.Fit(rows, options with { Start = MixtureStart.Hierarchical() }).Report.Trace.AsSpan());
        Assert.Equal(expected.AsSpan(), GaussianMixture.Fit(rows, options with { Start = MixtureStart.ShortRuns() }).Report.Trace.AsSpan());
    }

    /// <summary>Equal rows, constant and collinear features, fewer rows than features, as many components as rows: finite numbers or a reason.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void Edges_give_numbers_or_a_reason(CovarianceStructure structure)
    {
        double[][][] all =
        [
            [[1, 2]], [[1], [2], [3], [4], [7]], [[1, 5, 0], [2, 5, 0], [4, 5, 0], [3, 5, 1]], [[1, 2, 3, 4], [2, 1, 0, 3]],
            [[1, 1], [1, 1], [2, 3], [2, 3], [5, 5], [5, 5]], [.. Enumerable.Range(0, 12).Select(i => new[] { (double)(i * i), 2.0 * i * i, 3 - (i * i) })],
        ];
        foreach (var (rows, k, regularization) in all.SelectMany(rows => new[] { 1, 2, 3 }.Where(k => k <= rows.Length).SelectMany(k => new[] { Regularization.None, Regularization.Relative(1e-6) }.Select(r => (rows, k, r)))))
        {
            foreach (var start in new[] { MixtureStart.Hierarchical(), MixtureStart.Hierarchical(MergeCriterion.Tied), MixtureStart.ShortRuns(3) })
            {
                try
                {
                    var model = GaussianMixture.Fit(rows.Observe(), new GaussianMixtureOptions { Components = k, Covariance = structure, Start = start, Regularization = regularization, Restarts = 2 });
                    double[] numbers = [model.LogLikelihood, .. model.Weights, .. model.Means.SelectMany(m => m), .. model.CovarianceOf(0).Cast<double>()];
                    Assert.All(numbers, number => Assert.True(double.IsFinite(number)));
                }
                catch (MixturaException reason)
                {
                    Assert.NotEmpty(reason.Message);
                }
            }
        }
    }

    private sealed class Told(Action<FitProgress> tell) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => tell(value);
    }
}
