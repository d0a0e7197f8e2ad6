using System.Numerics;
using Mixtura.Kernels;
using Mixtura.Measures;

namespace Mixtura.Selection;

/// <summary>How good a classifier is on labelled rows that it has not seen, on all of them or without some.</summary>
internal sealed class HeldOutScore
{
    /// <summary>Weights that are no whole numbers are counted in units of this part of all weight.</summary>
    private const double Units = 1L << 40;

    /// <summary>What has no probability left is taken for this, so that losses stay finite: the smallest normal number.</summary>
    private const double LeastProbability = 2.2250738585072014E-308;

    private readonly TuningScore score;
    private readonly int[] classes;
    private readonly double[] weights;
    private readonly int[] clusters;
    private readonly double[] values;
    private readonly double unit;

    private HeldOutScore(TuningScore score, int[] classes, double[] weights, int[] clusters, double[] values)
    {
        this.score = score;
        this.classes = classes;
        this.weights = weights;
        this.clusters = clusters;
        this.values = values;

        // One for all groups that are left out, so that they can be compared.
        var total = weights.Sum();
        unit = total <= Units && weights.All(w => w == Math.Floor(w)) ? 1 : total / Units;
    }

    /// <summary>Asks the classifier. O(n K d) or O(n K d^2).</summary>
    /// <param name="score">What is good.</param>
    /// <param name="classifier">Learned elsewhere.</param>
    /// <param name="rows">n rows.</param>
    /// <param name="classes">n classes.</param>
    /// <param name="weights">n weights above 0.</param>
    /// <param name="threads">How many threads may work.</param>
    public static HeldOutScore Of<T>(TuningScore score, ClusterClassifier classifier, Observations<T> rows, int[] classes, double[] weights, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (score)
        {
            case TuningScore.Accuracy:
                var predicted = classifier.Predict(rows, threads);
                return new(score, classes, weights, [], [.. predicted.Zip(classes, (p, c) => p == c ? 1.0 : 0)]);
            case TuningScore.LogLoss:
                var shares = classifier.Probabilities(rows, threads);
                return new(score, classes, weights, [], [.. classes.Select((c, i) => -ElementaryFunctions.Log(Math.Max(shares[i, c], LeastProbability)))]);
            default:
                return new(score, classes, weights, classifier.Model.Predict(rows, threads), []);
        }
    }

    /// <summary>The score of all rows.</summary>
    public double Value => Without([], -1);

    /// <summary>The standard error of <see cref="Value"/>.</summary>
    public double StandardError(ulong seed) => Jackknife.StandardError(classes, seed, Without);

    /// <summary>The score of the rows that are not in a group. O(n).</summary>
    public double Without(int[] groupOf, int group)
    {
        bool IsLeft(int i) => groupOf.Length == 0 || groupOf[i] != group;
        if (values.Length == 0)
        {
            var table = Counted(IsLeft);
            return score == TuningScore.AdjustedRand ? AdjustedRand.Of(table) : VMeasure.Of(table);
        }

        double sum = 0, weight = 0;
        for (var i = 0; i < values.Length; i++)
        {
            sum += IsLeft(i) ? weights[i] * values[i] : 0;
            weight += IsLeft(i) ? weights[i] : 0;
        }

        return sum / weight;
    }

    /// <summary>Classes x clusters: rows where all weights are whole numbers, so that a weight is the row as many times, else small units of weight.</summary>
    private ContingencyTable Counted(Func<int, bool> isLeft)
    {
        var totals = new double[classes.Max() + 1, clusters.Max() + 1];
        for (var i = 0; i < classes.Length; i++)
        {
            if (isLeft(i))
            {
                totals[classes[i], clusters[i]] += weights[i];
            }
        }

        var counts = new long[totals.GetLength(0), totals.GetLength(1)];
        for (var at = 0; at < counts.Length; at++)
        {
            counts[at / counts.GetLength(1), at % counts.GetLength(1)] = (long)Math.Round(totals[at / counts.GetLength(1), at % counts.GetLength(1)] / unit);
        }

        return ContingencyTable.From(counts);
    }
}
