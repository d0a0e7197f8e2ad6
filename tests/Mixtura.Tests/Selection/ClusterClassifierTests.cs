using Mixtura.Selection;

namespace Mixtura.Tests.Selection;

public class ClusterClassifierTests
{
    private static readonly LabelledObservations Iris = ReferenceFiles.Csv("sklearn/iris.csv");

    /// <summary>Two clusters of a line, 2 + 1 rows of two classes in one and 0 + 2 in the other: (2 + 1) / (3 + 2) and so on, by hand.</summary>
    [Fact]
    public void Frequencies_are_smoothed_counts()
    {
        var classifier = ClusterClassifier.Fit(OnLine(), Line(0, 0, 1, 10, 11), [0, 0, 1, 1, 1]);
        var near = classifier.Model.Predict([0.0]);
        Assert.Equal([3.0 / 5, 2.0 / 5], classifier.Frequencies[near]);
        Assert.Equal([1.0 / 4, 3.0 / 4], classifier.Frequencies[1 - near]);
        Assert.Equal([3.0 / 5, 2.0 / 5], classifier.Probabilities([2.0]));
        Assert.Equal((0, 1, 2), (classifier.Predict([2.0]), classifier.Predict([9.0]), classifier.Classes));
        Assert.Equal([0, 1, 1], classifier.Predict(Line(-5, 20, 9)));
        Assert.Equal([2.0 / 3, 1.0 / 3], ClusterClassifier.Fit(OnLine(), Line(0, 0, 1, 10, 11), [0, 0, 1, 1, 1], smoothing: 0).Frequencies[near]);
    }

    [Fact]
    public void A_weight_is_the_row_as_many_times()
    {
        var weighted = ClusterClassifier.Fit(OnLine(), Line(0, 1, 10).WithWeights(new double[] { 3, 1, 2 }), [0, 1, 1]);
        var repeated = ClusterClassifier.Fit(OnLine(), Line(0, 0, 0, 1, 10, 10), [0, 0, 0, 1, 1, 1]);
        Assert.Equal(repeated.Frequencies.SelectMany(q => q), weighted.Frequencies.SelectMany(q => q));
    }

    /// <summary>From the definition, row by row: shares times frequencies, and frequencies from shares.</summary>
    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(2.5)]
    public void A_mixture_tells_classes_by_its_responsibilities(double smoothing)
    {
        var model = GaussianMixture.Fit(Iris.Rows, components: 4);
        var classifier = ClusterClassifier.Fit(model, Iris.Rows, Iris.Labels, smoothing);
        var shares = model.Responsibilities(Iris.Rows);
        double[,] counts = new double[4, 3];
        for (var i = 0; i < 150; i++)
        {
            for (var k = 0; k < 4; k++)
            {
                counts[k, Iris.Labels[i]] += shares[i, k];
            }
        }

        double Frequency(int k, int g) => (counts[k, g] + smoothing) / (counts[k, 0] + counts[k, 1] + counts[k, 2] + (3 * smoothing));
        var probabilities = classifier.Probabilities(Iris.Rows);
        var predicted = classifier.Predict(Iris.Rows);
        for (var i = 0; i < 150; i++)
        {
            double[] expected = [.. Enumerable.Range(0, 3).Select(g => Enumerable.Range(0, 4).Sum(k => shares[i, k] * Frequency(k, g)))];
            AssertClose.OfLargest(expected, Enumerable.Range(0, 3).Select(g => probabilities[i, g]), 1e-13);
            AssertClose.OfLargest(expected, classifier.Probabilities(Iris.Rows[i]), 1e-13);
            Assert.Equal(Array.IndexOf(expected, expected.Max()), predicted[i]);
        }
    }

    [Fact]
    public void A_cluster_without_rows_is_like_all_rows()
    {
        var classifier = ClusterClassifier.Fit(OnLine(), Line(0, 1, 0.5, 0.2), [0, 0, 0, 2], smoothing: 0);
        Assert.Equal([0.75, 0, 0.25], classifier.Probabilities([10.0]));
        Assert.Equal([1.0 / 3, 1.0 / 3, 1.0 / 3], ClusterClassifier.Fit(OnLine(), Line(0), [0], classCount: 3).Probabilities([10.0]));
    }

    /// <summary>Soft k-means has shares, and a classifier's classes are clusters, too.</summary>
    [Fact]
    public void Other_models_have_shares_as_well()
    {
        var soft = KMeans.Fit(Iris.Rows, new KMeansOptions { Clusters = 3, Temperature = new(0.5) });
        Assert.Equal(1, ClusterClassifier.Fit(soft, Iris.Rows, Iris.Labels).Probabilities(Iris.Rows[60]).Sum(), 1e-14);
        Assert.True(ClusterClassifier.Fit(soft, Iris.Rows, Iris.Labels).Probabilities(Iris.Rows[100]).Min() > 1.0 / 53);
        var known = MixtureClassifier.Fit(Iris.Rows, Iris.Labels, new MixtureClassifierOptions { Structures = [CovarianceStructure.Tied] });
        Assert.Equal(known.Predict(Iris.Rows), ClusterClassifier.Fit(known, Iris.Rows, Iris.Labels).Predict(Iris.Rows));
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        var (model, rows) = (OnLine(), Line(0, 10));
        Assert.Contains("3 classes for 2 rows", Assert.Throws<ArgumentException>(() => ClusterClassifier.Fit(model, rows, [0, 1, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("class -1", Assert.Throws<ArgumentException>(() => ClusterClassifier.Fit(model, rows, [0, -1])).Message, StringComparison.Ordinal);
        Assert.Contains("class 2", Assert.Throws<ArgumentException>(() => ClusterClassifier.Fit(model, rows, [0, 2], classCount: 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ClusterClassifier.Fit(model, rows, [0, 1], smoothing: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClusterClassifier.Fit(model, rows, [0, 1], smoothing: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => ClusterClassifier.Fit(model, rows, [0, 1], classCount: 0));
        Assert.Throws<ArgumentException>(() => ClusterClassifier.Fit(model, Iris.Rows, Iris.Labels));
        Assert.Throws<ArgumentException>(() => ClusterClassifier.Fit(model, rows, [0, 1]).Probabilities([1.0, 2.0]));
    }

    /// <summary>Centroids at 0.5 and 10.5.</summary>
    private static KMeansModel OnLine() => KMeans.Fit(Line(0, 1, 10, 11), clusters: 2);

    private static Observations<double> Line(params double[] values) => Observations.From(values, dimension: 1);
}
