using System.Collections.Immutable;

namespace Mixtura;

/// <summary>What <see cref="MixtureClassifier.CrossValidate"/> found: each of n rows predicted by a classifier that has not seen it. Immutable and safe to share.</summary>
public sealed class ClassifierValidation
{
    private readonly int[] labels;
    private readonly double[,] probabilities;

    /// <param name="labels">n classes.</param>
    /// <param name="weights">n weights.</param>
    /// <param name="folds">n folds.</param>
    /// <param name="models">The F classifiers.</param>
    /// <param name="probabilities">n x G, of each row by the classifier of its fold.</param>
    internal ClassifierValidation(int[] labels, double[] weights, int[] folds, ImmutableArray<MixtureClassifierModel> models, double[,] probabilities)
    {
        this.labels = labels;
        this.probabilities = probabilities;
        Folds = [.. folds];
        Models = models;
        Predicted = [.. Enumerable.Range(0, labels.Length).Select(MostProbable)];
        var wrong = new double[models.Length];
        var all = new double[models.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            all[folds[i]] += weights[i];
            wrong[folds[i]] += Predicted[i] == labels[i] ? 0 : weights[i];
        }

        var total = all.Sum();
        var error = ErrorRate = wrong.Sum() / total;
        var errors = FoldErrors = [.. wrong.Zip(all, (w, a) => a > 0 ? w / a : 0)];
        StandardError = Math.Sqrt(Enumerable.Range(0, all.Length).Sum(f => all[f] / total * (errors[f] - error) * (errors[f] - error)) / (all.Length - 1));
        BrierScore = Enumerable.Range(0, labels.Length).Sum(i => weights[i] * HalfSquare(i)) / total;
    }

    /// <summary>n folds, from 0.</summary>
    public ImmutableArray<int> Folds { get; }

    /// <summary>The classifier that each fold was predicted by: which structures were chosen without it.</summary>
    public ImmutableArray<MixtureClassifierModel> Models { get; }

    /// <summary>n classes, as they were predicted; of equally probable ones the first.</summary>
    public ImmutableArray<int> Predicted { get; }

    /// <summary>The share of rows, by weight, that were predicted wrong: 0 to 1.</summary>
    public double ErrorRate { get; }

    /// <summary>The error rate within each fold; 0 where its rows weigh nothing.</summary>
    public ImmutableArray<double> FoldErrors { get; }

    /// <summary>The standard error of the error rate, from how the folds' rates e_f differ: sqrt(sum_f u_f (e_f - e)^2 / (F - 1)) of F folds with shares u_f of the weight.</summary>
    public double StandardError { get; }

    /// <summary>
    /// The mean over the rows, by weight, of half the squared distance between the probabilities and the truth, 1 for the class of the row and 0 for others (G. W. Brier 1950; halved, as mclust
    /// has it): 0 where all rows were certain and right, 1 where all were certain and wrong.
    /// </summary>
    public double BrierScore { get; }

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
            counts[labels[i], Predicted[i]]++;
        }

        return counts;
    }

    private int MostProbable(int row)
    {
        var best = 0;
        for (var g = 1; g < probabilities.GetLength(1); g++)
        {
            best = probabilities[row, g] > probabilities[row, best] ? g : best;
        }

        return best;
    }

    private double HalfSquare(int row)
    {
        double sum = 0;
        for (var g = 0; g < probabilities.GetLength(1); g++)
        {
            var off = probabilities[row, g] - (labels[row] == g ? 1 : 0);
            sum += 0.5 * off * off;
        }

        return sum;
    }
}
