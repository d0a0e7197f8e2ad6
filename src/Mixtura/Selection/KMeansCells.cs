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
    /// <summary>All cells, by clusters.</summary>
    public ImmutableArray<KMeansCell> Run()
    {
        var distinct = DistinctRows.CountUpTo(scaled, options.Counts[^1]);
        int[] counts = [.. options.Counts.Where(k => k <= distinct)];
        KMeansCell[] cells = [.. counts.Select(Cell)];
        var sample = scaled.Count <= options.MostRows ? scaled : Measures.RowSample.Take(scaled, Measures.RowSample.Draw(scaled.Count, options.MostRows, options.Seed));
        if (options.Asks(SelectionCriterion.Gap))
        {
            var gaps = GapStatistic.Of(sample, counts, options.References, options.Seed, options.Threads, steps.CancellationToken);
            cells = [.. cells.Select((cell, at) => cell with { Gap = gaps[at] })];
            steps.Done(double.NaN);
        }

        if (options.Asks(SelectionCriterion.PredictionStrength))
        {
            var strengths = Selection.PredictionStrength.Of(sample, counts, options.Halvings, options.Seed, options.Threads, steps.CancellationToken);
            cells = [.. cells.Select((cell, at) => cell with { PredictionStrength = strengths[at] })];
            steps.Done(double.NaN);
        }

        return [.. cells, .. options.Counts.Where(k => k > distinct).Select(k => new KMeansCell(k, null))];
    }

    private KMeansCell Cell(int clusters)
    {
        var model = KMeans.Fit(rows, new KMeansOptions { Clusters = clusters, Scaling = options.Scaling, Seed = options.Seed, Threads = options.Threads }, null, steps.CancellationToken);
        steps.Done(model.Inertia);
        var cell = new KMeansCell(clusters, model);
        if (clusters == 1 || clusters >= rows.Count)
        {
            return cell;
        }

        var labels = model.Predict(rows, options.Threads);
        return cell with
        {
            Silhouette = options.Asks(SelectionCriterion.Silhouette) ? Measures.Silhouette.OfSample(scaled, labels, options.MostRows, options.Seed, options.Threads, steps.CancellationToken) : null,
            CalinskiHarabasz = options.Asks(SelectionCriterion.CalinskiHarabasz) ? Measures.CalinskiHarabasz.Of(scaled, labels, options.Threads, steps.CancellationToken) : null,
            DaviesBouldin = options.Asks(SelectionCriterion.DaviesBouldin) ? Measures.DaviesBouldin.Of(scaled, labels, options.Threads, steps.CancellationToken) : null,
        };
    }
}
