using System.Collections.Immutable;
using System.Numerics;
using Mixtura.Measures;

namespace Mixtura.Selection;

/// <summary>
/// What the clusters of a model are like on rows: of each its size and center, the features that set it apart, how separate and how
/// stable it is, and which rows are its most typical and its most doubtful ones.
/// </summary>
/// <param name="Clusters">K profiles.</param>
/// <param name="Warnings">What is missing from them, and why.</param>
public sealed record ClusterProfiles(ImmutableArray<ClusterProfile> Clusters, ImmutableArray<string> Warnings)
{
    private const int MostExactRows = 50_000;
    private const int SampledRows = 1_000;

    /// <summary>Rows that the next cluster is further behind than this are in no doubt: a mixture gives it less than 0.05.</summary>
    private const double LeastDoubt = 0.9;

    /// <summary>
    /// The profiles of a model's clusters. Silhouettes take O(m n d) for m rows that they are taken of, and stability a fit a resample, by
    /// the defaults of the model's kind and from starts of its own; all else O(n K d).
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="model">A k-means model or a mixture.</param>
    /// <param name="rows">n x d rows in the units of the fit's rows, as a rule the fit's own; weights count.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="refit">How a resample is fitted for the stability, by one thread, where the model's fit had options beyond its kind; null for the kind's defaults.</param>
    /// <param name="progress">Told after each resample, its number as that of a start; in any order.</param>
    /// <param name="cancellationToken">Ends it early, with nothing.</param>
    /// <returns>A profile a cluster.</returns>
    /// <exception cref="ArgumentException">The rows have not d features, an option is out of its range, or the model is a classifier.</exception>
    /// <exception cref="MixturaException">Squared differences between rows overflow.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ClusterProfiles Of<T>(
        ClusteringModel model,
        Observations<T> rows,
        ClusterProfileOptions? options = null,
        Func<Observations<T>, ulong, ClusteringModel>? refit = null,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        options ??= new();
        options.Check();
        var (centers, places) = model switch
        {
            KMeansModel k => (k.Centroids, k.Places(rows, options.Threads)),
            MixtureModel m => (m.Means, m.Places(rows, options.Threads)),
            _ => throw new ArgumentException("A profile is of clusters that were found; the classes of a classifier were known.", nameof(model)),
        };
        var partition = Partition.Of(rows, places.Labels);
        var warnings = new List<string>();
        var silhouettes = OrWarning(warnings, () => Silhouettes(model, rows, places.Labels, options, cancellationToken));
        var contrasts = FeatureContrasts.Of(rows, partition, options.Threads, cancellationToken);
        var stability = options.Resamples == 0 ? null : OrWarning(warnings, () => Stability(rows, places.Labels, refit ?? ModelRefit.Of<T>(model, cancellationToken), options, progress, cancellationToken));
        if (stability is { Discarded: > 0 })
        {
            warnings.Add($"{stability.Discarded} of {options.Resamples} resamples gave no model and are left out of the stability.");
        }

        var typical = LeadingRows.Of(places.Labels, model.Clusters, options.NamedRows, i => rows.Weight(i) > 0, i => places.Typicality[i]);
        var doubtful = LeadingRows.Of(places.Labels, model.Clusters, options.NamedRows, i => rows.Weight(i) > 0 && places.Margins[i] < LeastDoubt, i => -places.Margins[i]);
        var sizes = partition.Codes.CountBy(code => code).ToDictionary();
        var total = partition.Weights.Sum();
        ClusterProfile One(int k)
        {
            var code = k < partition.CodeOf.Length ? partition.CodeOf[k] : -1;
            return new()
            {
                Cluster = k,
                Rows = code < 0 ? 0 : sizes[code],
                Weight = code < 0 ? 0 : partition.Weights[code],
                Share = code < 0 ? 0 : partition.Weights[code] / total,
                Center = centers[k],
                Features = code < 0 ? [] : contrasts[code],
                Silhouette = code < 0 ? null : silhouettes?[code],
                Stability = code < 0 || k >= stability?.Similarities.Length ? null : stability?.Similarities[k],
                Dissolution = code < 0 || k >= stability?.Dissolutions.Length ? null : stability?.Dissolutions[k],
                Typical = [.. typical[k].Select(i => Row(places, i))],
                Doubtful = [.. doubtful[k].Select(i => Row(places, i))],
            };
        }

        return new([.. Enumerable.Range(0, model.Clusters).Select(One)], [.. warnings]);
    }

    /// <summary>The stability of all rows, or of a sample.</summary>
    private static ClusterStability Stability<T>(
        Observations<T> rows, int[] labels, Func<Observations<T>, ulong, ClusteringModel> refit, ClusterProfileOptions options, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (rows.Count <= options.StabilityRows)
        {
            return ClusterStability.Of(rows, labels, refit, options.Resamples, options.Seed, options.Threads, progress, cancellationToken);
        }

        var places = RowSample.Draw(rows.Count, options.StabilityRows, options.Seed);
        using var sample = SelectedRows.Of(rows, places);
        return ClusterStability.Of(sample, [.. places.Select(i => labels[i])], refit, options.Resamples, options.Seed, options.Threads, progress, cancellationToken);
    }

    /// <summary>In the units that the model measures in. Noise is no cluster: its rows count for nothing there.</summary>
    private static SilhouetteEstimate?[] Silhouettes<T>(ClusteringModel model, Observations<T> rows, int[] labels, ClusterProfileOptions options, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var scaled = model.FittedOn.Standardization.Apply(rows);
        try
        {
            var clustered = labels.Max() < model.Clusters ? scaled : scaled.WithWeights(labels.Select((k, i) => k < model.Clusters ? rows.Weight(i) : 0).ToArray());
            var most = options.SilhouetteRows ?? (labels.Length > MostExactRows ? SampledRows : labels.Length);
            return ClusterSilhouettes.Of(clustered, Partition.Of(clustered, labels), Math.Max(2, most), options.Seed, options.Threads, cancellationToken);
        }
        finally
        {
            if (!ReferenceEquals(scaled, rows))
            {
                scaled.Dispose();
            }
        }
    }

    private static ProfiledRow Row(RowPlaces places, int row) =>
        new(row, places.Next[row] < 0 ? null : places.Next[row], places.Margins[row], Overflow.Checked(places.Typicality[row]));

    private static TResult? OrWarning<TResult>(List<string> warnings, Func<TResult> part)
        where TResult : class
    {
        try
        {
            return part();
        }
        catch (MixturaException fault)
        {
            warnings.Add(fault.Message);
            return null;
        }
    }
}
