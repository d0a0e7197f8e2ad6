using Mixtura.Kernels;
using Mixtura.Measures;
using Mixtura.Selection;

namespace Mixtura.Tests.Selection;

/// <summary>What a score of <see cref="Tuning"/> is of: rows that were not seen when scaling, clusters and the classes they stand for were learned.</summary>
public class TuningLeakTests
{
    private static readonly LabelledObservations Iris = ReferenceFiles.Csv("sklearn/iris.csv");

    private static readonly LabelledObservations Wine = ReferenceFiles.Csv("sklearn/wine.csv");

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
        var result = Tuning.Run(Wine.Rows, Wine.Labels, TuningTests.Few with { Score = score, Seed = 2 });
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

        // Where the score is a mean over rows, its error and that of the gain are those of means, row by row on the same rows.
        if (score == TuningScore.Accuracy)
        {
            var untuned = ClusterClassifier.Fit(KMeans.Fit(training, new KMeansOptions { Clusters = 3, Seed = 2 }), training, [.. outside.Select(i => Wine.Labels[i])]).Predict(test);
            double[] right = [.. classifier.Predict(test).Zip(truth, (p, g) => p == g ? 1.0 : 0)];
            double[] more = [.. right.Zip(untuned.Zip(truth, (p, g) => p == g ? 1.0 : 0), (one, other) => one - other)];
            Assert.Equal((ErrorOfMean(right), ErrorOfMean(more)), (Math.Round(result.Test.StandardError, 12), Math.Round(result.Gain!.Value.StandardError, 12)));
        }

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
        var options = TuningTests.Few with { TestRows = test, Validation = validation, Search = search, KMeans = TuningTests.Few.KMeans! with { Clusters = [2, 3, 4], Scalings = [Scaling.ZScore, Scaling.MinMax] } };
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
        Assert.Equal(TuningTests.Told(before), TuningTests.Told(after));
        Assert.Equal(before.Best.Candidate.ToString(), after.Best.Candidate.ToString());
        Assert.Equal(before.Classifier.Frequencies.SelectMany(q => q), after.Classifier.Frequencies.SelectMany(q => q));
        Assert.NotEqual(before.Test, after.Test);
    }

    /// <summary>
    /// Labels that have nothing to do with the rows: of four classes one row in four is told right. 600 test rows, so that a standard deviation is 0.0177; five of them, which is enough
    /// for the score on held-out rows as well, although it is the best of a few.
    /// </summary>
    [Fact]
    public void Random_labels_are_told_at_chance_level()
    {
        var rows = SmallData.Clumps(1200, 3, 11).Observe();
        int[] labels = [.. Enumerable.Range(0, 1200).Select(i => (int)(new RandomStream(5, RandomPurpose.Dataset, (ulong)i).NextBits() % 4))];
        var result = Tuning.Run(rows, labels, TuningTests.Few with { TestShare = 0.5 });
        Assert.InRange(result.Test.Score, 0.25 - 0.0885, 0.25 + 0.0885);
        Assert.InRange(result.Validation.Score, 0.25 - 0.0885, 0.25 + 0.0885);
        Assert.False(result.BeatsBaseline);
        Assert.Contains("does not beat", result.Reason, StringComparison.Ordinal);
        var loss = Tuning.Run(rows, labels, TuningTests.Few with { TestShare = 0.5, Score = TuningScore.LogLoss }).Test.Score;
        Assert.InRange(loss, Math.Log(4) * 0.97, Math.Log(4) * 1.03);
        var rand = Tuning.Run(rows, labels, TuningTests.Few with { TestShare = 0.5, Score = TuningScore.AdjustedRand }).Test;
        Assert.InRange(rand.Score, -5 * rand.StandardError, 5 * rand.StandardError);
    }

    private static double ErrorOfMean(double[] values) =>
        Math.Round(Math.Sqrt(values.Sum(v => Math.Pow(v - values.Average(), 2)) / (values.Length - 1) / values.Length), 12);

    private static Observations<double> Rows(int[] chosen) => Observations.From(chosen.Select(i => Wine.Rows[i].ToArray()).ToArray()).Named(Wine.Rows.Features);
}
