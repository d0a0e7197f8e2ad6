using CsCheck;
using Mixtura.Datasets;
using Mixtura.Tests.Reference;

namespace Mixtura.Tests.Mixtures.Classification;

public class MixtureClassifierTests
{
    private static readonly LabelledObservations Iris = ReferenceFiles.Csv("sklearn/iris.csv");

    public static TheoryData<CovarianceStructure> Structures => [.. Enum.GetValues<CovarianceStructure>()];

    /// <summary>One matrix for all is linear discriminant analysis, one for each class quadratic: to the rounding of elimination.</summary>
    [Theory]
    [InlineData(CovarianceStructure.Tied, Scaling.None)]
    [InlineData(CovarianceStructure.Full, Scaling.None)]
    [InlineData(CovarianceStructure.Full, Scaling.ZScore)]
    [InlineData(CovarianceStructure.Tied, Scaling.MinMax)]
    public void Tied_is_linear_and_full_quadratic_discriminant_analysis(CovarianceStructure structure, Scaling scaling)
    {
        var rows = Lists(Iris.Rows);
        var model = MixtureClassifier.Fit(Iris.Rows, Iris.Labels, Only(structure) with { Scaling = scaling });
        var twin = rows.SelectMany(x => TextbookDiscriminant.Probabilities(rows, Iris.Labels, x, structure == CovarianceStructure.Tied)).ToArray();
        AssertClose.OfLargest(twin, model.Probabilities(Iris.Rows).Cast<double>(), 1e-9);
        Assert.Equal(twin.Chunk(3).Select(p => Array.IndexOf(p, p.Max())), model.Predict(Iris.Rows));

        // Known of iris (R. A. Fisher 1936): three rows are on the wrong side of both borders.
        Assert.Equal(3.0 / 150, model.TrainingError, 1e-15);
    }

    /// <summary>What mclust's documentation prints of iris: EDDA takes VEV, log-likelihood -187.7097, 36 parameters, BIC -555.8024.</summary>
    [Fact]
    public void Iris_is_what_mclust_says_it_is()
    {
        var model = MixtureClassifier.Fit(Iris.Rows, Iris.Labels, new MixtureClassifierOptions { Regularization = Regularization.None });
        Assert.All(model.Classes, one => Assert.Equal((CovarianceStructure.VEV, 1, 50), (one.Covariance, one.Components, one.Rows)));
        Assert.Equal(36, model.Parameters);
        Assert.Equal(-187.7097, model.LogLikelihood, 5e-5);
        Assert.Equal(-555.8024, model.Bic, 2e-4);
    }

    /// <summary>
    /// Thirteen features of very different size (proline has a variance of 99,000, a flavanoid one of 0.02): the errors that discriminant analysis is known for on wine, none in training, and no
    /// more than a handful unseen. A regularization relative to the features' mean would drown the small ones.
    /// </summary>
    [Fact]
    public void Features_of_different_size_all_count()
    {
        var wine = ReferenceFiles.Csv("sklearn/wine.csv");
        CovarianceStructure[] structures = [CovarianceStructure.Tied, CovarianceStructure.Full, CovarianceStructure.EEI];
        Assert.Equal(0, MixtureClassifier.Fit(wine.Rows, wine.Labels, new MixtureClassifierOptions { Structures = structures }).TrainingError);
        Assert.InRange(MixtureClassifier.CrossValidate(wine.Rows, wine.Labels, new MixtureClassifierOptions { Structures = structures }).ErrorRate, 0, 0.03);
        var mixtures = new MixtureClassifierOptions { Kind = ClassifierKind.MclustDa, Structures = structures, Components = [1, 2] };
        Assert.InRange(MixtureClassifier.Fit(wine.Rows, wine.Labels, mixtures).TrainingError, 0, 0.03);
    }

    /// <summary>The class densities and the likelihood, by the textbook's formula from the public parameters; parameters as mclust counts them, without priors.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void Densities_are_those_of_the_classes(CovarianceStructure structure)
    {
        var model = MixtureClassifier.Fit(Iris.Rows, Iris.Labels, Only(structure) with { Scaling = Scaling.ZScore });
        var expected = Lists(Iris.Rows).Select(x => Math.Log(model.Classes.Sum(c => c.Prior * Math.Exp(TextbookDensity.LogNormal(x, [.. c.Density.Means[0]], c.Density.CovarianceOf(0)))))).ToArray();
        AssertClose.OfLargest(expected, model.LogDensities(Iris.Rows), 1e-10);
        AssertClose.Relative(expected.Sum(), model.LogLikelihood, 1e-10);
        var mixture = GaussianMixture.Fit(Iris.Rows, new GaussianMixtureOptions { Components = 3, Covariance = structure, KnownComponents = Iris.Labels });
        Assert.Equal(mixture.Parameters - 2, model.Parameters);
    }

