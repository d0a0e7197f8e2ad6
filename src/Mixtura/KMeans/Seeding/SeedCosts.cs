using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// What rows cost under the centroids so far: weight x squared distance to the nearest, counted in whole units so fine that all of them
/// are about 2^50. Whole numbers add up exactly: neither the order of work nor what is left out because it cannot change can be seen in a sum.
/// Groups of rows are left out by the triangle inequality, as in the exact acceleration of k-means++ (Raff, "Exact acceleration of k-means++ and
/// k-means||", IJCAI 2021): a point at least radius + farthest row from the center of a group is nearer to none of its rows.
/// </summary>
internal sealed class SeedCosts<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Costs are counted anew, in finer units, once fewer than 2^42 units are left.</summary>
    private const double Coarse = 1L << 42;

    /// <summary>Room for the rounding of bounds, far above it, and for squares that underflow.</summary>
    private const double Margin = 1e-9, Underflow = 1e-300;

    /// <summary>The binary logarithm of the finest and coarsest unit, within what doubles can say.</summary>
    private const int FinestUnit = 900;

    private readonly Observations<T> rows;
    private readonly RowGroups<T> groups;
    private readonly IGroupDistances distances;
    private readonly RunParallel runs;
    private readonly double[] squares;
    private readonly double[] farthest;
    private readonly double[] counts;
    private readonly uint[] nearer;
    private double units;

    /// <param name="rows">n x d rows.</param>
    /// <param name="groups">Their groups.</param>
    /// <param name="first">The first centroid, which is yet to be taken.</param>
    /// <param name="threads">How many threads may work.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    public SeedCosts(Observations<T> rows, RowGroups<T> groups, double[] first, int threads, CancellationToken cancellationToken)
    {
        this.rows = rows;
        this.groups = groups;
        runs = new(groups.Runs, BlockParallel.Threads(threads), cancellationToken);
        distances = rows.Dimension <= RowDistance.MostFeaturesInOrder
            ? new TurnedGroupDistances<T>(rows, groups)
            : new ScreenedGroupDistances<T>(rows, groups, first);
        squares = new double[groups.Order.Length];
        farthest = new double[groups.Count];
        counts = new double[groups.Count];
        nearer = new uint[groups.Count];
        Array.Fill(squares, double.PositiveInfinity);
        Array.Fill(farthest, double.PositiveInfinity);
        Array.Fill(nearer, uint.MaxValue);
    }

    /// <summary>All costs, in units; 0 only where no row can be told from the centroids.</summary>
    public double Total { get; private set; }

    /// <summary>A row drawn with probability proportional to its cost.</summary>
    public int Draw(RandomStream random)
    {
        var at = Math.Min(Math.Floor(random.NextDouble() * Total), Total - 1);
        var g = 0;
        for (; at >= counts[g]; g++)
        {
            at -= counts[g];
        }

        var place = groups.Begins[g];
        for (var count = Count(place); at >= count; count = Count(place))
        {
            at -= count;
            place++;
        }

        return groups.Order[place];
    }

    /// <summary>What each of a few points would take off the total as the next centroid, in units.</summary>
    public double[] Gains(double[] points)
    {
        var count = points.Length / rows.Dimension;
        var look = distances.To(points);
        var gains = new double[count];
        runs.For((run, workspace) =>
        {
            Span<uint> near = stackalloc uint[RowGroups<T>.InRun];
            Near(run, points, near, workspace);
            var own = new double[count];
            for (var g = run * RowGroups<T>.InRun; g < EndOf(run); g++)
            {
                nearer[g] = near[g % RowGroups<T>.InRun];
                if (nearer[g] != 0)
                {
                    AddGains(g, look, own, workspace);
                }
            }

            // Whole numbers: the order of runs does not matter.
            lock (gains)
            {
                for (var c = 0; c < count; c++)
                {
                    gains[c] += own[c];
                }
            }
        });
        return gains;
    }

    /// <summary>Makes a point a centroid.</summary>
    /// <param name="point">d values.</param>
    /// <param name="candidate">Its number where <see cref="Gains"/> saw it just now; else null.</param>
    public void Take(double[] point, int? candidate)
    {
        var look = distances.To(point);
        distances.Take(point);
        var seen = candidate is { } c ? 1u << c : uint.MaxValue;
        runs.For((run, workspace) =>
        {
            Span<uint> near = stackalloc uint[RowGroups<T>.InRun];
            Near(run, point, near, workspace);
            for (var g = run * RowGroups<T>.InRun; g < EndOf(run); g++)
            {
                if (near[g % RowGroups<T>.InRun] != 0 && (candidate is null || (nearer[g] & seen) != 0))
                {
                    Lower(g, look, workspace);
                }
            }
        });
        Total = counts.Sum();
        if (Total < Coarse)
        {
            CountAnew();
        }
    }

    public void Dispose() => runs.Dispose();

    private int EndOf(int run) => Math.Min(groups.Count, (run + 1) * RowGroups<T>.InRun);

    /// <summary>For each group of a run a bit for each point that may be nearer to one of its rows than the centroids so far.</summary>
    private void Near(int run, double[] points, Span<uint> near, Workspace workspace)
    {
        const int width = RowGroups<T>.InRun;
        var d = rows.Dimension;
        var count = points.Length / d;
        near.Fill(uint.MaxValue >> (32 - count));
        if (groups.Radii.Length == 0)
        {
            return;
        }

        workspace.Reset();
        var apart = workspace.Take<double>(count * width);
        SquaredDistances.Run(groups.Centers.AsSpan(run * d * width, d * width), points, width, apart);
        for (var g = run * width; g < EndOf(run); g++)
        {
            var reach = groups.Radii[g] + Math.Sqrt(farthest[g]);
            reach = (reach * reach * (1 + Margin)) + Underflow;
            for (var c = 0; c < count; c++)
            {
                if (apart[(c * width) + (g % width)] >= reach)
                {
                    near[g % width] &= ~(1u << c);
                }
            }
        }
    }

    private void AddGains(int g, IGroupLook look, Span<double> gains, Workspace workspace)
    {
        workspace.Reset();
        var kept = Load(g, workspace, out var scales);
        var count = groups.Begins[g + 1] - groups.Begins[g];
        var found = workspace.Take<double>(gains.Length * kept.Length);
        nearer[g] = look.Squares(groups.Begins[g], kept, count, nearer[g], found, workspace);
        for (var left = nearer[g]; left != 0; left &= left - 1)
        {
            var c = BitOperations.TrailingZeroCount(left);
            gains[c] += counts[g] - CostCount.Lesser(kept, found.Slice(c * kept.Length, kept.Length), scales);
        }
    }

    private void Lower(int g, IGroupLook look, Workspace workspace)
    {
        workspace.Reset();
        var kept = Load(g, workspace, out var scales);
        var count = groups.Begins[g + 1] - groups.Begins[g];
        var found = workspace.Take<double>(kept.Length);
        var begin = groups.Begins[g];
        if (look.Squares(begin, kept, count, 1, found, workspace) == 0)
        {
            return;
        }

        double most = 0;
        for (var i = 0; i < count; i++)
        {
            if (found[i] < kept[i])
            {
                kept[i] = squares[begin + i] = found[i];
                distances.Lowered(begin + i, found[i]);
            }

            most = Math.Max(most, kept[i]);
        }

        farthest[g] = most;
        counts[g] = CostCount.Lesser(kept, kept, scales);
    }

    /// <summary>The squares and scales of a group's rows, filled up with 0 to a multiple of 32.</summary>
    private Span<double> Load(int g, Workspace workspace, out Span<double> scales)
    {
        var begin = groups.Begins[g];
        var count = groups.Begins[g + 1] - begin;
        var width = (count + RowTile.Granularity - 1) / RowTile.Granularity * RowTile.Granularity;
        var kept = workspace.Take<double>(width);
        squares.AsSpan(begin, count).CopyTo(kept);
        kept[count..].Clear();
        scales = workspace.Take<double>(width);
        scales.Fill(units);
        if (rows.IsWeighted)
        {
            for (var i = 0; i < count; i++)
            {
                scales[i] = rows.Weight(groups.Order[begin + i]) * units;
            }
        }

        return kept;
    }

    private double Count(int place) => CostCount.Of(squares[place], rows.Weight(groups.Order[place]) * units);

    /// <summary>Counts all costs in the finest units, a power of two, whose total stays below 2^51: first of a bound, then of the sum itself.</summary>
    private void CountAnew()
    {
        double most = 0;
        for (var i = 0; i < squares.Length; i++)
        {
            most = Math.Max(most, squares[i] * rows.Weight(groups.Order[i]));
        }

        if (most > 0)
        {
            CountIn(most * squares.Length);
            CountIn((Total + squares.Length) / units);
        }
    }

    private void CountIn(double bound)
    {
        units = Math.ScaleB(1, Math.Clamp(49 - Math.ILogB(bound), -FinestUnit, FinestUnit));
        runs.For((run, workspace) =>
        {
            for (var g = run * RowGroups<T>.InRun; g < EndOf(run); g++)
            {
                workspace.Reset();
                var kept = Load(g, workspace, out var scales);
                counts[g] = CostCount.Lesser(kept, kept, scales);
            }
        });
        Total = counts.Sum();
    }
}
