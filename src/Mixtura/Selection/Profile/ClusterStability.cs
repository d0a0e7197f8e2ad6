using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Mixtura.Kernels;
using Mixtura.Measures;

namespace Mixtura.Selection;

/// <summary>
/// Whether clusters are found again when rows are drawn anew: for each of them the mean over bootstrap resamples of the largest Jaccard
/// similarity |A and B| / |A or B| with a cluster of the resample's own fit (C. Hennig, "Cluster-wise assessment of cluster stability",
/// 2007). As a rule of thumb 0.75 and more is a cluster that is there, 0.6 a pattern whose rows are in doubt, and 0.5 and less one that
/// is not found again. Stable does not mean real: k-means cuts one long cloud in the same halves every time.
/// </summary>
public sealed record ClusterStability
{
    /// <summary>At most this similar, a cluster counts as dissolved (Hennig 2007).</summary>
    private const double Dissolved = 0.5;

    private ClusterStability(ImmutableArray<double?> similarities, ImmutableArray<double?> dissolutions, int resamples, int discarded)
    {
        Similarities = similarities;
        Dissolutions = dissolutions;
        Resamples = resamples;
        Discarded = discarded;
    }

    /// <summary>K mean similarities, 0 to 1, by label; null for a label that no drawn row had.</summary>
    public ImmutableArray<double?> Similarities { get; }

    /// <summary>K shares of resamples in which a cluster was at most half found, 0 to 1; null where <see cref="Similarities"/> is.</summary>
    public ImmutableArray<double?> Dissolutions { get; }

    /// <summary>How many resamples count.</summary>
    public int Resamples { get; }

    /// <summary>How many resamples gave no model and are left out.</summary>
    public int Discarded { get; }

    /// <summary>
    /// The stability of a partition under refits. B fits of about 0.63 n different rows, side by side; memory for a copy of these rows a
    /// thread. A row is drawn with its weight, and similarities weigh each drawn row once.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows; weights count.</param>
    /// <param name="labels">n numbers of clusters, from 0; gaps are allowed.</param>
    /// <param name="refit">
    /// What made the partition, done again: a model of a resample, whose weights say how often each row was drawn, under a seed. It is
    /// called from several threads at once, so let it fit by one thread; a <see cref="MixturaException"/> discards the resample.
    /// </param>
    /// <param name="resamples">B, at least 1.</param>
    /// <param name="seed">The seed of all draws; resample b depends on it and on b alone.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <param name="progress">Told after each resample, its number as that of a start; in any order.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>A similarity a cluster.</returns>
    /// <exception cref="ArgumentException">There are not n labels, one is negative, or B is less than 1.</exception>
    /// <exception cref="MixturaException">No resample gave a model.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ClusterStability Of<T>(
        Observations<T> rows,
        ReadOnlySpan<int> labels,
        Func<Observations<T>, ulong, ClusteringModel> refit,
        int resamples = 50,
        ulong seed = 0,
        int threads = 0,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(refit);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(resamples);
        var partition = Partition.Of(rows, labels);
        double[]? One(int resample)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var random = new RandomStream(seed, RandomPurpose.Stability, (ulong)resample);
            var drawn = Resample.Draw((int)rows.Count, random);
            try
            {
                using var copy = drawn.Take(rows);
                var model = refit(copy, random.NextBits());
                var report = model.Report;
                progress?.Report(new(resample, resamples, report.Iterations, report.Iterations, report.Trace.IsEmpty ? 0 : report.Trace[^1]));
                return BestSimilarities(rows, partition, drawn.Rows, model.Predict(copy, threads: 1));
            }
            catch (MixturaException)
            {
                return null;
            }
        }

        var similarities = SideBySide.Run(resamples, BlockParallel.Threads(threads), One, cancellationToken).OfType<double[]>().ToArray();
        if (similarities.Length == 0)
        {
            throw new MixturaException(string.Create(CultureInfo.InvariantCulture, $"None of {resamples} resamples gave a model: they have fewer different rows than the data, so ask for fewer clusters."));
        }

        double? Mean(int code, Func<double, double> of) =>
            code >= 0 && similarities.Select(s => s[code]).Where(s => s >= 0).Select(of).ToArray() is { Length: > 0 } found ? found.Average() : null;
        return new(
            [.. partition.CodeOf.Select(code => Mean(code, s => s))],
            [.. partition.CodeOf.Select(code => Mean(code, s => s <= Dissolved ? 1 : 0))],
            similarities.Length,
            resamples - similarities.Length);
    }

    /// <summary>For each cluster of the partition the largest similarity with a found one over the drawn rows; -1 where none of them is of it.</summary>
    private static double[] BestSimilarities<T>(Observations<T> rows, Partition partition, int[] drawn, int[] found)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var others = found.Max() + 1;
        var (before, after, both) = (new double[partition.Clusters], new double[others], new double[partition.Clusters * others]);
        for (var i = 0; i < drawn.Length; i++)
        {
            var (k, l, weight) = (partition.Codes[drawn[i]], found[i], rows.Weight(drawn[i]));
            before[k] += weight;
            after[l] += weight;
            both[(k * others) + l] += weight;
        }

        var best = new double[partition.Clusters];
        for (var k = 0; k < best.Length; k++)
        {
            best[k] = before[k] > 0 ? 0 : -1;
            for (var l = 0; l < others && before[k] > 0; l++)
            {
                var shared = both[(k * others) + l];
                best[k] = Math.Max(best[k], shared / (before[k] + after[l] - shared));
            }
        }

        return best;
    }
}
