using System.Collections.Immutable;

namespace Mixtura.Selection;

/// <summary>What each criterion would choose among the cells.</summary>
internal static class CriterionChoices
{
    /// <summary>A cluster with this mean similarity is a valid one (C. Hennig, "Cluster-wise assessment of cluster stability", 2007).</summary>
    private const double Stable = 0.75;

    public static IEnumerable<CriterionChoice> OfMixtures(ImmutableArray<MixtureCell> cells, int largest)
    {
        foreach (var (criterion, value) in new (SelectionCriterion, Func<MixtureCell, double?>)[] { (SelectionCriterion.Bic, c => c.Bic), (SelectionCriterion.Icl, c => c.Icl), (SelectionCriterion.Aic, c => c.Aic) })
        {
            if (Best(cells, value) is { } best)
            {
                yield return new(criterion, best.Components, best.Covariance, IsAtEdge(best.Components, largest));
            }
        }
    }

    /// <summary>The mixture with the largest value, the first of equals; null where none has one.</summary>
    public static MixtureCell? Best(ImmutableArray<MixtureCell> cells, Func<MixtureCell, double?> value) => cells.Where(c => value(c) is not null).MaxBy(value);

    public static IEnumerable<CriterionChoice> OfPartitions(ImmutableArray<KMeansCell> cells, int largest)
    {
        CriterionChoice Choice(SelectionCriterion criterion, int clusters) => new(criterion, clusters, null, IsAtEdge(clusters, largest));
        if (cells.Where(c => c.Silhouette is not null).MaxBy(c => c.Silhouette) is { } silhouette)
        {
            yield return Choice(SelectionCriterion.Silhouette, silhouette.Clusters);
        }

        if (cells.Where(c => c.CalinskiHarabasz is not null).MaxBy(c => c.CalinskiHarabasz) is { } ratio)
        {
            yield return Choice(SelectionCriterion.CalinskiHarabasz, ratio.Clusters);
        }

        if (cells.Where(c => c.DaviesBouldin is not null).MinBy(c => c.DaviesBouldin) is { } likeness)
        {
            yield return Choice(SelectionCriterion.DaviesBouldin, likeness.Clusters);
        }

        if (cells.Where(c => c.Gap is not null).Select(c => c.Gap!.Value).ToArray() is [_, ..] gaps)
        {
            yield return Choice(SelectionCriterion.Gap, GapStatistic.Choose(gaps));
        }

        if (cells.Where(c => c.PredictionStrength is not null).ToArray() is [_, ..] strong)
        {
            yield return Choice(SelectionCriterion.PredictionStrength, PredictionStrength.Choose([.. strong.Select(c => c.Clusters)], [.. strong.Select(c => c.PredictionStrength!.Value)]));
        }

        if (cells.Where(c => c.Stability is not null).ToArray() is [_, ..] stable)
        {
            yield return Choice(SelectionCriterion.Stability, MostStable(stable));
        }
    }

    /// <summary>The largest number all of whose clusters are found again; the smallest where there is none.</summary>
    private static int MostStable(KMeansCell[] cells) =>
        (cells.LastOrDefault(c => c.Stability >= Stable) ?? cells[0]).Clusters;

    private static bool IsAtEdge(int clusters, int largest) => clusters > 1 && clusters >= largest;
}
