using System.Collections.Immutable;
using System.Numerics;
using Mixtura.Measures;

namespace Mixtura.Selection;

/// <summary>The k-means fits of a selection, one for each number of clusters, and what the criteria that were asked for say of them.</summary>
/// <param name="rows">n x d rows, in the units of the data.</param>
/// <param name="scaled">The same, where distances are taken.</param>
/// <param name="options">How.</param>
/// <param name="steps">Counts the fits.</param>
internal sealed class KMeansCells<T>(Observations<T> rows, Observations<T> scaled, ModelSelectionOptions options, SelectionSteps steps)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What the criteria see that fit again and again: all rows, or a sample.</summary>
    private readonly Observations<T> sample = scaled.Count <= options.MostRows ? scaled : SelectedRows.Of(scaled, Measures.RowSample.Draw(scaled.Count, options.MostRows, options.Seed));

    /// <summary>All cells, by clusters.</summary>
    public ImmutableArray<KMeansCell> Run()
    {
        var distinct = DistinctRows.CountUpTo(scaled, options.Counts[^1]);
        int[] counts = [.. options.Counts.Where(k => k <= distinct)];
        KMeansCell[] cells = [.. counts.Select(Cell)];
        var known = DistinctRows.CountUpTo(sample, options.Counts[^1]);
        int[] sampled = [.. counts.Where(k => k <= known)];
        if (options.Asks(SelectionCriterion.Gap))
        {
            var gaps = GapStatistic.Of(sample, sampled, options.References, options.Seed, options.Threads, steps.CancellationToken);
            cells = [.. cells.Select((cell, at) => at < gaps.Length ? cell with { Gap = gaps[at] } : cell)];
        }

        if (options.Asks(SelectionCriterion.PredictionStrength) && sample.Count >= Selection.PredictionStrength.FewestRows)
        {
            var strengths = Selection.PredictionStrength.Of(sample, sampled, options.Halvings, options.Seed, options.Threads, steps.CancellationToken);
            cells = [.. cells.Select((cell, at) => at < strengths.Length ? cell with { PredictionStrength = strengths[at] } : cell)];
        }

        if (options.Asks(SelectionCriterion.Stability))
        {
            cells = [.. cells.Select(cell => cell with { Stability = Stability(cell) })];
        }

        return [.. cells, .. options.Counts.Where(k => k > distinct).Select(k => new KMeansCell(k, null))];
    }

    private KMeansCell Cell(int clusters)
    {
        var model = KMeans.Fit(rows, Fit(clusters) with { Scaling = options.Scaling }, null, steps.CancellationToken);
        steps.Done(model.Inertia);
        var cell = new KMeansCell(clusters, model);
        if (clusters == 1 || clusters >= rows.Count)
        {
            return cell;
        }

        var labels = model.Predict(rows, options.Threads);
        var measures = CentroidMeasures.Of(scaled, labels, options.Threads, steps.CancellationToken);
        return cell with
        {
            Silhouette = options.Asks(SelectionCriterion.Silhouette) && labels.Distinct().Take(2).Count() > 1
                ? Measures.Silhouette.Estimate(scaled, labels, options.MostRows, options.Seed, options.Threads, steps.CancellationToken).Value
                : null,
            CalinskiHarabasz = options.Asks(SelectionCriterion.CalinskiHarabasz) ? measures.CalinskiHarabasz : null,
            DaviesBouldin = options.Asks(SelectionCriterion.DaviesBouldin) ? measures.DaviesBouldin : null,
        };
    }

    /// <summary>The stability of the least stable cluster, of a fit of the sample; null where no resample has so many different rows.</summary>
    private double? Stability(KMeansCell cell)
    {
        if (cell.Clusters == 1)
        {
            return 1;
        }

        ClusteringModel Refit(Observations<T> resample, ulong seed) => KMeans.Fit(resample, Fit(cell.Clusters) with { Seed = seed, Threads = 1 }, null, steps.CancellationToken);
        try
        {
            var labels = ReferenceEquals(sample, scaled) ? cell.Model!.Predict(rows, options.Threads) : KMeans.Fit(sample, Fit(cell.Clusters), null, steps.CancellationToken).Predict(sample, options.Threads);
            return ClusterStability.Of(sample, labels, Refit, options.Resamples, options.Seed, options.Threads, null, steps.CancellationToken).Similarities.Min();
        }
        catch (MixturaException)
        {
            return null;
        }
    }

    private KMeansOptions Fit(int clusters) => new() { Clusters = clusters, Seed = options.Seed, Threads = options.Threads };
}
