using CsCheck;
using Mixtura.Measures;

namespace Mixtura.Tests.Mixtures.Classification;

public class ClassifierValidationTests
{
    private static readonly LabelledObservations Iris = ReferenceFiles.Csv("sklearn/iris.csv");

    private static readonly MixtureClassifierOptions Plain = new() { Structures = [CovarianceStructure.Tied] };

    /// <summary>Each class and all rows together are dealt out evenly, and another seed deals otherwise.</summary>
    [Fact]
    public void Folds_are_stratified() => Gen.Select(Gen.Int[2, 7], Gen.Int[0, 3].Array[20, 60], Gen.ULong).Sample((folds, labels, seed) =>
    {
        var foldOf = StratifiedFolds.Of(labels, folds, seed);
        Even(Enumerable.Range(0, folds).Select(f => foldOf.Count(x => x == f)));
        foreach (var g in labels.Distinct())
        {
            Even(Enumerable.Range(0, folds).Select(f => Enumerable.Range(0, labels.Length).Count(i => foldOf[i] == f && labels[i] == g)));
        }

        Assert.NotEqual(foldOf, StratifiedFolds.Of(labels, folds, seed + 1));
    }, iter: 100);

    /// <summary>Whoever holds the rest of the rows, and nothing more, comes to the same model and the same predictions.</summary>
    [Theory]
    [InlineData(ClassifierKind.Edda, null)]
    [InlineData(ClassifierKind.Edda, 3)]
    [InlineData(ClassifierKind.MclustDa, null)]
    public void A_fold_is_predicted_by_a_fit_on_the_others(ClassifierKind kind, int? selection)
    {
        CovarianceStructure[] structures = [CovarianceStructure.VEV, CovarianceStructure.Tied, CovarianceStructure.EEI];
        var options = new MixtureClassifierOptions { Kind = kind, Structures = structures, Components = [1, 2], SelectionFolds = selection, Scaling = Scaling.ZScore };
        var validation = MixtureClassifier.CrossValidate(Iris.Rows, Iris.Labels, options, 4, seed: 3);
        Assert.Equal(4, validation.Models.Length);
        for (var fold = 0; fold < 4; fold++)
        {
            int[] outside = [.. Enumerable.Range(0, 150).Where(i => validation.Folds[i] != fold)];
            int[] inside = [.. Enumerable.Range(0, 150).Where(i => validation.Folds[i] == fold)];
            var model = MixtureClassifier.Fit(Rows(outside), [.. outside.Select(i => Iris.Labels[i])], options);
            Assert.Equal(ModelFile.ToJson(model), ModelFile.ToJson(validation.Models[fold]));
            Assert.Equal(model.Predict(Rows(inside)), inside.Select(i => validation.Predicted[i]));
            var expected = model.Probabilities(Rows(inside));
            Assert.Equal(expected.Cast<double>(), inside.SelectMany(i => Enumerable.Range(0, 3).Select(g => validation.Probabilities()[i, g])));
        }
    }

    /// <summary>From the definitions, row by row.</summary>
    [Fact]
    public void Errors_are_as_they_are_defined()
    {
        double[] weights = [.. Enumerable.Range(0, 150).Select(i => 1.0 + (i % 4))];
        var validation = MixtureClassifier.CrossValidate(Iris.Rows.WithWeights(weights), Iris.Labels, Plain, 5);
        var wrong = Enumerable.Range(0, 150).Select(i => validation.Predicted[i] == Iris.Labels[i] ? 0.0 : 1).ToArray();
        var error = wrong.Zip(weights, (w, u) => w * u).Sum() / weights.Sum();
        Assert.Equal(error, validation.ErrorRate, 1e-14);
        var folds = Enumerable.Range(0, 5).Select(f => Enumerable.Range(0, 150).Where(i => validation.Folds[i] == f).ToArray()).ToArray();
        AssertClose.OfLargest(folds.Select(f => f.Sum(i => wrong[i] * weights[i]) / f.Sum(i => weights[i])), validation.FoldErrors, 1e-14);
        var spread = folds.Select((f, at) => f.Sum(i => weights[i]) / weights.Sum() * Math.Pow(validation.FoldErrors[at] - error, 2)).Sum();
        Assert.Equal(Math.Sqrt(spread / 4), validation.StandardError, 1e-14);
        var shares = validation.Probabilities();
        var brier = Enumerable.Range(0, 150).Sum(i => weights[i] * Enumerable.Range(0, 3).Sum(g => Math.Pow(shares[i, g] - (Iris.Labels[i] == g ? 1 : 0), 2)) / 2) / weights.Sum();
        Assert.Equal(brier, validation.BrierScore, 1e-14);
        var table = ContingencyTable.From(validation.Confusion());
        Assert.Equal(ContingencyTable.Of(Iris.Labels, [.. validation.Predicted])[1, 2], table[1, 2]);
        Assert.Equal([50, 50, 50], table.ClassSizes);
    }

