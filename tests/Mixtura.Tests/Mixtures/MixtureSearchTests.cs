using CsCheck;
using Mixtura.Datasets;

namespace Mixtura.Tests.Mixtures;

/// <summary>Annealing and splits and merges: out of a poor optimum that plain EM stays in, never to a worse one, and the same on any number of threads.</summary>
public class MixtureSearchTests
{
    /// <summary>Two means in the first of three sets and one between the other two: there EM ends.</summary>
    private static readonly MixtureStart Poor = MixtureStart.FromMeans([[-0.5, 0], [0.5, 0], [9, 6]], variance: 1);

    public static TheoryData<CovarianceStructure> Structures => [.. Enum.GetValues<CovarianceStructure>()];

    /// <summary>From the poor start plain EM ends below the likelihood of the true sets, and the search at it; under one volume for all, but for EEI and EEE, EM finds out by itself.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void Splits_and_merges_leave_a_poor_optimum(CovarianceStructure structure)
    {
        var (rows, labels) = ThreeSets();
        var options = Options(structure) with { Start = Poor };
        var best = GaussianMixture.Fit(rows, options with { Start = MixtureStart.FromLabels(labels) });
        var plain = GaussianMixture.Fit(rows, options);
        var searched = GaussianMixture.Fit(rows, options with { Search = MixtureSearch.SplitAndMerge() });
        var isPoor = plain.LogLikelihood < best.LogLikelihood - 100;
        Assert.Equal(structure is not (CovarianceStructure.TiedSpherical or CovarianceStructure.EVI or CovarianceStructure.EVE or CovarianceStructure.EEV or CovarianceStructure.EVV), isPoor);
        AssertClose.Relative(best.LogLikelihood, searched.LogLikelihood, 1e-6);
        Assert.Equal(isPoor, searched.Report.Search!.Improvements > 0);
        Assert.Null(plain.Report.Search);
    }

    /// <summary>At a high temperature all three means are near each other, and fall into the three sets as it falls.</summary>
    [Theory]
    [InlineData(CovarianceStructure.TiedSpherical)]
    [InlineData(CovarianceStructure.Spherical)]
    [InlineData(CovarianceStructure.Diagonal)]
    public void Annealing_leaves_a_poor_optimum(CovarianceStructure structure)
    {
        var (rows, labels) = ThreeSets();
        var options = Options(structure) with { Start = Poor };
        var best = GaussianMixture.Fit(rows, options with { Start = MixtureStart.FromLabels(labels) });
        var annealed = GaussianMixture.Fit(rows, options with { Annealing = new() { StartTemperature = 50, Factor = 0.95, StepsEach = 50 } });
        AssertClose.Relative(best.LogLikelihood, annealed.LogLikelihood, 1e-6);
    }

    /// <summary>Each move that is kept lowers the objective, so that the fit is never worse than without; and the way from the last one never rises.</summary>
    [Fact]
    public void Search_never_ends_higher() => Gen.Select(Gen.ULong, Gen.Enum<CovarianceStructure>()).Sample((seed, structure) =>
    {
        var rows = SmallData.Clumps(150, 2, seed).Observe();
        var options = Options(structure) with { Components = 5, Seed = seed, Restarts = 2, MapPrior = new(), Tolerance = 1e-6 };
        var plain = GaussianMixture.Fit(rows, options);
        var searched = GaussianMixture.Fit(rows, options with { Search = MixtureSearch.SplitAndMerge() });
        var trace = searched.Report.Trace;
        Assert.True(trace[^1] <= plain.Report.Trace[^1], $"{trace[^1]:r} after {plain.Report.Trace[^1]:r}");
        Assert.Equal(searched.Report.Search!.Improvements > 0, trace[^1] < plain.Report.Trace[^1]);
        Assert.All(Enumerable.Range(1, trace.Length - 1), i => Assert.True(trace[i] <= trace[i - 1] + (1e-11 * Math.Abs(trace[0]))));
    }, iter: 40);

    /// <summary>No more moves than were allowed are tried, and progress tells of each.</summary>
    [Fact]
    public void Moves_are_limited_and_told()
    {
        var rows = SmallData.Clumps(200, 2, 8).Observe();
        var told = new List<FitProgress>();
        var options = Options(CovarianceStructure.Full) with { Components = 6, MapPrior = new(), Search = MixtureSearch.SplitAndMerge(candidates: 20, moves: 7), Threads = 1 };
        var report = GaussianMixture.Fit(rows, options, new Told(told)).Report;
        Assert.InRange(report.Search!.Iterations, 1, 7);
        Assert.Equal(Enumerable.Range(1, report.Search.Iterations), told.Where(p => p.IsSearch).Select(p => p.Iteration));
    }

