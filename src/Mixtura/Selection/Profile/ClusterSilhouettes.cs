using System.Numerics;
using Mixtura.Measures;

namespace Mixtura.Selection;

/// <summary>The mean silhouette of each cluster, from at most so many of its rows, each against all rows. O(m n d) for m rows in all.</summary>
internal static class ClusterSilhouettes
{
    /// <summary>For each cluster of the partition its estimate, exact where all its rows are taken; null for one without weight.</summary>
    /// <param name="rows">n x d rows.</param>
    /// <param name="partition">Their clusters, two or more with weight.</param>
    /// <param name="most">The most rows of a cluster, at least 2.</param>
    /// <param name="seed">Of the draws.</param>
    /// <param name="threads">How many threads may work.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static SilhouetteEstimate?[] Of<T>(Observations<T> rows, Partition partition, int most, ulong seed, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        partition.RequireSeveralClusters(Silhouette.Name);
        var (grouped, begins) = partition.Grouped();
        var samples = new int[partition.Clusters][];
        var members = new int[partition.Clusters];
        for (var k = 0; k < samples.Length; k++)
        {
            // Rows of weight 0 count for nothing, and would waste the sample.
            var own = Array.FindAll(grouped[begins[k]..begins[k + 1]], i => rows.Weight(i) > 0);
            members[k] = own.Length;
            samples[k] = own.Length <= most ? own : Array.ConvertAll(RowSample.Draw(own.Length, most, seed, (ulong)k), at => own[at]);
        }

        int[] chosen = [.. samples.SelectMany(sample => sample)];
        var silhouettes = new SilhouetteTiles<T>(rows, partition).Run(chosen, threads, cancellationToken);
        var estimates = new SilhouetteEstimate?[samples.Length];
        var first = 0;
        for (var k = 0; k < samples.Length; k++)
        {
            estimates[k] = samples[k].Length == 0 ? null : SilhouetteEstimate.Of(rows, members[k], samples[k], silhouettes[first..(first + samples[k].Length)]);
            first += samples[k].Length;
        }

        return estimates;
    }
}
