using Mixtura.Datasets;
using Mixtura.Kernels;
using Mixtura.Selection;

namespace Mixtura.Tests.Selection;

public class TuningTests
{
    private static readonly LabelledObservations Iris = ReferenceFiles.Csv("sklearn/iris.csv");

    private static readonly LabelledObservations Wine = ReferenceFiles.Csv("sklearn/wine.csv");

    /// <summary>A few candidates of both families.</summary>
    internal static readonly TuningOptions Few = new()
    {
        KMeans = new() { Clusters = [2, 3], Restarts = [2] },
        Mixture = new() { Components = [3, 4], Covariances = [CovarianceStructure.Tied, CovarianceStructure.Diagonal], Scalings = [Scaling.None], Restarts = [1] },
    };

    [Theory]
    [InlineData(TuningSearch.Grid, TuningScore.Accuracy)]
    [InlineData(TuningSearch.Halving, TuningScore.LogLoss)]
    public void Threads_change_nothing(TuningSearch search, TuningScore score)
    {
        var options = Few with { Search = search, Score = score, Validation = TuningValidation.Holdout };
        var one = Tuning.Run(Wine.Rows, Wine.Labels, options with { Threads = 1 });
        foreach (var threads in new[] { 2, 7 })
        {
            var many = Tuning.Run(Wine.Rows, Wine.Labels, options with { Threads = threads });
            Assert.Equal(Told(one), Told(many));
            Assert.Equal((one.Test, one.Gain, one.Reason), (many.Test, many.Gain, many.Reason));
            Assert.Equal(ModelFile.ToJson(one.Classifier.Model), ModelFile.ToJson(many.Classifier.Model));
        }

        Assert.NotEqual(Told(one), Told(Tuning.Run(Wine.Rows, Wine.Labels, options with { Seed = 9 })));
    }

    /// <summary>A quarter of what the test leaves is held out; with folds each of these rows once.</summary>
    [Fact]
    public void Validation_rows_are_told_and_none_of_the_test()
    {
        var options = Few with { Mixture = null };
        var held = Tuning.Run(Iris.Rows, Iris.Labels, options with { Validation = TuningValidation.Holdout });
        Assert.Equal(30, held.ValidationRows.Length);
        Assert.Empty(held.ValidationRows.Intersect(held.TestRows));
        Assert.Equal(held.ValidationRows.Order(), held.ValidationRows);
        var folds = Tuning.Run(Iris.Rows, Iris.Labels, options);
        Assert.Equal(Enumerable.Range(0, 150).Except(folds.TestRows), folds.ValidationRows);
    }

    /// <summary>What classes are called changes no split and no score, and the classifier's columns change places with them.</summary>
    [Theory]
    [InlineData(TuningScore.Accuracy)]
    [InlineData(TuningScore.LogLoss)]
    [InlineData(TuningScore.VMeasure)]
    public void Classes_may_have_other_numbers(TuningScore score)
    {
        int[] other = [2, 0, 1];
        var options = new TuningOptions { KMeans = new() { Clusters = [3, 5], Scalings = [Scaling.ZScore] }, Mixture = null, Score = score };
        var one = Tuning.Run(Wine.Rows, Wine.Labels, options);
        var two = Tuning.Run(Wine.Rows, Wine.Labels.Select(g => other[g]).ToArray(), options);
        Assert.Equal(one.TestRows, two.TestRows);
        AssertClose.Relative(one.Table.SelectMany(c => c.Parts), two.Table.SelectMany(c => c.Parts), 1e-14);
        AssertClose.Relative(one.Test.Score, two.Test.Score, 1e-14);
        for (var g = 0; g < 3; g++)
        {
            Assert.Equal(one.Classifier.Frequencies.Select(q => q[g]), two.Classifier.Frequencies.Select(q => q[other[g]]));
        }
    }

