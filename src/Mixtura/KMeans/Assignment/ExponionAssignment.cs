using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// For a row at the distance u from its own centroid a, and s(a) the distance of a to the nearest other one, the two nearest centroids lie within 2 u + s(a) of a: one is no farther
/// from the row than a, the other no farther than u + s(a). So only the rings around a that this ball reaches are looked at (J. Newling and F. Fleuret, "Fast k-means with accurate
/// bounds", ICML 2016). For many clusters in few dimensions, where balls hold few of them. 12 bytes a row, 4 K^2 for all.
/// </summary>
/// <param name="rows">n x d rows.</param>
/// <param name="clusters">K.</param>
/// <param name="summary">Their moments.</param>
/// <param name="radius">The ball that holds them.</param>
internal sealed class ExponionAssignment<T>(Observations<T> rows, int clusters, FeatureSummary summary, RowRadius radius) : RingedAssignment<T>(rows, clusters, summary, radius)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override int Search(
        RowBlock<T> block, ReadOnlySpan<int> index, ReadOnlySpan<double> distances, Span<int> next, CandidatePairs<T> pairs, Span<int> hard, Workspace workspace)
    {
        var others = workspace.Take<double>(index.Length);
        var listed = 0;
        for (var m = 0; m < index.Length; m++)
        {
            listed = List(index[m], next[index[m]], distances[m], pairs, listed, out others[m]);
            pairs.End(m, listed);
        }

        pairs.Measure(block, listed, workspace);
        var left = 0;
        for (var m = 0; m < index.Length; m++)
        {
            var nearest = pairs.Nearest(m, others[m], out var second);
            if (nearest < 0)
            {
                hard[left++] = index[m];
                continue;
            }

            next[index[m]] = pairs.Centroid(nearest);
            Bounds.Set(block.First + index[m], next[index[m]], pairs.Most(nearest), second);
        }

        return left;
    }

    /// <summary>Lists a row's own centroid and the rings that its ball reaches, or nothing where they are too many.</summary>
    /// <param name="row">The row in its block.</param>
    /// <param name="own">Its own centroid.</param>
    /// <param name="u">At most how far that is.</param>
    /// <param name="pairs">Takes the candidates.</param>
    /// <param name="listed">How many are there.</param>
    /// <param name="others">At least how far the centroids are that are not listed.</param>
    /// <returns>How many are there then.</returns>
    private int List(int row, int own, double u, CandidatePairs<T> pairs, int listed, out double others)
    {
        var rings = Around(own);
        var ball = (2 * u) + rings.From(0);
        others = 0;
        if (rings.From(MostRings) <= ball)
        {
            return listed;
        }

        pairs.Set(listed++, row, own);
        var ring = 0;
        for (; rings.From(ring) <= ball; ring++)
        {
            foreach (var k in rings.Of(ring))
            {
                pairs.Set(listed++, row, k);
            }
        }

        others = rings.From(ring) - u;
        return listed;
    }
}
