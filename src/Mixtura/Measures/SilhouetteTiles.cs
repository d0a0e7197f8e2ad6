using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura.Measures;

/// <summary>
/// Silhouettes of all rows, a tile of them at a time against every row, cluster by cluster. Rows of the tile stand in the lanes;
/// only one running sum of distances a row is kept, so that neither n x n nor n x K numbers are ever stored. Each row's sums run
/// in one order, which no thread can change.
/// </summary>
internal sealed class SilhouetteTiles<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows that a tile meets at once: their distances to the tile stay in the nearest cache.</summary>
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
        begins = new int[partition.Clusters + 1];
        foreach (var k in partition.Codes)
        {
            begins[k + 1]++;
        }

        for (var k = 0; k < partition.Clusters; k++)
        {
            begins[k + 1] += begins[k];
        }

        members = new int[partition.Codes.Length];
        var next = begins.AsSpan(0, partition.Clusters).ToArray();
        for (var i = 0; i < members.Length; i++)
        {
            members[next[partition.Codes[i]]++] = i;
        }
    }

    /// <summary>n silhouettes.</summary>
    public double[] Run(int threads, CancellationToken cancellationToken)
    {
        var silhouettes = new double[members.Length];
        var tiles = (members.Length + width - 1) / width;
        var options = new ParallelOptions { MaxDegreeOfParallelism = BlockParallel.Threads(threads), CancellationToken = cancellationToken };
        Parallel.For(0, tiles, options, () => new Workspace(), (tile, _, workspace) =>
        {
            workspace.Reset();
            var first = tile * width;
            Tile(first, silhouettes.AsSpan(first, Math.Min(width, silhouettes.Length - first)), workspace, cancellationToken);
            return workspace;
        }, workspace => workspace.Dispose());
        return silhouettes;
    }

    private void Tile(int first, Span<double> silhouettes, Workspace workspace, CancellationToken cancellationToken)
    {
        var d = rows.Dimension;
        var tile = workspace.Take<double>(d * width);
        var own = workspace.Take<double>(width);
        var next = workspace.Take<double>(width);
        var sums = workspace.Take<double>(width);
        var points = workspace.Take<double>(Chunk * d);
        var squares = workspace.Take<double>(Chunk * width);
        RowTile.Turn(rows.Rows(first, silhouettes.Length), d, width, tile);
        next.Fill(double.PositiveInfinity);
        own.Clear();
        for (var k = 0; k < partition.Clusters; k++)
        {
            if (partition.Weights[k] > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                DistancesTo(k, tile, points, squares, sums);
                Keep(k, first, silhouettes.Length, sums, own, next);
            }
        }

        for (var i = 0; i < silhouettes.Length; i++)
        {
            silhouettes[i] = Width(partition.Codes[first + i], rows.Weight(first + i), own[i], next[i]);
        }
    }

    /// <summary>For each row of the tile sum_j w_j |x - x_j| over the rows j of a cluster.</summary>
    private void DistancesTo(int cluster, ReadOnlySpan<double> tile, Span<double> points, Span<double> squares, Span<double> sums)
    {
        var d = rows.Dimension;
        Span<double> weights = stackalloc double[Chunk];
        sums.Clear();
        for (var begin = begins[cluster]; begin < begins[cluster + 1]; begin += Chunk)
        {
            var chunk = members.AsSpan(begin, Math.Min(Chunk, begins[cluster + 1] - begin));
            for (var p = 0; p < chunk.Length; p++)
            {
                weights[p] = rows.Weight(chunk[p]);
                var row = rows[chunk[p]];
                for (var j = 0; j < d; j++)
                {
                    points[(p * d) + j] = double.CreateTruncating(row[j]);
                }
            }

            SquaredDistances.Run(tile, points[..(chunk.Length * d)], width, squares);
            AddRoots(squares, weights[..chunk.Length], sums);
        }
    }

    /// <summary>sums += w_p sqrt(squares of p), p in order. Root, product and sum are each rounded by themselves in each lane.</summary>
    private static void AddRoots(ReadOnlySpan<double> squares, ReadOnlySpan<double> weights, Span<double> sums)
    {
        for (var lane = 0; lane < sums.Length; lane += Vector<double>.Count)
        {
            var sum = new Vector<double>(sums[lane..]);
            for (var p = 0; p < weights.Length; p++)
            {
                sum += weights[p] * Vector.SquareRoot(new Vector<double>(squares[((p * sums.Length) + lane)..]));
            }

            sum.CopyTo(sums[lane..]);
        }
    }

    /// <summary>The sum to a row's own cluster stays; of the others only the smallest mean.</summary>
    private void Keep(int cluster, int first, int count, ReadOnlySpan<double> sums, Span<double> own, Span<double> next)
    {
        for (var i = 0; i < count; i++)
        {
            if (partition.Codes[first + i] == cluster)
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
        if (others <= 0)
        {
            return 0;
        }

        var own = ownSum / others;
        var larger = Math.Max(own, next);
        return larger == 0 ? 0 : Overflow.Checked((next - own) / larger);
    }
}