    /// <summary>Rows of weight 0 are as good as absent, wherever they are and whatever they hold.</summary>
    [Fact]
    public void Rows_of_no_weight_are_not_there()
    {
        var options = new TuningOptions { KMeans = new() { Clusters = [2, 3, 4] }, Mixture = null, Score = TuningScore.AdjustedRand };
        double[] weights = [.. Enumerable.Range(0, 150).Select(i => 0.5 + (i % 3))];
        var one = Tuning.Run(Iris.Rows.WithWeights(weights), Iris.Labels, options);
        double[] values = [.. Enumerable.Range(0, 150).SelectMany(i => i % 10 == 0 ? [1e5, 0, 0, i, .. Iris.Rows[i].ToArray()] : Iris.Rows[i].ToArray())];
        int[] classes = [.. Enumerable.Range(0, 150).SelectMany(i => i % 10 == 0 ? new[] { 0, Iris.Labels[i] } : [Iris.Labels[i]])];
        double[] more = [.. Enumerable.Range(0, 150).SelectMany(i => i % 10 == 0 ? new[] { 0, weights[i] } : [weights[i]])];
        var two = Tuning.Run(Observations.From(values, 4).WithWeights(more), classes, options);
        Assert.Equal(Told(one), Told(two));
        Assert.Equal(one.Test, two.Test);
    }

    /// <summary>Spherical covariances cannot shrink: they are no candidates, and where nothing else is there is none.</summary>
    [Fact]
    public void Shrinkage_is_tried_where_it_can_be()
    {
        var options = new TuningOptions { KMeans = null, Mixture = new() { Components = [3], Scalings = [Scaling.ZScore], Restarts = [1], Regularizations = [Regularization.Shrinkage()] } };
        var tried = Tuning.Run(Iris.Rows, Iris.Labels, options).Table.Select(c => c.Candidate.Mixture!.Covariance);
        Assert.Equal([CovarianceStructure.Full, CovarianceStructure.Tied, CovarianceStructure.Diagonal], tried.Order());
        var none = options with { Mixture = options.Mixture with { Covariances = [CovarianceStructure.Spherical] } };
        Assert.Contains("shrinkage is for", Assert.Throws<ArgumentException>(() => Tuning.Run(Iris.Rows, Iris.Labels, none)).Message);
    }

    [Fact]
    public void Halving_finds_a_candidate_of_the_grid_with_fewer_fits()
    {
        var data = Generate.Anisotropic(seed: 3, rows: 900);
        var (grid, halving) = (new Counter(), new Counter());
        var options = new TuningOptions { Validation = TuningValidation.Holdout, Mixture = new() { Restarts = [2] }, KMeans = new() { Restarts = [2] } };
        var whole = Tuning.Run(data.Rows, data.Labels, options, grid);
        var result = Tuning.Run(data.Rows, data.Labels, options with { Search = TuningSearch.Halving }, halving);
        Assert.Equal(whole.Table.Select(c => c.Candidate.ToString()), result.Table.Select(c => c.Candidate.ToString()));
        Assert.Contains(result.Best, result.Table);

        // 720 rows outside the test, 540 of them to train on, 180 and 60 before: 50 candidates, 17, 6.
        Assert.Equal([60, 180, 540], result.Table.Select(c => c.TrainingRows).Distinct().Order());
        Assert.Equal([33, 11, 6], result.Table.GroupBy(c => c.TrainingRows).OrderBy(g => g.Key).Select(g => g.Count()));
        Assert.Equal((50, 73), (grid.Count, halving.Count));
        Assert.Equal(540, result.Best.TrainingRows);
        Assert.Equal(whole.Table.Single(c => c.Candidate.ToString() == result.Best.Candidate.ToString()).Validation, result.Best.Validation);
        Assert.InRange(result.Validation.Score, whole.Validation.Score - 0.02, whole.Validation.Score);
    }

    /// <summary>Stretched clusters, which k-means cuts: the mixture that sees how they lie is better by far, and says so.</summary>
    [Fact]
    public void A_gain_is_told()
    {
        var data = Generate.Anisotropic(seed: 1, rows: 600);
        var result = Tuning.Run(data.Rows, data.Labels, Few with { TestShare = 0.4 });
        Assert.NotNull(result.Best.Candidate.Mixture);
        Assert.True(result.BeatsBaseline);
        Assert.Contains("beats the untuned defaults", result.Reason, StringComparison.Ordinal);
        Assert.True(result.Test.Score > 0.98 && result.Baseline!.Value.Score < 0.9);
    }

