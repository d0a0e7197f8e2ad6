using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Centroids that see far fewer rows than the busiest begin anew at rows of the batch: when one may, and what it then counts for, as in
/// scikit-learn (Pedregosa and others 2011); at which row, as in k-means++ (Arthur and Vassilvitskii 2007).
/// </summary>
/// <param name="clusters">K.</param>
/// <param name="ratio">Starved is who has seen less than this share of what the busiest has seen.</param>
internal sealed class StarvedCentroids<T>(int clusters, double ratio)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows seen for each centroid, between two looks at who is starved.</summary>
    private const int RowsPerLook = 10;

    private long sinceLook;

    /// <summary>The centroids, those that are starved at new places. O(b d) for each of them.</summary>
    /// <param name="model">K centroids.</param>
    /// <param name="seen">K weights that the centroids have seen; those that begin anew get the least of the others'.</param>
    /// <param name="batch">b rows.</param>
    /// <param name="random">Draws the new places.</param>
    public Centroids BeginAnew(Centroids model, double[] seen, Observations<T> batch, RandomStream random)
    {
        sinceLook += batch.Count;
        if (ratio == 0 || (sinceLook < (long)RowsPerLook * clusters && !seen.Contains(0)))
        {
            return model;
        }

        sinceLook = 0;
        var busiest = seen.Max();
        int[] starved = [.. Enumerable.Range(0, clusters).Where(k => seen[k] < ratio * busiest).OrderBy(k => seen[k]).Take((int)Math.Min(clusters, batch.Count / 2))];
        if (starved.Length == 0)
        {
            return model;
        }

        var least = Enumerable.Range(0, clusters).Except(starved).Min(k => seen[k]);
        var means = (double[])model.Means.Clone();
        var costs = Costs(batch, model);
        foreach (var k in starved)
        {
            var point = means.AsSpan(k * model.Dimension, model.Dimension);
            if (!TryDraw(batch, costs, random, point))
            {
                break;
            }

            seen[k] = least;
            Lower(costs, batch, point);
        }

        return new(means, model.Dimension);
    }

    /// <summary>weight x squared distance to the nearest centroid.</summary>
    private static double[] Costs(Observations<T> batch, Centroids model)
    {
        var labels = HardPass.Labels(model, batch, threads: 1, CancellationToken.None);
        return [.. labels.Select((label, i) => batch.Weight(i) * SquaredDistance.Between(batch[i], model[label]))];
    }

    /// <summary>Draws a row in proportion to its cost; none where no row has any.</summary>
    private static bool TryDraw(Observations<T> batch, double[] costs, RandomStream random, Span<double> point)
    {
        var at = random.NextDouble() * costs.Sum();
        var drawn = -1;
        for (var i = 0; i < costs.Length && (drawn < 0 || at >= 0); i++)
        {
            if (costs[i] > 0)
            {
                drawn = i;
                at -= costs[i];
            }
        }

        for (var j = 0; drawn >= 0 && j < point.Length; j++)
        {
            point[j] = double.CreateTruncating(batch[drawn][j]);
        }

        return drawn >= 0;
    }

    private static void Lower(double[] costs, Observations<T> batch, ReadOnlySpan<double> point)
    {
        for (var i = 0; i < costs.Length; i++)
        {
            costs[i] = Math.Min(costs[i], batch.Weight(i) * SquaredDistance.Between(batch[i], point));
        }
    }
}
