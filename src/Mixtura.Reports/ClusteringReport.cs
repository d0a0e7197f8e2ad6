using System.Collections.Immutable;
using Mixtura.Measures;
using Mixtura.Selection;

namespace Mixtura.Reports;

/// <summary>
/// All that there is to say of the clusters of some rows, as data and as one HTML file that needs no network: how many there are and why, figures, what each cluster is like, how it agrees
/// with known classes, and how to make it again.
/// </summary>
public sealed record ClusteringReport
{
    private ClusteringReport(Observations<double> rows, ReportOptions options)
    {
        Rows = rows;
        Options = options;
    }

    /// <summary>The choice of the number of clusters.</summary>
    public required ModelSelectionResult Selection { get; init; }

    /// <summary>k-means and the mixture side by side; null where one cluster is recommended, or no mixture was tried.</summary>
    public required ModelComparisonResult? Comparison { get; init; }

    /// <summary>What each cluster is like.</summary>
    public required ClusterProfiles Profiles { get; init; }

    /// <summary>n clusters of the recommended model.</summary>
    public required ImmutableArray<int> Labels { get; init; }

    /// <summary>Known classes against clusters; null where there are none.</summary>
    public required ContingencyTable? Contingency { get; init; }

    /// <summary>Silhouettes of rows, all or a sample, and their clusters; null where they are not defined.</summary>
    internal (double[] Values, int[] Labels)? Silhouettes { get; private init; }

    internal Observations<double> Rows { get; }

    internal ReportOptions Options { get; }

    /// <summary>Selects, compares and profiles. The time of a <see cref="ModelSelection"/>, and of as many fits as there are resamples.</summary>
    /// <param name="rows">n x d rows.</param>
    /// <param name="options">What to try and tell; null for the defaults.</param>
    /// <param name="progress">Told after each fit; in any order.</param>
    /// <param name="cancellationToken">Ends it early, with nothing.</param>
    /// <returns>The report.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, or there are not n classes.</exception>
    /// <exception cref="MixturaException">The rows do not pass the border of a fit, or there is no model of them.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ClusteringReport Of(Observations<double> rows, ReportOptions? options = null, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        options ??= new();
        options.Check(rows.Count);
        var (seed, threads) = (options.Selection.Seed, options.Selection.Threads);
        var selection = ModelSelection.Run(rows, options.Selection, progress, cancellationToken);
        var labels = selection.Best.Predict(rows, threads);
        var kMeans = selection.Partitions.FirstOrDefault(c => c.Clusters == selection.Clusters)?.Model;
        var profile = new ClusterProfileOptions { Resamples = options.Resamples, StabilityRows = options.Selection.MostMixtureRows, Seed = seed, Threads = threads };
        return new(rows, options)
        {
            Selection = selection,
            Labels = [.. labels],
            Comparison = selection is { Clusters: > 1, Best: GaussianMixtureModel mixture } && kMeans is not null
                ? ModelComparison.Of(rows, kMeans, mixture, threads: threads, cancellationToken: cancellationToken)
                : null,
            Profiles = ClusterProfiles.Of(selection.Best, rows, profile, null, progress, cancellationToken),
            Contingency = options.Classes is { } classes && classes.Any(c => c >= 0) ? Against(classes, labels) : null,
            Silhouettes = SilhouettesOf(selection.Best, rows, labels, options.Selection, cancellationToken),
        };
    }

    /// <summary>In the units that the model measures in; of many rows those of a sample among themselves.</summary>
    private static (double[] Values, int[] Labels)? SilhouettesOf(ClusteringModel model, Observations<double> rows, int[] labels, ModelSelectionOptions options, CancellationToken cancellationToken)
    {
        var all = Enumerable.Range(0, labels.Length).ToArray();
        var places = labels.Length > options.MostRows ? RowSample.Draw(labels.Length, options.MostRows, options.Seed) : all;
        using var sample = SelectedRows.Unweighted(rows, places);
        using var scaled = model.FittedOn.Standardization.Apply(sample);
        int[] own = [.. places.Select(i => labels[i])];
        try
        {
            return (Silhouette.OfEach(scaled, own, options.Threads, cancellationToken), own);
        }
        catch (MixturaException)
        {
            return null;
        }
    }

    /// <summary>Rows of unknown class are in no cell.</summary>
    private static ContingencyTable Against(IReadOnlyList<int> classes, int[] labels)
    {
        int[] known = [.. Enumerable.Range(0, labels.Length).Where(i => classes[i] >= 0)];
        return ContingencyTable.Of([.. known.Select(i => classes[i])], [.. known.Select(i => labels[i])]);
    }

    /// <summary>The report as one HTML page, figures and style included.</summary>
    /// <returns>The page.</returns>
    public string ToHtml() => ReportPage.Html(this);

    /// <summary>Writes the page to a file, whole or not at all.</summary>
    /// <param name="path">Where to.</param>
    /// <exception cref="IOException">The file cannot be written; an older one is untouched.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var page = ToHtml();
        WholeFile.Write(path, temporary => File.WriteAllText(temporary, page));
    }
}
