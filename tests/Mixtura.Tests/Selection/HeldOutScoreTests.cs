using CsCheck;
using Mixtura.Measures;
using Mixtura.Selection;

namespace Mixtura.Tests.Selection;

public class HeldOutScoreTests
{
    /// <summary>Two clusters of frequencies (3/5, 2/5) and (1/4, 3/4), asked of four rows: by hand.</summary>
    [Fact]
    public void By_hand()
    {
        Assert.Equal(3.0 / 4, Of(TuningScore.Accuracy, [0, 2, 9, 12], [0, 1, 1, 1]).Value);
        Assert.Equal(-(Math.Log(0.6) + Math.Log(0.4) + (2 * Math.Log(0.75))) / 4, Of(TuningScore.LogLoss, [0, 2, 9, 12], [0, 1, 1, 1]).Value, 1e-15);

        // Weights of 1, 3, 0.5 and 0.5.
        double[] weights = [1, 3, 0.5, 0.5];
        Assert.Equal(2.0 / 5, Of(TuningScore.Accuracy, [0, 2, 9, 12], [0, 1, 1, 1], weights).Value, 1e-15);
        Assert.Equal(-(Math.Log(0.6) + (3 * Math.Log(0.4)) + Math.Log(0.75)) / 5, Of(TuningScore.LogLoss, [0, 2, 9, 12], [0, 1, 1, 1], weights).Value, 1e-15);
    }

    [Fact]
    public void Clusters_are_measured_as_they_are_elsewhere()
    {
        double[] rows = [0, 1, 2, 9, 10, 12, 3];
        int[] classes = [0, 0, 1, 1, 1, 2, 2], clusters = [0, 0, 0, 1, 1, 1, 0];
        var table = ContingencyTable.Of(classes, clusters);
        Assert.Equal(AdjustedRand.Of(table), Of(TuningScore.AdjustedRand, rows, classes).Value, 1e-15);
        Assert.Equal(VMeasure.Of(table), Of(TuningScore.VMeasure, rows, classes).Value, 1e-15);
    }

    /// <summary>Whole weights are rows as many times; others count by their shares: halves of all of them change nothing of a measure that knows shares alone.</summary>
    [Theory]
    [InlineData(TuningScore.AdjustedRand)]
    [InlineData(TuningScore.VMeasure)]
    [InlineData(TuningScore.Accuracy)]
    [InlineData(TuningScore.LogLoss)]
    public void Weights_count(TuningScore score)
    {
        var weighted = Of(score, [0, 1, 9, 12], [0, 1, 1, 0], [3, 1, 2, 1]).Value;
        Assert.Equal(Of(score, [0, 0, 0, 1, 9, 9, 12], [0, 0, 0, 1, 1, 1, 0]).Value, weighted, 1e-15);
        var halves = Of(score, [0, 1, 9, 12], [0, 1, 1, 0], [1.5, 0.5, 1, 0.5]).Value;

        // Pairs of a row with itself are no pairs where a weight is a number of rows: the adjusted Rand index differs by what they are among all.
        Assert.Equal(weighted, halves, score == TuningScore.AdjustedRand ? 0.2 : 1e-11);
    }

    /// <summary>A class that has no probability left costs much, and not without end.</summary>
    [Fact]
    public void A_loss_is_finite()
    {
        var classifier = ClusterClassifier.Fit(KMeans.Fit(Line(0, 1, 10, 11), clusters: 2), Line(0, 10), [0, 1], smoothing: 0);
        var loss = HeldOutScore.Of(TuningScore.LogLoss, classifier, Line(0, 0), [1, 1], [1, 1], 1).Value;
        Assert.Equal(1022 * Math.Log(2), loss, 1e-9);
    }

    /// <summary>Of a mean, sqrt(s^2 / n); a share of p is off by sqrt(p (1 - p) / (n - 1)).</summary>
    [Fact]
    public void The_jackknife_of_a_mean_is_its_standard_error() => Gen.Select(Gen.Int[2, 100], Gen.ULong).Sample((n, seed) =>
    {
        int[] classes = [.. Enumerable.Range(0, n).Select(i => i % 3 == 0 ? 1 : 0)];
        var score = Of(TuningScore.Accuracy, [.. Enumerable.Repeat(0.0, n)], classes);
        var p = score.Value;
        Assert.Equal(Math.Sqrt(p * (1 - p) / (n - 1)), score.StandardError(seed), 1e-12);
    }, iter: 50);

    /// <summary>500 rows are left out by fives: with even classes in each group nothing is off, and a score that is not of the classes is off as much as a mean, to the chance of 100 groups.</summary>
    [Fact]
    public void Many_rows_are_left_out_in_groups()
    {
        int[] classes = [.. Enumerable.Range(0, 500).Select(i => i % 5)];
        var random = new Mixtura.Kernels.RandomStream(3, Mixtura.Kernels.RandomPurpose.Dataset);
        double[] values = [.. classes.Select(_ => random.NextNormal())];
        double Without(int[] groupOf, int group) => values.Where((_, i) => groupOf[i] != group).Average();
        var mean = values.Average();
        var usual = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / 499 / 500);
        Assert.InRange(Jackknife.StandardError(classes, 1, Without), usual * 0.7, usual * 1.3);
        Assert.Equal(0, Jackknife.StandardError(classes, 1, (groupOf, group) => classes.Where((_, i) => groupOf[i] != group).Average()), 1e-12);
    }

    /// <summary>By leaving out one row after the other through the public measures.</summary>
    [Fact]
    public void The_jackknife_of_a_measure_of_partitions()
    {
        double[] rows = [0, 1, 2, 9, 10, 12, 3, 4, 11];
        int[] classes = [0, 0, 1, 1, 1, 0, 0, 1, 1], clusters = [0, 0, 0, 1, 1, 1, 0, 0, 1];
        double[] without = [.. Enumerable.Range(0, 9).Select(out_ => AdjustedRand.Of(ContingencyTable.Of([.. classes.Where((_, i) => i != out_)], [.. clusters.Where((_, i) => i != out_)])))];
        var expected = Math.Sqrt(8.0 / 9 * without.Sum(s => (s - without.Average()) * (s - without.Average())));
        Assert.Equal(expected, Of(TuningScore.AdjustedRand, rows, classes).StandardError(7), 1e-14);
    }

    private static HeldOutScore Of(TuningScore score, double[] rows, int[] classes, double[]? weights = null)
    {
        var classifier = ClusterClassifier.Fit(KMeans.Fit(Line(0, 1, 10, 11), new KMeansOptions { Clusters = 2, Seeding = Seeding.FromCentroids([[0], [10]]) }), Line(0, 0, 1, 10, 11), [0, 0, 1, 1, 1], classCount: 3 - (classes.Max() < 2 ? 1 : 0));
        return HeldOutScore.Of(score, classifier, Line(rows), classes, weights ?? [.. classes.Select(_ => 1.0)], 1);
    }

    private static Observations<double> Line(params double[] values) => Observations.From(values, dimension: 1);
}
