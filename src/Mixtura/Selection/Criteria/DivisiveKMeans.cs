using System.Numerics;

namespace Mixtura.Selection;

/// <summary>
/// k-means that finds K by itself: from one cluster on, every cluster is split in two where a test allows it, and k-means goes on from all centroids, until no cluster is split (the frame
/// of D. Pelleg and A. Moore 2000, and of G. Hamerly and C. Elkan 2003).
/// </summary>
internal static class DivisiveKMeans
{
    /// <summary>Whether a cluster's rows are better told apart by two centroids: the rows, and 2-means of them.</summary>
    public delegate bool SplitTest<T>(Observations<T> rows, KMeansModel two)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>The model of the last round, in the units of the data. O(n d K) a step and round.</summary>
    public static KMeansModel Fit<T>(Observations<T> rows, DivisiveOptions options, SplitTest<T> test, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxClusters, 1);
        using var ready = ReadyRows<T>.Of(rows, options.Scaling, 1, BlockParallel.Threads(options.Threads), cancellationToken);
        KMeansOptions From(Seeding seeding, int clusters) => new() { Clusters = clusters, Seeding = seeding, Scaling = options.Scaling, Seed = options.Seed, Threads = options.Threads };
        var model = KMeans.Fit(rows, From(Seeding.RandomRows, 1) with { Restarts = 1 }, null, cancellationToken);
        var isWhole = new HashSet<double[]>(ByValues.Instance);
        while (model.Clusters < options.MaxClusters)
        {
            var centroids = Split(ready, model, options, test, isWhole, cancellationToken);
            if (centroids.Count == model.Clusters)
            {
                break;
            }

            model = KMeans.Fit(rows, From(Seeding.FromCentroids(centroids), centroids.Count), null, cancellationToken);
            progress?.Report(new(0, 1, model.Clusters, options.MaxClusters, model.Inertia));
        }

        return model;
    }

    /// <summary>The centroids of the next round, in the units of the data; a cluster that was tested already and kept its rows is not tested again.</summary>
    private static List<IReadOnlyList<double>> Split<T>(
        ReadyRows<T> ready, KMeansModel model, DivisiveOptions options, SplitTest<T> test, HashSet<double[]> isWhole, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var labels = HardPass.Labels(model.Scaled, ready.Scaled, BlockParallel.Threads(options.Threads), cancellationToken);
        var members = Enumerable.Range(0, labels.Length).GroupBy(i => labels[i]).ToDictionary(g => g.Key, g => g.ToArray());
        var next = new List<IReadOnlyList<double>>();
        for (var k = 0; k < model.Clusters; k++)
        {
            var room = options.MaxClusters - next.Count - (model.Clusters - k - 1);
            double[] center = [.. model.Centroids[k]];
            if (room < 2 || !members.TryGetValue(k, out var own) || isWhole.Contains(center) || Halves(ready.Scaled, own, options, test, cancellationToken) is not { } two)
            {
                isWhole.Add(center);
                next.Add(center);
                continue;
            }

            next.AddRange(Enumerable.Range(0, 2).Select(half => (IReadOnlyList<double>)ready.Standardization.ToDataUnits(two.Scaled[half])));
        }

        return next;
    }

    /// <summary>2-means of a cluster's rows where the test wants it.</summary>
    private static KMeansModel? Halves<T>(Observations<T> scaled, int[] own, DivisiveOptions options, SplitTest<T> test, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var rows = SelectedRows.Of(scaled, own);
        if (DistinctRows.CountUpTo(rows, 2) < 2)
        {
            return null;
        }

        var two = KMeans.Fit(rows, new KMeansOptions { Clusters = 2, Seed = options.Seed, Threads = options.Threads }, null, cancellationToken);
        return test(rows, two) ? two : null;
    }

    /// <summary>Points are equal where all their values are.</summary>
    private sealed class ByValues : IEqualityComparer<double[]>
    {
        public static readonly ByValues Instance = new();

        public bool Equals(double[]? x, double[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(double[] point) => point.Aggregate(0, HashCode.Combine);
    }
}
