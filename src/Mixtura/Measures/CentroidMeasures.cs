using System.Collections.Immutable;
using System.Numerics;

namespace Mixtura.Measures;

/// <summary>
/// All measures that need centroids and no pairs of rows, from one set of centroids: what each of them would give by itself, in
/// three passes over the rows in place of nine.
/// </summary>
public sealed record CentroidMeasures
{
    private CentroidMeasures()
    {
    }

    /// <summary>The inertia: see <see cref="Measures.Inertia"/>; null where squares overflow.</summary>
    public double? Inertia { get; private init; }

    /// <summary>The variance ratio: see <see cref="Measures.CalinskiHarabasz"/>; null where it is not defined.</summary>
    public double? CalinskiHarabasz { get; private init; }

    /// <summary>The clusters' mean resemblance: see <see cref="Measures.DaviesBouldin"/>; null where it is not defined.</summary>
    public double? DaviesBouldin { get; private init; }

    /// <summary>The mean silhouette by centroids: see <see cref="Silhouette.Simplified"/>; null where it is not defined.</summary>
    public double? SimplifiedSilhouette { get; private init; }

    /// <summary>Why measures are null, a sentence each.</summary>
    public ImmutableArray<string> Warnings { get; private init; }

    /// <summary>The measures of a partition. O(n K d), three passes.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows; weights count.</param>
    /// <param name="labels">n numbers of clusters, from 0; gaps are allowed.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Each measure, or null and a warning that says why not.</returns>
    /// <exception cref="ArgumentException">There are not n labels, or one is negative.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static CentroidMeasures Of<T>(Observations<T> rows, ReadOnlySpan<int> labels, int threads = 0, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var partition = Partition.Of(rows, labels);
        var moments = ClusterMoments.Of(rows, partition, threads, cancellationToken);
        var warnings = new List<string>();
        double? Defined(Func<double> measure)
        {
            try
            {
                return measure();
            }
            catch (MixturaException fault)
            {
                warnings.Add(fault.Message);
                return null;
            }
        }

        return new()
        {
            Inertia = Defined(() => Overflow.Checked(moments.Inertia)),
            CalinskiHarabasz = Defined(() => Measures.CalinskiHarabasz.Of(partition, moments)),
            DaviesBouldin = Defined(() => Measures.DaviesBouldin.Of(partition, moments)),
            SimplifiedSilhouette = Defined(() => SimplifiedSilhouettes.Mean(rows, partition, moments, threads, cancellationToken)),
            Warnings = [.. warnings],
        };
    }
}