    /// <summary>Two clumps a class, crosswise: one Gaussian each has nothing to go by, two each tell them apart.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Mixtures_tell_apart_what_one_gaussian_a_class_cannot(bool isWeighted)
    {
        var (rows, labels) = Crosswise(400);
        var given = isWeighted ? rows.WithWeights(Enumerable.Range(0, 400).Select(i => 0.5 + (i % 2)).ToArray()) : rows;
        var one = MixtureClassifier.Fit(given, labels, new MixtureClassifierOptions { Structures = [CovarianceStructure.Tied] });
        Assert.InRange(one.TrainingError, 0.3, 0.7);
        var model = MixtureClassifier.Fit(given, labels, new MixtureClassifierOptions { Kind = ClassifierKind.MclustDa });
        Assert.Equal(0, model.TrainingError);
        Assert.Equal([2, 2], model.Classes.Select(c => c.Components));

        // By the textbook's formula, from the public densities.
        double[] x = [2.4, 2.6];
        var joint = model.Classes.Select(c => c.Prior * Math.Exp(c.Density.LogDensity(x))).ToArray();
        AssertClose.OfLargest(joint.Select(p => p / joint.Sum()), model.Probabilities(x), 1e-10);
        Assert.Equal(Math.Log(joint.Sum()), model.LogDensities(Observations.From(x, 2))[0], 1e-10);
        Assert.Equal(model.Classes.Sum(c => (3 * c.Components) - 1 + CovarianceFamily.Of(c.Covariance).Parameters(c.Components, 2)), model.Parameters);
    }

    /// <summary>Mixtures are those of the class alone, the best by BIC of all that were to be tried.</summary>
    [Fact]
    public void A_class_has_the_mixture_of_the_largest_bic()
    {
        var (rows, labels) = Crosswise(400);
        CovarianceStructure[] structures = [CovarianceStructure.Full, CovarianceStructure.VEI, CovarianceStructure.TiedSpherical];
        var model = MixtureClassifier.Fit(rows, labels, new MixtureClassifierOptions { Kind = ClassifierKind.MclustDa, Structures = structures, Components = [3, 2], Regularization = Regularization.None });
        for (var g = 0; g < 2; g++)
        {
            var own = Observations.From(Lists(rows).Where((_, i) => labels[i] == g).ToArray());
            var best = structures.SelectMany(s => new[] { 2, 3 }.Select(k => GaussianMixture.Fit(own, new GaussianMixtureOptions { Components = k, Covariance = s, Restarts = 3, Regularization = Regularization.None }))).MaxBy(m => m.Bic)!;
            Assert.Equal((best.Covariance, best.Clusters), (model.Classes[g].Covariance, model.Classes[g].Components));
            AssertClose.OfLargest(best.Means.SelectMany(m => m), model.Classes[g].Density.Means.SelectMany(m => m), 1e-12);
        }
    }

    [Theory]
    [InlineData(ClassifierKind.Edda)]
    [InlineData(ClassifierKind.MclustDa)]
    public void Another_order_of_rows_is_the_same_but_for_rounding(ClassifierKind kind)
    {
        int[] order = [.. Enumerable.Range(0, 150).Select(i => i * 7 % 150)];
        var rows = Lists(Iris.Rows);
        var options = new MixtureClassifierOptions { Kind = kind, Components = [1], Regularization = Regularization.None };
        var model = MixtureClassifier.Fit(Iris.Rows, Iris.Labels, options);
        var other = MixtureClassifier.Fit(Observations.From(order.Select(i => rows[i]).ToArray()), [.. order.Select(i => Iris.Labels[i])], options);
        Assert.Equal(model.Classes.Select(c => c.Covariance), other.Classes.Select(c => c.Covariance));
        AssertClose.Relative(model.LogLikelihood, other.LogLikelihood, 1e-9);
        AssertClose.OfLargest(model.Probabilities(Iris.Rows).Cast<double>(), other.Probabilities(Iris.Rows).Cast<double>(), 1e-7);
    }