    /// <summary>The first move merges the pair with the largest sum of products of shares, and splits the other with the largest mean of -ln p over its rows, both by brute force.</summary>
    [Fact]
    public void Moves_are_ordered_by_their_criteria() => Gen.ULong.Sample(seed =>
    {
        const int k = 5;
        var rows = SmallData.Clumps(120, 2, seed).Observe().WithWeights(Enumerable.Range(0, 120).Select(i => 1.0 + (i % 2)).ToArray());
        var model = GaussianMixture.Fit(rows, Options(CovarianceStructure.Spherical) with { Components = k, MapPrior = new(), Seed = seed, MaxIterations = 5 });
        var shares = model.Responsibilities(rows);
        var densities = model.LogDensities(rows);
        double Weighted(Func<int, double> each) => Enumerable.Range(0, 120).Sum(i => (1.0 + (i % 2)) * each(i));
        var merged = (from a in Enumerable.Range(0, k) from b in Enumerable.Range(a + 1, k - a - 1) select (a, b)).MaxBy(pair => Weighted(i => shares[i, pair.a] * shares[i, pair.b]));
        var split = Enumerable.Range(0, k).Where(c => c != merged.a && c != merged.b).MaxBy(c => Weighted(i => -shares[i, c] * densities[i]) / Weighted(i => shares[i, c]));
        var moves = MoveExpectation<double>.Of(model.Scaled, rows, threads: 2, CancellationToken.None).Moves().ToArray();
        Assert.Equal((merged.a, merged.b, split), moves[0]);
        Assert.Equal(k * (k - 1) / 2 * (k - 2), moves.Distinct().Count());
    }, iter: 30);

    /// <summary>With two components there is no third to split.</summary>
    [Fact]
    public void Two_components_have_no_moves()
    {
        var model = GaussianMixture.Fit(SmallData.Clumps(50, 2, 3).Observe(), Options(CovarianceStructure.Full) with { Components = 2, Search = MixtureSearch.SplitAndMerge() });
        Assert.Equal(new SearchReport(0, 0), model.Report.Search);
    }

    /// <summary>Weights of 2 are rows twice, to the search as to EM.</summary>
    [Fact]
    public void Integer_weights_mean_repeated_rows()
    {
        var rows = SmallData.Clumps(90, 2, 21);
        var options = Options(CovarianceStructure.Diagonal) with { Components = 4, MapPrior = new() { Scale = new double[,] { { 1, 0 }, { 0, 1 } } }, Start = MixtureStart.FromMeans(rows[..4], variance: 4), Search = MixtureSearch.SplitAndMerge() };
        var repeated = GaussianMixture.Fit(rows.SelectMany((r, i) => Enumerable.Repeat(r, 1 + (i % 3))).ToArray().Observe(), options);
        var weighted = GaussianMixture.Fit(rows.Observe().WithWeights(rows.Select((_, i) => 1.0 + (i % 3)).ToArray()), options);
        Assert.Equal(repeated.Report.Search, weighted.Report.Search);
        AssertClose.Relative(repeated.LogLikelihood, weighted.LogLikelihood, 1e-7);
    }

    /// <summary>Together: annealed starts, leaps, a search, and a prior on the way.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void Threads_change_nothing(CovarianceStructure structure)
    {
        var rows = SmallData.Clumps(600, 3, 3).Observe();
        var options = Options(structure) with
        {
            Components = 5, Restarts = 2, MapPrior = new(), Annealing = new(), Search = MixtureSearch.SplitAndMerge(moves: 6), Acceleration = MixtureAcceleration.Squarem, Tolerance = 1e-6,
        };
        var fits = new[] { 1, 2, 7 }.Select(threads => GaussianMixture.Fit(rows, options with { Threads = threads })).ToArray();
        Assert.All(fits, fit =>
        {
            Assert.Equal(fits[0].Report.Trace, fit.Report.Trace);
            Assert.Equal(fits[0].Report.Search, fit.Report.Search);
            Assert.Equal(fits[0].CovarianceOf(2).Cast<double>(), fit.CovarianceOf(2).Cast<double>());
        });
    }

    [Fact]
    public void What_does_not_go_together_is_refused()
    {
        var rows = SmallData.Clumps(40, 2, 1).Observe();
        var options = Options(CovarianceStructure.Full);
        GaussianMixtureOptions[] bad =
        [
            options with { Annealing = new() { StartTemperature = 1 } },
            options with { Annealing = new() { Factor = 1 } },
            options with { Annealing = new() { StepsEach = 0 } },
            options with { Annealing = new(), Prior = MixturePrior.Dirichlet() },
            options with { Search = MixtureSearch.SplitAndMerge(), Prior = MixturePrior.Dirichlet() },
            options with { Search = MixtureSearch.SplitAndMerge(), KnownComponents = [.. Enumerable.Range(0, 40).Select(i => i % 3)] },
            options with { Search = MixtureSearch.SplitAndMerge(), Temperature = Temperature.Zero },
        ];
        Assert.All(bad, each => Assert.Throws<ArgumentException>(() => GaussianMixture.Fit(rows, each)));
        Assert.Throws<ArgumentOutOfRangeException>(() => MixtureSearch.SplitAndMerge(candidates: 0));
    }

    private static (Observations<double> Rows, int[] Labels) ThreeSets()
    {
        double[,] identity = { { 1, 0 }, { 0, 1 } };
        var sets = Generate.Normals([new([0, 0], identity, 200), new([9, 0], identity, 200), new([9, 12], identity, 200)], seed: 2);
        return (sets.Rows, [.. sets.Labels]);
    }

    private static GaussianMixtureOptions Options(CovarianceStructure structure) => new() { Components = 3, Covariance = structure, Restarts = 1, Tolerance = 1e-9, Threads = 2 };

    private sealed class Told(List<FitProgress> told) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => told.Add(value);
    }
}