    /// <summary>Two rows of thirty more are right, and they might as well be others: 2/30 ± 2/30 is a gain within the noise.</summary>
    [Fact]
    public void A_gain_within_the_noise_is_none()
    {
        var result = Tuning.Run(Iris.Rows, Iris.Labels, Few);
        var gain = result.Gain!.Value;
        Assert.InRange(gain.Score, 1e-9, 2 * gain.StandardError);
        Assert.False(result.BeatsBaseline);
        Assert.Contains("by more than the noise", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_untuned_defaults_do_not_beat_themselves()
    {
        var result = Tuning.Run(Iris.Rows, Iris.Labels, new TuningOptions { KMeans = new() { Clusters = [3], Scalings = [Scaling.None] }, Mixture = null });
        Assert.Equal(new TuningEstimate(0, 0), result.Gain);
        Assert.Equal(result.Test, result.Baseline);
        Assert.False(result.BeatsBaseline);
        Assert.Contains("is the only candidate", result.Reason, StringComparison.Ordinal);
    }

    /// <summary>Two features tell the classes, one is loud and tells nothing.</summary>
    [Fact]
    public void Features_are_searched()
    {
        var data = Generate.Blobs(seed: 2, rows: 300);
        var random = new RandomStream(1, RandomPurpose.Dataset);
        var rows = Observations.From(Enumerable.Range(0, 300).Select(i => new[] { data.Rows[i][0], 60 * random.NextNormal(), data.Rows[i][1] }).ToArray()).Named("a", "noise", "b");
        var result = Tuning.Run(rows, data.Labels, new TuningOptions { KMeans = new() { Clusters = [3], Scalings = [Scaling.None] }, Mixture = null, Features = [["a", "noise", "b"], ["noise"], ["b", "a"]] });
        Assert.Equal(["b", "a"], result.Best.Candidate.Features);
        Assert.Equal(["b", "a"], result.Classifier.Model.FittedOn.Features);
        Assert.Equal("k-means, 3 clusters, of b and a", result.Best.Candidate.ToString());
        Assert.Equal(["k-means, 3 clusters", "k-means, 3 clusters, of noise", "k-means, 3 clusters, of b and a"], result.Table.Select(c => c.Candidate.ToString()));
        Assert.True(result.BeatsBaseline);
    }

    /// <summary>Six different rows have no seven clusters: that is a fault of a candidate, and not of the search; a baseline that cannot be had is told.</summary>
    [Fact]
    public void Candidates_that_cannot_be_fitted_are_cells()
    {
        double[] values = [.. Enumerable.Range(0, 60).Select(i => (double)(i % 6))];
        int[] classes = [.. Enumerable.Range(0, 60).Select(i => i % 6 / 3)];
        var options = new TuningOptions { KMeans = new() { Clusters = [7, 2] }, Mixture = null };
        var result = Tuning.Run(Observations.From(values, 1), classes, options);
        Assert.Equal([true, true, false, false], result.Table.Select(c => c.Fault is not null));
        Assert.Contains("Without fold 0 of 5: There are only 6 distinct rows for 7 clusters", result.Table[0].Fault, StringComparison.Ordinal);
        Assert.Equal((2, 1.0), (result.Best.Candidate.Clusters, result.Test.Score));
        var all = Assert.Throws<MixturaException>(() => Tuning.Run(Observations.From(values, 1), classes, options with { KMeans = new() { Clusters = [7] } }));
        Assert.Contains("None of 2 candidates could be fitted", all.Message, StringComparison.Ordinal);

        double[] two = [.. values.Select(v => v / 3 < 1 ? 0.0 : 1)];
        int[] three = [.. Enumerable.Range(0, 60).Select(i => i % 3)];
        var alone = Tuning.Run(Observations.From(two, 1), three, options with { KMeans = new() { Clusters = [2] } });
        Assert.Null(alone.Gain);
        Assert.Null(alone.Baseline);
        Assert.False(alone.BeatsBaseline);
        Assert.Contains("cannot be fitted: There are only 2 distinct rows", alone.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, new[] { 2, 3, 4 })]
    [InlineData(3, new[] { 2, 3, 4, 5, 6 })]
    [InlineData(10, new[] { 5, 7, 10, 12, 15, 17, 20 })]
    public void Numbers_of_clusters_follow_those_of_classes(int classes, int[] clusters)
    {
        var candidates = CandidateGrid.Of(new TuningOptions(), classes, ["x"]);
        Assert.Equal(clusters, candidates.Where(c => c.KMeans is not null).Select(c => c.Clusters).Distinct());
        Assert.Equal(clusters, candidates.Where(c => c.Mixture is not null).Select(c => c.Clusters).Distinct());
        Assert.Equal(clusters.Length * 10, candidates.Length);
    }

    [Fact]
    public void Single_precision_rows_are_taken_as_they_are()
    {
        var rows = Observations.From(Iris.Rows.Rows(0, 150).ToArray().Select(x => (float)x).ToArray(), 4);
        Assert.Equal(Tuning.Run(Iris.Rows, Iris.Labels, Few).Test.Score, Tuning.Run(rows, Iris.Labels, Few).Test.Score, 0.1);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        void Refused<TException>(TuningOptions options, string says)
            where TException : Exception => Assert.Contains(says, Assert.ThrowsAny<TException>(() => Tuning.Run(Iris.Rows, Iris.Labels, options)).Message, StringComparison.Ordinal);
        var usual = new TuningOptions();
        Refused<ArgumentException>(usual with { KMeans = null, Mixture = null }, "nothing to try");
        Refused<ArgumentException>(usual with { KMeans = new() { Clusters = [] } }, "Clusters holds no value");
        Refused<ArgumentException>(usual with { KMeans = new() { Clusters = [3, 0] } }, "Clusters cannot hold 0");
        Refused<ArgumentException>(usual with { KMeans = new() { Seedings = [Seeding.FromLabels([0, 1])] } }, "Seedings cannot hold");
        Refused<ArgumentException>(usual with { KMeans = new() { Tolerances = [double.NaN] } }, "Tolerances cannot hold");
        Refused<ArgumentException>(usual with { KMeans = new() { Restarts = [0] } }, "Restarts cannot hold 0");
        Refused<ArgumentException>(usual with { Mixture = new() { Scalings = [Scaling.UnitLength] } }, "Scalings cannot hold UnitLength");
        Refused<ArgumentException>(usual with { Mixture = new() { Starts = [MixtureStart.FromMeans([[1]])] } }, "Starts cannot hold");
        Refused<ArgumentException>(usual with { Features = [["x0", "x9"]] }, "no feature x9");
        Refused<ArgumentException>(usual with { Features = [["x0", "x0"]] }, "names one twice");
        Refused<ArgumentException>(usual with { Folds = 1 }, "Folds");
        Refused<ArgumentException>(usual with { TestShare = 1 }, "above 0 and below 1");
        Refused<ArgumentException>(usual with { Smoothing = double.PositiveInfinity }, "smoothing");
        Refused<ArgumentException>(usual with { Score = (TuningScore)9 }, "no member");
        Refused<ArgumentException>(usual with { TestRows = [3, 150] }, "Test row 150");
        Refused<ArgumentException>(usual with { TestRows = [3, 3] }, "Test row 3");
        Refused<MixturaException>(usual with { TestRows = [3] }, "both need at least 2");
        Refused<MixturaException>(usual with { Folds = 121 }, "cannot be cut in 121 folds");
        Refused<MixturaException>(usual with { Validation = TuningValidation.Holdout, ValidationShare = 0.001 }, "held out");
        Assert.Throws<ArgumentException>(() => Tuning.Run(Iris.Rows, [0, 1]));
        Assert.Throws<MixturaException>(() => Tuning.Run(Iris.Rows, new int[150]));
        Assert.ThrowsAny<OperationCanceledException>(() => Tuning.Run(Iris.Rows, Iris.Labels, usual, null, new CancellationToken(canceled: true)));
    }

    /// <summary>Every number of the table, and what was tried.</summary>
    internal static IEnumerable<string> Told(TuningResult result) =>
        result.Table.Select(c => FormattableString.Invariant($"{c.Candidate} {c.Validation?.Score:R} {c.Validation?.StandardError:R} {string.Join(' ', c.Parts.Select(p => FormattableString.Invariant($"{p:R}")))} {c.TrainingRows} {c.Parameters} {c.Converged} {c.Fault}"));

    private sealed class Counter : IProgress<FitProgress>
    {
        private int count;

        public int Count => count;

        public void Report(FitProgress value) => Interlocked.Increment(ref count);
    }
}
