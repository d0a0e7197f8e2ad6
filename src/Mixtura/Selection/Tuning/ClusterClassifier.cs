using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Mixtura.Selection;

/// <summary>
/// Clusters as a classifier: p(class g | x) = sum_k r_k(x) q_kg, with r_k the share of x in cluster k (1 for the nearest centroid of k-means, the responsibility under a mixture) and q_kg how often
/// rows of cluster k are of class g, (n_kg + a) / (n_k + a G): n_kg the weight of class g in cluster k by the same shares, and a the smoothing (P.-S. de Laplace 1814). Several clusters may stand for
/// one class. Immutable and safe to share.
/// </summary>
public sealed class ClusterClassifier
{
    private readonly int[] classOf;

    private ClusterClassifier(ClusteringModel model, double[,] frequencies, double smoothing)
    {
        Model = model;
        Smoothing = smoothing;
        Classes = frequencies.GetLength(1);
        Frequencies = [.. Enumerable.Range(0, frequencies.GetLength(0)).Select(k => Enumerable.Range(0, Classes).Select(g => frequencies[k, g]).ToImmutableArray())];
        classOf = [.. Frequencies.Select(q => Largest(q.AsSpan()))];
    }

    /// <summary>The clusters.</summary>
    public ClusteringModel Model { get; }

    /// <summary>The number of classes G.</summary>
    public int Classes { get; }

    /// <summary>What was added to the weight of each class in each cluster.</summary>
    public double Smoothing { get; }

    /// <summary>K x G: how often rows of each cluster are of each class, each row with sum 1. A mixture's noise, where there is some, is one more cluster.</summary>
    public ImmutableArray<ImmutableArray<double>> Frequencies { get; }

    private bool IsHard => Model is KMeansModel { Temperature.Value: 0 };

