using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura.Measures;

/// <summary>
/// Silhouettes (Rousseeuw 1987) of some rows or of all, a tile of them at a time against every row, cluster by cluster. Rows of the
/// tile stand in the lanes; only one running sum of distances a row is kept, so that neither n x n nor n x K numbers are ever stored.
/// Each row's sums run in one order, which no thread and no other row of the tile can change.
/// </summary>
internal sealed class SilhouetteTiles<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows that a tile meets at once: they stay in the nearest cache beside it.</summary>
    private const int Chunk = 16;

    private readonly Observations<T> rows;
    private readonly Partition partition;
    private readonly int[] members;
    private readonly int[] begins;
    private readonly int width;

    public SilhouetteTiles(Observations<T> rows, Partition partition)
    {
        this.rows = rows;
        this.partition = partition;
        width = RowTile.Width(rows.Dimension, Chunk);
        (members, begins) = partition.Grouped();
    }

    /// <summary>The silhouettes of the rows whose numbers are <paramref name="chosen"/>.</summary>
    public double[] Run(int[] chosen, int threads, CancellationToken cancellationToken)
    {
        var silhouettes = new double[chosen.Length];
        var tiles = (chosen.Length + width - 1) / width;
        var options = new ParallelOptions { MaxDegreeOfParallelism = BlockParallel.Threads(threads), CancellationToken = cancellationToken };
        Parallel.For(0, tiles, options, () => new Workspace(), (tile, _, workspace) =>
        {
            workspace.Reset();
            var first = tile * width;
            var count = Math.Min(width, chosen.Length - first);
            Tile(chosen.AsSpan(first, count), silhouettes.AsSpan(first, count), workspace, cancellationToken);
            return workspace;
        }, workspace => workspace.Dispose());

        // Checked here and not in the tiles: what is thrown among threads arrives wrapped.
        return Array.ConvertAll(silhouettes, Overflow.Checked);
    }

    private void Tile(ReadOnlySpan<int> chosen, Span<double> silhouettes, Workspace workspace, CancellationToken cancellationToken)
    {
        var d = rows.Dimension;
        var tile = workspace.Take<double>(d * width);
        var own = workspace.Take<double>(width);
        var next = workspace.Take<double>(width);
        var sums = workspace.Take<double>(width);
        var points = workspace.Take<double>(Chunk * d);
        var turned = workspace.Take<double>(chosen.Length * d);
        Gather(chosen, turned);
        RowTile.Turn<double, double>(turned, d, width, tile);
        next.Fill(double.PositiveInfinity);
        own.Clear();
        for (var k = 0; k < partition.Clusters; k++)
        {
            if (partition.Weights[k] > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                DistancesTo(k, tile, points, sums);
                Keep(k, chosen, sums, own, next);
            }
        }

        for (var i = 0; i < silhouettes.Length; i++)
        {
            silhouettes[i] = Width(partition.Codes[chosen[i]], rows.Weight(chosen[i]), own[i], next[i]);
        }
    }

    /// <summary>For each row of the tile sum_j w_j |x - x_j| over the rows j of a cluster.</summary>
    private void DistancesTo(int cluster, ReadOnlySpan<double> tile, Span<double> points, Span<double> sums)
    {
        const int AtOnce = WeighedDistanceSums.PointsAtOnce;
        var d = rows.Dimension;
        Span<double> weights = stackalloc double[Chunk];
        sums.Clear();
        for (var begin = begins[cluster]; begin < begins[cluster + 1]; begin += Chunk)
        {
            var chunk = members.AsSpan(begin, Math.Min(Chunk, begins[cluster + 1] - begin));
            Gather(chunk, points);
            for (var p = 0; p < chunk.Length; p++)
            {
                weights[p] = rows.Weight(chunk[p]);
            }

            // Places behind the last point repeat it without weight, so that nothing overflows there that did not before.
            var places = (chunk.Length + AtOnce - 1) / AtOnce * AtOnce;
            for (var p = chunk.Length; p < places; p++)
            {
                weights[p] = 0;
                points.Slice((chunk.Length - 1) * d, d).CopyTo(points[(p * d)..]);
            }

            WeighedDistanceSums.Add(tile, points[..(places * d)], weights[..places], width, sums);
        }
    }

    /// <summary>Copies rows one behind the other, as doubles.</summary>
    private void Gather(ReadOnlySpan<int> chosen, Span<double> to)
    {
        var d = rows.Dimension;
        for (var p = 0; p < chosen.Length; p++)
        {
            var row = rows[chosen[p]];
            var copy = to.Slice(p * d, d);
            for (var j = 0; j < copy.Length; j++)
            {
                copy[j] = double.CreateTruncating(row[j]);
            }
        }
    }

    /// <summary>The sum to a row's own cluster stays; of the others only the smallest mean.</summary>
    private void Keep(int cluster, ReadOnlySpan<int> chosen, ReadOnlySpan<double> sums, Span<double> own, Span<double> next)
    {
        for (var i = 0; i < chosen.Length; i++)
        {
            if (partition.Codes[chosen[i]] == cluster)
            {
                own[i] = sums[i];
            }
            else
            {
                next[i] = Math.Min(next[i], sums[i] / partition.Weights[cluster]);
            }
        }
    }

    /// <summary>(b - a) / max(a, b): a row does not see itself, once.</summary>
    private double Width(int cluster, double weight, double ownSum, double next)
    {
        var others = partition.Weights[cluster] - Math.Min(1, weight);
        return others <= 0 ? 0 : SilhouetteWidth.Of(ownSum / others, next);
    }
}