    /// <summary>
    /// Labels that have nothing to do with the rows: four classes are guessed right one time in four. 400 rows, so that a standard deviation of the error is 0.022; five of them.
    /// </summary>
    [Fact]
    public void Random_labels_are_predicted_at_chance_level()
    {
        var rows = SmallData.Clumps(400, 3, 11).Observe();
        int[] labels = [.. Enumerable.Range(0, 400).Select(i => (int)(new Mixtura.Kernels.RandomStream(5, Mixtura.Kernels.RandomPurpose.Dataset, (ulong)i).NextBits() % 4))];
        var validation = MixtureClassifier.CrossValidate(rows, labels, new MixtureClassifierOptions { Kind = ClassifierKind.MclustDa, Components = [1, 2], Structures = [CovarianceStructure.Full], Restarts = 1 }, 5);
        Assert.InRange(validation.ErrorRate, 0.75 - 0.11, 0.75 + 0.11);
        Assert.True(MixtureClassifier.Fit(rows, labels, new MixtureClassifierOptions { Structures = [CovarianceStructure.Full] }).TrainingError < validation.ErrorRate);
    }

    /// <summary>The structure is that of the least cross-validated error, of equals that of the largest BIC.</summary>
    [Fact]
    public void Cross_validation_chooses_a_structure()
    {
        CovarianceStructure[] structures = [CovarianceStructure.TiedSpherical, CovarianceStructure.Tied, CovarianceStructure.Full];
        var chosen = MixtureClassifier.Fit(Iris.Rows, Iris.Labels, new MixtureClassifierOptions { Structures = structures, SelectionFolds = 10, Seed = 4 });
        var errors = structures.Select(s => MixtureClassifier.CrossValidate(Iris.Rows, Iris.Labels, new MixtureClassifierOptions { Structures = [s] }, 10, seed: 4).ErrorRate).ToArray();
        var best = structures.Where((_, i) => errors[i] == errors.Min()).MaxBy(s => MixtureClassifier.Fit(Iris.Rows, Iris.Labels, new MixtureClassifierOptions { Structures = [s] }).Bic);
        Assert.Equal(best, chosen.Classes[0].Covariance);

        // BIC alone says otherwise, so that the choice is of the error.
        Assert.NotEqual(best, MixtureClassifier.Fit(Iris.Rows, Iris.Labels, new MixtureClassifierOptions { Structures = structures }).Classes[0].Covariance);
    }

    /// <summary>Full covariances, which a class of four rows in two features just can have, and not without one of them, are not chosen; and if nothing else is asked for, that is said.</summary>
    [Fact]
    public void A_structure_that_a_fold_cannot_have_is_not_chosen()
    {
        double[][] rows = [[0, 0], [0, 2], [2, 0], [2, 2.5], [10, 0], [10, 9], [19, 0], [19, 8]];
        int[] labels = [0, 0, 0, 0, 1, 1, 1, 1];
        var options = new MixtureClassifierOptions { Structures = [CovarianceStructure.Full, CovarianceStructure.TiedSpherical], SelectionFolds = 4 };
        Assert.Equal(CovarianceStructure.TiedSpherical, MixtureClassifier.Fit(rows.Observe(), labels, options).Classes[0].Covariance);
        Assert.Equal(CovarianceStructure.Full, MixtureClassifier.Fit(rows.Observe(), labels, options with { SelectionFolds = null }).Classes[0].Covariance);
        var fault = Assert.Throws<MixturaException>(() => MixtureClassifier.Fit(rows.Observe(), labels, options with { Structures = [CovarianceStructure.Full] }));
        Assert.Contains("No structure can be cross-validated. Without fold 0 of 4", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => MixtureClassifier.CrossValidate(Iris.Rows, Iris.Labels, Plain, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => MixtureClassifier.CrossValidate(Iris.Rows, Iris.Labels, Plain, 151));
        int[] rare = [.. Enumerable.Range(0, 150).Select(i => i < 2 ? 1 : 0)];
        Assert.Contains("Without fold", Assert.Throws<MixturaException>(() => MixtureClassifier.CrossValidate(Iris.Rows, rare, Plain, 10)).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<OperationCanceledException>(() => MixtureClassifier.CrossValidate(Iris.Rows, Iris.Labels, Plain, 5, 0, new CancellationToken(canceled: true)));
    }

    private static void Even(IEnumerable<int> counts) => Assert.InRange(counts.Max() - counts.Min(), 0, 1);

    private static Observations<double> Rows(int[] chosen) => Observations.From(chosen.Select(i => Iris.Rows[i].ToArray()).ToArray()).Named(Iris.Rows.Features);
}
