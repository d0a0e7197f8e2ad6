using System.Collections.Immutable;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>The splits of one bisecting k-means (Steinbach, Karypis and Kumar 2000), on checked and scaled rows.</summary>
internal sealed class BisectingRun<T>(Observations<T> rows, BisectingKMeansOptions options, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int threads = BlockParallel.Threads(options.Threads);
    private readonly List<Part> parts = [];
    private bool hasConverged = true;

    /// <summary>Rows of unit length stay so; everything else is scaled already.</summary>
    private Scaling ScalingOfParts => options.Scaling == Scaling.UnitLength ? Scaling.UnitLength : Scaling.None;

    /// <summary>K centroids in the order of their splits; the trace is the inertia of the tree's clusters after each split.</summary>
    public Fit<Centroids> Split()
    {
        var whole = TwoMeans(rows, clusters: 1, seed: options.Seed);
        parts.Add(new(null, whole.Scaled.Means, whole.Inertia, whole.ClusterWeights[0]));
        var trace = ImmutableArray.CreateBuilder<double>();
        trace.Add(whole.Inertia);
        while (parts.Count < options.Clusters)
        {
            SplitOne();
            trace.Add(parts.Sum(p => p.Inertia));
            progress?.Report(new(0, 1, parts.Count - 1, options.Clusters - 1, trace[^1]));
        }

        var centroids = new Centroids([.. parts.SelectMany(p => p.Centroid)], rows.Dimension);
        return new(centroids, trace[^1], trace.ToImmutable(), hasConverged ? StopReason.Converged : StopReason.IterationLimit);
    }

    /// <summary>Lloyd's steps over all rows from the centroids of the splits.</summary>
    public KMeansModel Refined(Fit<Centroids> split) => KMeans.Fit(rows, new KMeansOptions
    {
        Clusters = options.Clusters,
        Seeding = Seeding.FromCentroids([.. parts.Select(p => p.Centroid)]),
        MaxIterations = options.MaxIterations,
        Tolerance = options.Tolerance,
        Scaling = ScalingOfParts,
        Seed = options.Seed,
        Threads = options.Threads,
    }, progress: null, cancellationToken);

    /// <summary>Splits the first choice that can be split: one of equal rows cannot.</summary>
    private void SplitOne()
    {
        while (true)
        {
            var chosen = Choice();
            var part = parts[chosen];
            using var members = MembersOf(part);
            if (DistinctRows.CountUpTo(members.Rows, 2) < 2)
            {
                // What inertia it has is rounding.
                parts[chosen] = part with { IsWhole = true };
                continue;
            }

            var two = TwoMeans(members.Rows, clusters: 2, SeedOfSplit(parts.Count - 1));
            hasConverged &= two.Report.Converged;
            var labels = HardPass.Labels(two.Scaled, members.Rows, threads, cancellationToken);
            var sums = LabelledPass.Run(members.Rows, labels, two.Scaled, threads, cancellationToken);
            Part Child(int k) => new(
                [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] == k).Select(i => part.Rows?[i] ?? i)],
                two.Scaled[k].ToArray(), sums.Inertia[k], sums.Weight[k]);
            parts[chosen] = Child(0);
            parts.Add(Child(1));
            return;
        }
    }

    /// <summary>The cluster to split next; of equals the first.</summary>
    private int Choice()
    {
        var best = -1;
        for (var k = 0; k < parts.Count; k++)
        {
            if (!parts[k].IsWhole && parts[k].Inertia > 0 && (best < 0 || Rank(parts[k]) > Rank(parts[best])))
            {
                best = k;
            }
        }

        return best >= 0
            ? best
            : throw new MixturaException($"Only {parts.Count} clusters can be told apart by their squared distances where {options.Clusters} are asked for: rescale the data, or ask for at most {parts.Count}.");
    }

    private double Rank(Part part) => options.Split == BisectingSplit.LargestInertia ? part.Inertia : part.Weight;

    private KMeansModel TwoMeans(Observations<T> members, int clusters, ulong seed) => KMeans.Fit(members, new KMeansOptions
    {
        Clusters = clusters,
        Seeding = options.Seeding,
        Restarts = options.Restarts,
        Search = Search.None,
        MaxIterations = options.MaxIterations,
        Tolerance = options.Tolerance,
        Scaling = ScalingOfParts,
        Seed = seed,
        Threads = options.Threads,
    }, progress: null, cancellationToken);

    /// <summary>The first split is the 2-means of that seed; later ones draw elsewhere.</summary>
    private ulong SeedOfSplit(int split) => split == 0 ? options.Seed : new RandomStream(options.Seed, RandomPurpose.Bisection, (ulong)split).NextBits();

    private Members MembersOf(Part part)
    {
        if (part.Rows is not { } numbers)
        {
            return new(rows, IsCopy: false);
        }

        var d = rows.Dimension;
        var copy = Observations.Create<T>(numbers.Length, d, (first, values) =>
        {
            for (var i = 0; i < values.Length / d; i++)
            {
                rows[numbers[(int)first + i]].CopyTo(values[(i * d)..]);
            }
        });
        return new(rows.IsWeighted ? copy.WithWeights(numbers.Select(i => rows.Weight(i)).ToArray()) : copy, IsCopy: true);
    }

    /// <summary>A cluster: its rows by number (null for all rows), its centroid, and whether its rows are all equal.</summary>
    private sealed record Part(int[]? Rows, double[] Centroid, double Inertia, double Weight, bool IsWhole = false);

    private sealed record Members(Observations<T> Rows, bool IsCopy) : IDisposable
    {
        public void Dispose()
        {
            if (IsCopy)
            {
                Rows.Dispose();
            }
        }
    }
}
