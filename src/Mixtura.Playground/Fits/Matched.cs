using System.Collections.Immutable;
using Mixtura.Measures;

namespace Mixtura.Playground.Fits;

/// <summary>A partition beside known classes: which class each cluster stands for, one to one, as most points agree with, and which points are then wrong.</summary>
/// <param name="ClassOf">The class of each of K clusters; a number from the number of classes on where none is left for it.</param>
/// <param name="Labels">n clusters under the numbers of their classes.</param>
/// <param name="Wrong">The rows whose cluster stands for another class than theirs, rising.</param>
/// <param name="AdjustedRand">The adjusted Rand index of clusters and classes.</param>
internal sealed record Matched(ImmutableArray<int> ClassOf, int[] Labels, int[] Wrong, double AdjustedRand)
{
    /// <summary>The best matching of clusters and classes.</summary>
    /// <param name="classes">n classes.</param>
    /// <param name="clusters">n clusters 0 .. K-1.</param>
    /// <param name="count">K.</param>
    public static Matched Of(ImmutableArray<int> classes, int[] clusters, int count)
    {
        var table = ContingencyTable.Of(classes.AsSpan(), clusters);
        var matching = BestMatching.Of(table);
        var spare = table.Classes;
        var left = new Queue<int>(Enumerable.Range(0, table.Classes).Except(matching));

        // A cluster without points, or one more than there are classes, has a number that no other has.
        int[] classOf = [.. Enumerable.Range(0, count).Select(k => k < matching.Length && matching[k] >= 0 ? matching[k] : left.TryDequeue(out var free) ? free : spare++)];
        int[] labels = [.. clusters.Select(k => classOf[k])];
        return new([.. classOf], labels, [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] != classes[i])], Measures.AdjustedRand.Of(table));
    }

    /// <summary>Of K things in the order of clusters, the same in the order of their classes; only for as many classes as clusters.</summary>
    public T[] Ordered<T>(IReadOnlyList<T> ofClusters) => [.. Enumerable.Range(0, ofClusters.Count).Select(c => ofClusters[ClassOf.IndexOf(c)])];
}