    [Fact]
    public void An_integer_weight_is_the_row_repeated() => Gen.ULong.Sample(seed =>
    {
        var rows = SmallData.Clumps(60, 2, seed);
        int[] labels = [.. Enumerable.Range(0, 60).Select(i => i % 3)];
        double[] weights = [.. Enumerable.Range(0, 60).Select(i => (double)(i % 4))];
        int[] repeated = [.. Enumerable.Range(0, 60).SelectMany(i => Enumerable.Repeat(i, (int)weights[i]))];
        var options = Only(CovarianceStructure.Full);
        var model = MixtureClassifier.Fit(rows.Observe().WithWeights(weights), labels, options);
        var twin = MixtureClassifier.Fit(Observations.From(repeated.Select(i => rows[i]).ToArray()), [.. repeated.Select(i => labels[i])], options);
        AssertClose.Relative(twin.LogLikelihood, model.LogLikelihood, 1e-10);
        AssertClose.Relative(twin.Bic, model.Bic, 1e-10);
        AssertClose.OfLargest(twin.Probabilities(rows.Observe()).Cast<double>(), model.Probabilities(rows.Observe()).Cast<double>(), 1e-9);
        Assert.Equal(twin.TrainingError, model.TrainingError, 1e-12);
    }, iter: 10);

    /// <summary>Half of the odds is what the prior says.</summary>
    [Fact]
    public void Priors_move_the_odds()
    {
        double[] x = [6.1, 2.7, 4.9, 1.7];
        var alike = MixtureClassifier.Fit(Iris.Rows, Iris.Labels, Only(CovarianceStructure.Tied)).Probabilities(x);
        var model = MixtureClassifier.Fit(Iris.Rows, Iris.Labels, Only(CovarianceStructure.Tied) with { Priors = ClassPriors.Given(1, 1, 6) });
        var given = model.Probabilities(x);
        AssertClose.Relative(6 * alike[2] / alike[1], given[2] / given[1], 1e-9);
        Assert.Equal([0.125, 0.125, 0.75], model.Classes.Select(c => c.Prior));
        Assert.Equal([1.0 / 3, 1.0 / 3, 1.0 / 3], MixtureClassifier.Fit(Iris.Rows, Iris.Labels, Only(CovarianceStructure.Tied) with { Priors = ClassPriors.Equal }).Classes.Select(c => c.Prior));
    }

    [Theory]
    [InlineData(ClassifierKind.Edda)]
    [InlineData(ClassifierKind.MclustDa)]
    public void Any_number_of_threads_gives_the_same_bits(ClassifierKind kind)
    {
        var (rows, labels) = Crosswise(3000);
        string Fit(int threads) => ModelFile.ToJson(MixtureClassifier.Fit(rows, labels, new MixtureClassifierOptions { Kind = kind, Components = [1, 2], MaxIterations = 20, Threads = threads }));
        var expected = Fit(1);
        Assert.Equal(expected, Fit(2));
        Assert.Equal(expected, Fit(7));
    }

    /// <summary>In one dimension and for one component several structures are one: the first that was asked for is named.</summary>
    [Fact]
    public void One_feature_knows_two_structures()
    {
        var rows = Observations.From(Lists(Iris.Rows).Select(r => r[2]).ToArray(), 1);
        var model = MixtureClassifier.Fit(rows, Iris.Labels, new MixtureClassifierOptions { Structures = [CovarianceStructure.TiedSpherical, CovarianceStructure.Spherical, CovarianceStructure.Full] });
        Assert.Equal(CovarianceStructure.Spherical, model.Classes[0].Covariance);
        Assert.Equal(6, model.Parameters);
    }

