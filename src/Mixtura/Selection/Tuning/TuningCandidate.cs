using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Mixtura.Selection;

/// <summary>What <see cref="Tuning"/> may choose: options of a fit, and the features that it sees. Immutable and safe to share.</summary>
public sealed class TuningCandidate
{
    private static readonly KMeansOptions UsualKMeans = new() { Clusters = 1 };

    private static readonly GaussianMixtureOptions UsualMixture = new() { Components = 1 };

    /// <param name="columns">The places of its features among those of the rows.</param>
    /// <param name="all">The names of all features.</param>
    /// <param name="kmeans">Options of k-means, or null.</param>
    /// <param name="mixture">Options of a mixture, where there are none of k-means.</param>
    internal TuningCandidate(ImmutableArray<int> columns, ImmutableArray<string> all, KMeansOptions? kmeans, GaussianMixtureOptions? mixture)
    {
        Columns = columns;
        Features = [.. columns.Select(j => all[j])];
        SeesAll = columns.Length == all.Length;
        KMeans = kmeans;
        Mixture = mixture;
    }

    /// <summary>Options of k-means; null for a mixture.</summary>
    public KMeansOptions? KMeans { get; }

    /// <summary>Options of a Gaussian mixture; null for k-means.</summary>
    public GaussianMixtureOptions? Mixture { get; }

    /// <summary>The names of the features that the fit sees.</summary>
    public ImmutableArray<string> Features { get; }

    /// <summary>The number of clusters or components.</summary>
    public int Clusters => KMeans?.Clusters ?? Mixture!.Components;

    /// <summary>How its features are scaled.</summary>
    public Scaling Scaling => KMeans?.Scaling ?? Mixture!.Scaling;

    internal ImmutableArray<int> Columns { get; }

    private bool SeesAll { get; }

    /// <summary>The candidate in words: what it is, and what of it is not usual.</summary>
    /// <returns>Such as "k-means, 3 clusters, z-score".</returns>
    public override string ToString() => string.Join(", ", KMeans is { } kmeans ? Words(kmeans) : Words(Mixture!));

    /// <summary>The fit on rows of its features alone.</summary>
    internal ClusteringModel Fit<T>(Observations<T> rows, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => KMeans is { } kmeans
            ? Mixtura.KMeans.Fit(rows, kmeans with { Threads = threads }, null, cancellationToken)
            : GaussianMixture.Fit(rows, Mixture! with { Threads = threads }, null, cancellationToken);

    /// <summary>The free parameters of its fit.</summary>
    internal static int Parameters(ClusteringModel model) => model is MixtureModel mixture ? mixture.Parameters : model.Clusters * model.Dimension;

    private IEnumerable<string> Words(KMeansOptions options)
    {
        yield return "k-means";
        yield return Count(options.Clusters, "cluster");
        foreach (var word in ScalingAndFeatures())
        {
            yield return word;
        }

        if (options.Seeding != UsualKMeans.Seeding)
        {
            yield return options.Seeding switch
            {
                PlusPlusSeeding => "k-means++",
                OversampledSeeding => "k-means||",
                MarkovChainSeeding => "AFK-MC2",
                _ => "random rows",
            };
        }

        foreach (var word in Starts(options.Restarts))
        {
            yield return word;
        }

        if (options.Tolerance != UsualKMeans.Tolerance)
        {
            yield return Sentence($"tolerance {options.Tolerance:g3}");
        }

        if (options.MaxIterations != UsualKMeans.MaxIterations)
        {
            yield return Sentence($"at most {Count(options.MaxIterations, "iteration")}");
        }
    }

    private IEnumerable<string> Words(GaussianMixtureOptions options)
    {
        yield return "mixture";
        yield return Count(options.Components, "component");
        yield return SelectionWords.Of(options.Covariance);
        foreach (var word in ScalingAndFeatures())
        {
            yield return word;
        }

        if (options.Regularization != UsualMixture.Regularization)
        {
            yield return options.Regularization.IsShrinkage ? "shrinkage" : Sentence($"regularization {options.Regularization.Value:g3}{(options.Regularization.IsRelative ? " of the variance" : string.Empty)}");
        }

        if (options.Start != UsualMixture.Start)
        {
            yield return options.Start switch
            {
                ShortRunsStart => "short runs",
                KMeansStart => "from k-means",
                SeededMeans { Seeding: PlusPlusSeeding } => "from k-means++",
                HierarchicalStart => "hierarchical",
                _ => "from random rows",
            };
        }

        foreach (var word in Starts(options.Restarts))
        {
            yield return word;
        }
    }

    private IEnumerable<string> ScalingAndFeatures()
    {
        if (Scaling != Scaling.None)
        {
            yield return Scaling switch
            {
                Scaling.ZScore => "z-score",
                Scaling.MinMax => "min-max",
                _ => "unit length",
            };
        }

        if (!SeesAll)
        {
            yield return $"of {string.Join(" and ", Features)}";
        }
    }

    private static IEnumerable<string> Starts(int? restarts) => restarts is { } count ? [Count(count, "start")] : [];

    private static string Count(int number, string what) => Sentence($"{number} {what}{(number == 1 ? string.Empty : "s")}");

    private static string Sentence(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