    /// <summary>Counts classes in the clusters of a model. O(n K d), for mixtures O(n K d^2); of a mixture it keeps n x K shares while it counts.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="model">A fitted model.</param>
    /// <param name="rows">n x d rows in its units, as a rule those it was fitted on; weights count.</param>
    /// <param name="classes">n classes, from 0.</param>
    /// <param name="smoothing">a, finite and not negative. With 0 a cluster without rows has the frequencies of all rows together.</param>
    /// <param name="classCount">G; null for one more than the largest of <paramref name="classes"/>.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>The classifier.</returns>
    /// <exception cref="ArgumentException">There are not n classes, one is negative or too large, the smoothing is out of its range, or the rows have not d features.</exception>
    public static ClusterClassifier Fit<T>(ClusteringModel model, Observations<T> rows, IReadOnlyList<int> classes, double smoothing = 1, int? classCount = null, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount ?? 1, 1, nameof(classCount));
        if (classes.Count != rows.Count)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"There are {classes.Count} classes for {rows.Count} rows: each row needs one."), nameof(classes));
        }

        // A class is no larger than there may be rows of others before it.
        var most = classCount ?? classes.Count;
        if (classes.Any(g => g < 0 || g >= most))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A row is of class {classes.First(g => g < 0 || g >= most)}: classes are 0 to {most - 1}."), nameof(classes));
        }

        if (!double.IsFinite(smoothing) || smoothing < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(smoothing), smoothing, "A smoothing is finite and not negative.");
        }

        return new(model, Smoothed(Counted(model, rows, classes, classCount ?? (classes.Max() + 1), threads), smoothing), smoothing);
    }

    /// <summary>How probable each class is for one row.</summary>
    /// <param name="row">d values in the units of the model's rows.</param>
    /// <returns>G probabilities with sum 1.</returns>
    /// <exception cref="ArgumentException">The row has not d values.</exception>
    /// <exception cref="MixturaException">A value is not finite.</exception>
    public double[] Probabilities(ReadOnlySpan<double> row) => [.. Probabilities(Observations.From(row.ToArray(), Model.CheckedDimension(row.Length)), threads: 1).Cast<double>()];

    /// <summary>How probable each class is for each row. O(n K (d + G)) for k-means, O(n K (d^2 + G)) for mixtures.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows in the units of the model's rows.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>n x G probabilities, each row with sum 1.</returns>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    public double[,] Probabilities<T>(Observations<T> rows, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        var probabilities = new double[checked((int)rows.Count), Classes];
        if (IsHard)
        {
            var clusters = Model.Predict(rows, threads);
            for (var at = 0; at < probabilities.Length; at++)
            {
                probabilities[at / Classes, at % Classes] = Frequencies[clusters[at / Classes]][at % Classes];
            }

            return probabilities;
        }

        var shares = Shares(Model, rows, threads);
        for (var i = 0; i < shares.GetLength(0); i++)
        {
            for (var k = 0; k < shares.GetLength(1); k++)
            {
                for (var g = 0; g < Classes; g++)
                {
                    probabilities[i, g] += shares[i, k] * Frequencies[k][g];
                }
            }
        }

        return probabilities;
    }

    /// <summary>The most probable class of one row.</summary>
    /// <param name="row">d values in the units of the model's rows.</param>
    /// <returns>A class, from 0; the first of equals.</returns>
    /// <exception cref="ArgumentException">The row has not d values.</exception>
    /// <exception cref="MixturaException">A value is not finite.</exception>
    public int Predict(ReadOnlySpan<double> row) => Largest(Probabilities(row));

    /// <summary>The most probable class of each row; for k-means that of most rows in its cluster.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows in the units of the model's rows.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>n classes, from 0; the first of equals.</returns>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    public int[] Predict<T>(Observations<T> rows, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        return IsHard
            ? [.. Model.Predict(rows, threads).Select(k => classOf[k])]
            : [.. Probabilities(rows, threads).Cast<double>().Chunk(Classes).Select(p => Largest(p))];
    }

    private static double[,] Counted<T>(ClusteringModel model, Observations<T> rows, IReadOnlyList<int> classes, int count, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (model is KMeansModel { Temperature.Value: 0 })
        {
            var hard = new double[model.Clusters, count];
            var labels = model.Predict(rows, threads);
            for (var i = 0; i < labels.Length; i++)
            {
                hard[labels[i], classes[i]] += rows.Weight(i);
            }

            return hard;
        }

        var shares = Shares(model, rows, threads);
        var soft = new double[shares.GetLength(1), count];
        for (var i = 0; i < classes.Count; i++)
        {
            for (var k = 0; k < soft.GetLength(0); k++)
            {
                soft[k, classes[i]] += rows.Weight(i) * shares[i, k];
            }
        }

        return soft;
    }

    private static double[,] Shares<T>(ClusteringModel model, Observations<T> rows, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => model switch
        {
            MixtureModel mixture => mixture.Responsibilities(rows, threads),
            MixtureClassifierModel classifier => classifier.Probabilities(rows, threads),
            _ => ((KMeansModel)model).Responsibilities(rows, ((KMeansModel)model).Temperature, threads),
        };

    /// <summary>Weights of classes in clusters as frequencies.</summary>
    private static double[,] Smoothed(double[,] counts, double smoothing)
    {
        var (clusters, classes) = (counts.GetLength(0), counts.GetLength(1));
        double[] all = [.. Enumerable.Range(0, classes).Select(g => Enumerable.Range(0, clusters).Sum(k => counts[k, g]))];
        var total = all.Sum();
        for (var k = 0; k < clusters; k++)
        {
            var weight = Enumerable.Range(0, classes).Sum(g => counts[k, g]) + (smoothing * classes);
            for (var g = 0; g < classes; g++)
            {
                counts[k, g] = weight > 0 ? (counts[k, g] + smoothing) / weight : all[g] / total;
            }
        }

        return counts;
    }

    private static int Largest(ReadOnlySpan<double> values)
    {
        var best = 0;
        for (var g = 1; g < values.Length; g++)
        {
            best = values[g] > values[best] ? g : best;
        }

        return best;
    }
}
