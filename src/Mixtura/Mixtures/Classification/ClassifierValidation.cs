using System.Collections.Immutable;

namespace Mixtura;

/// <summary>What <see cref="MixtureClassifier.CrossValidate"/> found: each of n rows predicted by a classifier that has not seen it.</summary>
public sealed class ClassifierValidation
{
    private readonly ImmutableArray<int> labels;
    private readonly double[] weights;
    private readonly double[,] probabilities;
    private readonly int[] predicted;
    private readonly List<MixtureClassifierModel> models = [];

    internal ClassifierValidation(ImmutableArray<int> labels, ImmutableArray<int> folds, double[] weights, int classes)
    {
        this.labels = labels;
        this.weights = weights;
        Folds = folds;
        probabilities = new double[labels.Length, classes];
        predicted = new int[labels.Length];
    }

    /// <summary>n folds, from 0.</summary>
    public ImmutableArray<int> Folds { get; }

    /// <summary>The classifier that each fold was predicted by: which structures were chosen without it.</summary>
    public ImmutableArray<MixtureClassifierModel> Models => [.. models];

    /// <summary>n classes, as they were predicted.</summary>
    public ImmutableArray<int> Predicted => [.. predicted];

    /// <summary>The share of rows, by weight, that were predicted wrong: 0 to 1.</summary>
    public double ErrorRate => Error(_ => true);

    /// <summary>The error rate within each fold; 0 where its rows weigh nothing.</summary>
    public ImmutableArray<double> FoldErrors => [.. Enumerable.Range(0, models.Count).Select(fold => Error(i => Folds[i] == fold))];

    /// <summary>The standard error of the error rate, from how the folds' rates e_f differ: sqrt(sum_f u_f (e_f - e)^2 / (F - 1)) of F folds with shares u_f of the weight.</summary>
    public double StandardError
    {
        get
        {
            var total = weights.Sum();
            var mean = ErrorRate;
            var errors = FoldErrors;
            return Math.Sqrt(Enumerable.Range(0, models.Count).Sum(fold => Weight(i => Folds[i] == fold) / total * (errors[fold] - mean) * (errors[fold] - mean)) / (models.Count - 1));
        }
    }

    /// <summary>
    /// The mean over the rows, by weight, of half the squared distance between the probabilities and the truth, 1 for the class of the row and 0 for others (G. W. Brier 1950; halved, as mclust
    /// has it): 0 where all rows were certain and right, 1 where all were certain and wrong.
    /// </summary>
    public double BrierScore
    {
        get
        {
            double sum = 0;
            for (var i = 0; i < labels.Length; i++)
            {
                for (var g = 0; g < probabilities.GetLength(1); g++)
                {
                    var off = probabilities[i, g] - (labels[i] == g ? 1 : 0);
                    sum += 0.5 * weights[i] * off * off;
                }
            }

            return sum / weights.Sum();
        }
    }

    /// <summary>How probable each class was for each row. O(n G).</summary>
    /// <returns>n x G probabilities.</returns>
    public double[,] Probabilities() => (double[,])probabilities.Clone();

    /// <summary>How many rows of each class were predicted to be of which, whatever they weigh; <see cref="Measures.ContingencyTable.From"/> takes it. O(n + G^2).</summary>
    /// <returns>G true classes x G predicted ones.</returns>
    public long[,] Confusion()
    {
        var counts = new long[probabilities.GetLength(1), probabilities.GetLength(1)];
        for (var i = 0; i < labels.Length; i++)
        {
            counts[labels[i], predicted[i]]++;
        }

        return counts;
    }

    /// <summary>Adds what a fold's classifier says of its rows; of equally probable classes the first is predicted.</summary>
    internal void Add(MixtureClassifierModel model, int[] rows, double[,] shares)
    {
        models.Add(model);
        for (var at = 0; at < rows.Length; at++)
        {
            var best = 0;
            for (var g = 0; g < shares.GetLength(1); g++)
            {
                probabilities[rows[at], g] = shares[at, g];
                best = shares[at, g] > shares[at, best] ? g : best;
            }

            predicted[rows[at]] = best;
        }
    }

    private double Error(Func<int, bool> counts)
    {
        var weight = Weight(counts);
        return weight > 0 ? Weight(i => counts(i) && predicted[i] != labels[i]) / weight : 0;
    }

    private double Weight(Func<int, bool> counts)
    {
        double sum = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            sum += counts(i) ? weights[i] : 0;
        }

        return sum;
    }
}