    /// <summary>Ten rows beside each other in a plane of five features: shapes of their own are refused, one for all is not.</summary>
    [Fact]
    public void Structures_that_a_class_is_too_small_for_are_left_out()
    {
        var random = SmallData.Clumps(46, 5, 4);
        int[] labels = [.. Enumerable.Range(0, 46).Select(i => i < 40 ? i % 2 : 2)];
        var model = MixtureClassifier.Fit(random.Observe(), labels);
        Assert.False(CovarianceFamily.Of(model.Classes[0].Covariance).HasOwnShapes);
        var fault = Assert.Throws<MixturaException>(() => MixtureClassifier.Fit(random.Observe(), labels, Only(CovarianceStructure.Full)));
        Assert.Contains("class 2 has 6 rows, and a shape of its own needs 7", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_constant_feature_is_named()
    {
        var rows = Observations.From([.. Enumerable.Range(0, 40).Select(i => new[] { i * i % 13, i < 20 ? 4.0 : i % 5 })]).Named("size", "rank");
        int[] labels = [.. Enumerable.Range(0, 40).Select(i => i / 20)];
        var exact = Assert.Throws<MixturaException>(() => MixtureClassifier.Fit(rows, labels, Only(CovarianceStructure.Full)));
        Assert.Contains("feature rank is constant", exact.Message, StringComparison.Ordinal);
        var held = Assert.Throws<MixturaException>(() => MixtureClassifier.Fit(rows, labels, Only(CovarianceStructure.Full) with { Regularization = Regularization.Relative(1e-6), ClassNames = ["low", "high"] }));
        Assert.Contains("class low has collapsed along feature rank", held.Message, StringComparison.Ordinal);
        Assert.Equal(CovarianceStructure.Tied, MixtureClassifier.Fit(rows, labels, new MixtureClassifierOptions { Structures = [CovarianceStructure.Full, CovarianceStructure.Tied] }).Classes[0].Covariance);
        var mixture = Assert.Throws<MixturaException>(() => MixtureClassifier.Fit(rows, labels, Only(CovarianceStructure.Full) with { Kind = ClassifierKind.MclustDa, Components = [1] }));
        Assert.Contains("Class 0 of 20 rows", mixture.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        var rows = SmallData.Clumps(30, 2, 1).Observe();
        int[] labels = [.. Enumerable.Range(0, 30).Select(i => i % 3)];
        Refused<ArgumentException>("29 labels", rows, labels[1..]);
        Refused<ArgumentException>("Row 4 has label -1", rows, [.. labels.Select((l, i) => i == 4 ? -1 : l)]);
        Refused<ArgumentException>("Row 2 has label 2: classes are 0 to 1", rows, labels, new() { ClassNames = ["a", "b"] });
        Refused<ArgumentException>("one name", rows, labels, new() { ClassNames = ["a", "b", "a"] });
        Refused<MixturaException>("at least two classes", rows, new int[30]);
        Refused<MixturaException>("Class 2 has 0 rows", rows, [.. labels.Select(l => l == 2 ? 3 : l)]);
        Refused<MixturaException>("Class 0 has 1 rows", rows.WithWeights(Enumerable.Range(0, 30).Select(i => i % 3 == 0 && i > 0 ? 0.0 : 1).ToArray()), labels);
        Refused<ArgumentException>("2 priors for 3", rows, labels, new() { Priors = ClassPriors.Given(1, 2) });
        Refused<ArgumentException>("above 0", rows, labels, new() { Priors = ClassPriors.Given(1, 2, 0) });
        Refused<ArgumentException>("no covariance structure", rows, labels, new() { Structures = [] });
        Refused<ArgumentException>("less than 1", rows, labels, new() { Components = [0] });
        Refused<ArgumentException>("at least 2 folds", rows, labels, new() { SelectionFolds = 1 });
        Refused<ArgumentException>("by BIC", rows, labels, new() { SelectionFolds = 3, Kind = ClassifierKind.MclustDa });
        Refused<ArgumentException>("unit length", rows, labels, new() { Scaling = Scaling.UnitLength });
        Assert.Throws<ArgumentException>(() => MixtureClassifier.Fit(rows, labels).Predict([1.0]));
    }

    private static void Refused<TException>(string says, Observations<double> rows, int[] labels, MixtureClassifierOptions? options = null)
        where TException : Exception => Assert.Contains(says, Assert.ThrowsAny<TException>(() => MixtureClassifier.Fit(rows, labels, options)).Message, StringComparison.Ordinal);

    private static MixtureClassifierOptions Only(CovarianceStructure structure) => new() { Structures = [structure], Regularization = Regularization.None };

    private static double[][] Lists(Observations<double> rows) => [.. Enumerable.Range(0, (int)rows.Count).Select(i => rows[i].ToArray())];

    /// <summary>Class 0 around (0, 0) and (6, 6), class 1 around (0, 6) and (6, 0), all of variance 1/2.</summary>
    private static LabelledObservations Crosswise(int n)
    {
        double[,] round = { { 0.5, 0 }, { 0, 0.5 } };
        var (rows, sets) = Generate.Normals([new([0, 0], round, n / 4), new([6, 6], round, n / 4), new([0, 6], round, n / 4), new([6, 0], round, n / 4)], 5);
        return new(rows, [.. sets.Select(s => s / 2)]);
    }
}
