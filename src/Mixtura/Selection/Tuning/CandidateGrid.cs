using System.Collections.Immutable;

namespace Mixtura.Selection;

/// <summary>The candidates that options describe: k-means before mixtures, few clusters before many, each combination once.</summary>
internal static class CandidateGrid
{
    /// <summary>All candidates, at least one.</summary>
    /// <exception cref="ArgumentException">A set of features is empty, or names one that is not there or is there twice; or shrinkage alone is to be tried on covariances that cannot shrink.</exception>
    public static TuningCandidate[] Of(TuningOptions options, int classes, ImmutableArray<string> features)
    {
        ImmutableArray<int>[] sets = options.Features.Count == 0 ? [[.. Enumerable.Range(0, features.Length)]] : [.. options.Features.Select(set => Columns(set, features))];
        IReadOnlyList<int> usual = [.. Enumerable.Range(2, 7).Select(quarters => Math.Max(2, (int)((long)quarters * classes / 4)))];
        TuningCandidate[] candidates =
        [
            .. options.KMeans is { } hard ? KMeans(hard, usual, options.Seed).SelectMany(one => sets.Select(set => new TuningCandidate(set, features, one, null))) : [],
            .. options.Mixture is { } soft ? Mixtures(soft, usual, options.Seed).SelectMany(one => sets.Select(set => new TuningCandidate(set, features, null, one))) : [],
        ];
        return candidates.Length > 0 ? candidates : throw new ArgumentException("There is no candidate: shrinkage is for full, tied and diagonal covariances.");
    }

    /// <summary>What nobody tuned: k-means by its defaults on all features, with a cluster for each class.</summary>
    public static TuningCandidate Baseline(int classes, ImmutableArray<string> features, ulong seed) =>
        new([.. Enumerable.Range(0, features.Length)], features, new KMeansOptions { Clusters = classes, Seed = seed }, null);

    private static IEnumerable<KMeansOptions> KMeans(KMeansGrid grid, IReadOnlyList<int> usual, ulong seed) =>
        from clusters in (grid.Clusters ?? usual).Distinct()
        from scaling in grid.Scalings.Distinct()
        from seeding in grid.Seedings.Distinct()
        from restarts in grid.Restarts.Distinct()
        from tolerance in grid.Tolerances.Distinct()
        from iterations in grid.MaxIterations.Distinct()
        select new KMeansOptions { Clusters = clusters, Scaling = scaling, Seeding = seeding, Restarts = restarts, Tolerance = tolerance, MaxIterations = iterations, Seed = seed };

    private static IEnumerable<GaussianMixtureOptions> Mixtures(MixtureGrid grid, IReadOnlyList<int> usual, ulong seed) =>
        from components in (grid.Components ?? usual).Distinct()
        from covariance in grid.Covariances.Distinct()
        from scaling in grid.Scalings.Distinct()
        from regularization in grid.Regularizations.Distinct()
        where !regularization.IsShrinkage || Regularization.CanShrink(covariance)
        from start in grid.Starts.Distinct()
        from restarts in grid.Restarts.Distinct()
        select new GaussianMixtureOptions
        {
            Components = components, Covariance = covariance, Scaling = scaling, Regularization = regularization, Start = start, Restarts = restarts, Seed = seed,
        };

    private static ImmutableArray<int> Columns(IReadOnlyList<string> set, ImmutableArray<string> features)
    {
        if (set.Count == 0 || set.Distinct(StringComparer.Ordinal).Count() != set.Count)
        {
            throw new ArgumentException($"A set of features to try ({string.Join(", ", set)}) is empty or names one twice.");
        }

        return set.FirstOrDefault(name => !features.Contains(name, StringComparer.Ordinal)) is { } unknown
            ? throw new ArgumentException($"There is no feature {unknown} to try: the rows have {string.Join(", ", features.Take(8))}{(features.Length > 8 ? ", ..." : string.Empty)}.")
            : [.. set.Select(name => features.IndexOf(name, StringComparer.Ordinal))];
    }
}
