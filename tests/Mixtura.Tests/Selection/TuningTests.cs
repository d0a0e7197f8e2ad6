using Mixtura.Datasets;
using Mixtura.Kernels;
using Mixtura.Measures;
using Mixtura.Selection;

namespace Mixtura.Tests.Selection;

public class TuningTests
{
    private static readonly LabelledObservations Iris = ReferenceFiles.Csv("sklearn/iris.csv");

    private static readonly LabelledObservations Wine = ReferenceFiles.Csv("sklearn/wine.csv");

    /// <summary>A few candidates of both families.</summary>
    private static readonly TuningOptions Few = new()
    {
        KMeans = new() { Clusters = [2, 3], Restarts = [2] },
        Mixture = new() { Components = [3, 4], Covariances = [CovarianceStructure.Tied, CovarianceStructure.Diagonal], Scalings = [Scaling.None], Restarts = [1] },
    };

    /// <summary>
    /// Each fold by hand: mean and standard deviation of the training rows, k-means on rows scaled by them, the class of most training rows in each cluster, and the rows of the fold that it is
    /// right of. Whoever scaled by all rows, or matched on the fold, would come to other numbers.
    /// </summary>
    [Fact]
    public void A_fold_is_scored_by_what_the_others_say()
    {
        var options = new TuningOptions { KMeans = new() { Clusters = [3], Scalings = [Scaling.ZScore] }, Mixture = null, Folds = 4, Seed = 5 };
        var parts = TuningProblem<double>.Of(Wine.Rows, Wine.Labels, options).Parts;
        var cell = Assert.Single(Tuning.Run(Wine.Rows, Wine.Labels, options).Table);
        Assert.Equal(4, parts.Length);
        for (var f = 0; f < 4; f++)
        {
            Assert.Empty(parts[f].Training.Intersect(parts[f].HeldOut));
            double[][] training = [.. parts[f].Training.Select(i => Wine.Rows[i].ToArray())];
            double[] mean = [.. Enumerable.Range(0, 13).Select(j => training.Average(x => x[j]))];
            double[] spread = [.. Enumerable.Range(0, 13).Select(j => Math.Sqrt(training.Average(x => Math.Pow(x[j] - mean[j], 2))))];
            double[] Scaled(double[] x) => [.. x.Select((v, j) => (v - mean[j]) / spread[j])];
            var model = KMeans.Fit(training.Select(Scaled).ToArray().Observe(), new KMeansOptions { Clusters = 3, Seed = 5 });
            var clusters = model.Predict(training.Select(Scaled).ToArray().Observe());
            int ClassOf(int k) => parts[f].Training.Where((_, at) => clusters[at] == k).GroupBy(i => Wine.Labels[i]).MaxBy(g => g.Count())!.Key;
            var right = parts[f].HeldOut.Count(i => ClassOf(model.Predict(Scaled(Wine.Rows[i].ToArray()))) == Wine.Labels[i]);
            Assert.Equal((double)right / parts[f].HeldOut.Length, cell.Parts[f], 1e-15);
        }

        // 142 rows in four folds of 36 and 35.
        double[] sizes = [.. parts.Select(p => (double)p.HeldOut.Length)];
        var average = cell.Parts.Zip(sizes, (s, n) => s * n).Sum() / 142;
        Assert.Equal(average, cell.Validation!.Value.Score, 1e-15);
        Assert.Equal(Math.Sqrt(cell.Parts.Zip(sizes, (s, n) => n / 142 * Math.Pow(s - average, 2)).Sum() / 3), cell.Validation.Value.StandardError, 1e-15);
    }

    /// <summary>The test by hand: the winner's options fitted on the rows outside it, and asked of it.</summary>
    [Theory]
    [InlineData(TuningScore.Accuracy)]
    [InlineData(TuningScore.AdjustedRand)]
    [InlineData(TuningScore.VMeasure)]
    [InlineData(TuningScore.LogLoss)]
    public void The_test_is_of_the_winner_fitted_anew(TuningScore score)
    {
        var result = Tuning.Run(Wine.Rows, Wine.Labels, Few with { Score = score, Seed = 2 });
        int[] outside = [.. Enumerable.Range(0, 178).Except(result.TestRows)];
        var (training, test) = (Rows(outside), Rows([.. result.TestRows]));
        int[] truth = [.. result.TestRows.Select(i => Wine.Labels[i])];
        ClusteringModel model = result.Best.Candidate.KMeans is { } hard ? KMeans.Fit(training, hard) : GaussianMixture.Fit(training, result.Best.Candidate.Mixture!);
        Assert.Equal(ModelFile.ToJson(model), ModelFile.ToJson(result.Classifier.Model));
        var classifier = ClusterClassifier.Fit(model, training, [.. outside.Select(i => Wine.Labels[i])]);
        var table = ContingencyTable.Of(truth, model.Predict(test));
        var probabilities = classifier.Probabilities(test);
        var expected = score switch
        {
            TuningScore.Accuracy => classifier.Predict(test).Zip(truth, (p, g) => p == g ? 1.0 : 0).Average(),
            TuningScore.AdjustedRand => AdjustedRand.Of(table),
            TuningScore.VMeasure => VMeasure.Of(table),
            _ => truth.Select((g, i) => -Math.Log(probabilities[i, g])).Average(),
        };
        Assert.Equal(expected, result.Test.Score, 1e-14);
        Assert.Equal(score == TuningScore.LogLoss ? result.Baseline!.Value.Score - expected : expected - result.Baseline!.Value.Score, result.Gain!.Value.Score, 1e-14);

        // As many of each class as a fifth of it is.
        Assert.Equal([12, 14, 10], truth.GroupBy(g => g).OrderBy(g => g.Key).Select(g => g.Count()));
        var best = result.Table.Max(c => score == TuningScore.LogLoss ? -c.Validation!.Value.Score : c.Validation!.Value.Score);
        Assert.Equal(score == TuningScore.LogLoss ? -best : best, result.Validation.Score);
    }

    /// <summary>Rows of the test may hold anything: nothing that is decided before it changes.</summary>
    [Theory]
    [InlineData(TuningValidation.Folds, TuningSearch.Grid)]
    [InlineData(TuningValidation.Holdout, TuningSearch.Grid)]
    [InlineData(TuningValidation.Holdout, TuningSearch.Halving)]
    public void Nothing_leaks_from_the_test(TuningValidation validation, TuningSearch search)
    {
        int[] test = [.. Enumerable.Range(0, 150).Where(i => i % 5 == 2)];
        var options = Few with { TestRows = test, Validation = validation, Search = search, KMeans = Few.KMeans! with { Clusters = [2, 3, 4], Scalings = [Scaling.ZScore, Scaling.MinMax] } };
        var before = Tuning.Run(Iris.Rows, Iris.Labels, options);
        var values = Iris.Rows.Rows(0, 150).ToArray();
        int[] classes = [.. Iris.Labels];
        foreach (var i in test)
        {
            values[4 * i] = 1e6 + i;
            values[(4 * i) + 1] *= -50;
            classes[i] = 2 - classes[i];
        }

        var after = Tuning.Run(Observations.From(values, 4), classes, options);
        Assert.Equal(test, after.TestRows);
        Assert.Equal(Told(before), Told(after));
        Assert.Equal(before.Best.Candidate.ToString(), after.Best.Candidate.ToString());
        Assert.Equal(before.Classifier.Frequencies.SelectMany(q => q), after.Classifier.Frequencies.SelectMany(q => q));
        Assert.NotEqual(before.Test, after.Test);
    }

    /// <summary>
    /// Labels that have nothing to do with the rows: of four classes one row in four is told right. 600 test rows, so that a standard deviation is 0.0177; five of them. The best of many candidates
    /// flatters itself on held-out rows, and by no more than three standard errors of so few candidates.
    /// </summary>
    [Fact]
    public void Random_labels_are_told_at_chance_level()
    {
        var rows = SmallData.Clumps(1200, 3, 11).Observe();
        int[] labels = [.. Enumerable.Range(0, 1200).Select(i => (int)(new RandomStream(5, RandomPurpose.Dataset, (ulong)i).NextBits() % 4))];
        var result = Tuning.Run(rows, labels, Few with { TestShare = 0.5 });
        Assert.InRange(result.Test.Score, 0.25 - 0.0885, 0.25 + 0.0885);
        Assert.InRange(result.Validation.Score, 0.25 - 0.0885, 0.25 + 0.0885);
        Assert.False(result.BeatsBaseline);
        Assert.Contains("does not beat", result.Reason, StringComparison.Ordinal);
        var loss = Tuning.Run(rows, labels, Few with { TestShare = 0.5, Score = TuningScore.LogLoss }).Test.Score;
        Assert.InRange(loss, Math.Log(4) * 0.97, Math.Log(4) * 1.03);
        var rand = Tuning.Run(rows, labels, Few with { TestShare = 0.5, Score = TuningScore.AdjustedRand }).Test;
        Assert.InRange(rand.Score, -5 * rand.StandardError, 5 * rand.StandardError);
    }

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

        // Of two classifiers on the same rows, the error of their difference: McNemar's, from the rows of which one alone is right.
        var gain = result.Gain!.Value;
        Assert.InRange(gain.StandardError, 0, result.Test.StandardError + result.Baseline.Value.StandardError);
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
    private static IEnumerable<string> Told(TuningResult result) =>
        result.Table.Select(c => FormattableString.Invariant($"{c.Candidate} {c.Validation?.Score:R} {c.Validation?.StandardError:R} {string.Join(' ', c.Parts.Select(p => FormattableString.Invariant($"{p:R}")))} {c.TrainingRows} {c.Parameters} {c.Converged} {c.Fault}"));

    private static Observations<double> Rows(int[] chosen) => Observations.From(chosen.Select(i => Wine.Rows[i].ToArray()).ToArray()).Named(Wine.Rows.Features);

    private sealed class Counter : IProgress<FitProgress>
    {
        private int count;

        public int Count => count;

        public void Report(FitProgress value) => Interlocked.Increment(ref count);
    }
}
