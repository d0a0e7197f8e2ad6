using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Rows of a weight above 0 in an order in which near rows are neighbours, cut into groups, each with a center and a radius: the balls
/// of a ball tree (Omohundro, "Five balltree construction algorithms", 1989). A set is halved at the mean of one key: in few dimensions the
/// feature of the widest range, else the difference of the squared distances to two rows far apart. About O(n d log n); 8 bytes a row
/// while it is made, 4 after. A function of the rows alone.
/// </summary>
internal sealed class RowGroups<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Groups whose centers stand side by side, feature-major: a run.</summary>
    public const int InRun = RowTile.Granularity;

    /// <summary>A half smaller than this share of its set is no half: then the set is cut in the middle.</summary>
    private const int Lopsided = 32;

    private readonly Observations<T> rows;
    private readonly int most;
    private readonly CancellationToken cancellationToken;
    private readonly int[] order;
    private double[] keys = [];
    private int[] right = [];

    private RowGroups(Observations<T> rows, int most, CancellationToken cancellationToken)
    {
        this.rows = rows;
        this.most = most;
        this.cancellationToken = cancellationToken;
        order = [.. Enumerable.Range(0, (int)rows.Count).Where(i => rows.Weight(i) > 0)];
        Begins = [.. Enumerable.Range(0, ((order.Length - 1) / most) + 1).Select(g => g * most), order.Length];
        Centers = [];
        Radii = [];
    }

    /// <summary>The rows' numbers.</summary>
    public ReadOnlySpan<int> Order => order;

    /// <summary>Where each group begins in <see cref="Order"/>, and the end.</summary>
    public int[] Begins { get; private set; }

    public int Count => Begins.Length - 1;

    public int Runs => (Count + InRun - 1) / InRun;

    /// <summary>The most rows in a group.</summary>
    public int Most => most;

    /// <summary>Runs x d x 32, or nothing where groups are no balls.</summary>
    public double[] Centers { get; private set; }

    /// <summary>No row of a group is farther from its center, up to rounding.</summary>
    public double[] Radii { get; private set; }

    /// <summary>Rows as they lie; groups have no balls.</summary>
    public static RowGroups<T> InOrder(Observations<T> rows, int most) => new(rows, most, CancellationToken.None);

    /// <summary>Near rows together.</summary>
    public static RowGroups<T> Near(Observations<T> rows, int most, int threads, CancellationToken cancellationToken)
    {
        var groups = new RowGroups<T>(rows, most, cancellationToken);
        groups.Divide(BlockParallel.Threads(threads));
        groups.FindBalls(BlockParallel.Threads(threads));
        return groups;
    }

    private void Divide(int threads)
    {
        keys = new double[order.Length];
        right = new int[order.Length];
        var begins = new ConcurrentBag<int>();
        var sets = new List<(int Begin, int End)> { (0, order.Length) };
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };

        // Large sets level by level, until there are enough of them for all threads; who halves a set plays no part.
        while (threads > 1 && sets.Count < 8 * threads && sets.Exists(s => s.End - s.Begin > most))
        {
            var halves = new (int Begin, int End)[2 * sets.Count];
            Parallel.For(0, sets.Count, options, s =>
            {
                var (begin, end) = sets[s];
                var middle = end - begin > most ? Halve(begin, end) : end;
                (halves[2 * s], halves[(2 * s) + 1]) = ((begin, middle), (middle, end));
            });
            sets = [.. halves.Where(h => h.Begin < h.End)];
        }

        Parallel.ForEach(sets, options, s => Divide(s.Begin, s.End, begins));
        Begins = [.. begins.Order(), order.Length];
        keys = [];
        right = [];
    }

    private void Divide(int begin, int end, ConcurrentBag<int> begins)
    {
        var open = new Stack<(int Begin, int End)>([(begin, end)]);
        while (open.TryPop(out var set))
        {
            if (set.End - set.Begin <= most)
            {
                begins.Add(set.Begin);
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            var middle = Halve(set.Begin, set.End);
            open.Push((set.Begin, middle));
            open.Push((middle, set.End));
        }
    }

    /// <summary>Puts the rows whose key lies below the mean first; returns where the others begin.</summary>
    private int Halve(int begin, int end)
    {
        var set = order.AsSpan(begin, end - begin);
        var key = keys.AsSpan(begin, end - begin);
        if (rows.Dimension <= RowDistance.MostFeaturesInOrder)
        {
            KeysOfWidestFeature(set, key);
        }
        else
        {
            KeysOfFarRows(set, key);
        }

        double sum = 0;
        foreach (var k in key)
        {
            sum += k;
        }

        var mean = sum / key.Length;
        var rest = right.AsSpan(begin, end - begin);
        int lower = 0, upper = 0;
        for (var i = 0; i < key.Length; i++)
        {
            if (key[i] < mean)
            {
                set[lower++] = set[i];
            }
            else
            {
                rest[upper++] = set[i];
            }
        }

        rest[..upper].CopyTo(set[lower..]);
        return begin + (Math.Min(lower, upper) <= key.Length / Lopsided ? key.Length / 2 : lower);
    }

    private void KeysOfWidestFeature(ReadOnlySpan<int> set, Span<double> key)
    {
        nint d = rows.Dimension;
        Span<T> least = stackalloc T[(int)d];
        Span<T> greatest = stackalloc T[(int)d];
        rows[set[0]].CopyTo(least);
        least.CopyTo(greatest);
        ref var values = ref MemoryMarshal.GetReference(rows[0]);
        foreach (var row in set)
        {
            ref var x = ref Unsafe.Add(ref values, row * d);
            for (var j = 0; j < least.Length; j++)
            {
                var value = Unsafe.Add(ref x, j);
                least[j] = value < least[j] ? value : least[j];
                greatest[j] = value > greatest[j] ? value : greatest[j];
            }
        }

        nint widest = 0;
        for (var j = 1; j < least.Length; j++)
        {
            widest = greatest[j] - least[j] > greatest[(int)widest] - least[(int)widest] ? j : widest;
        }

        for (var i = 0; i < set.Length; i++)
        {
            key[i] = double.CreateTruncating(Unsafe.Add(ref values, (set[i] * d) + widest));
        }
    }

    /// <summary>Far from the set's first row lies one row, and far from that another: |x - one|^2 - |x - another|^2.</summary>
    private void KeysOfFarRows(ReadOnlySpan<int> set, Span<double> key)
    {
        var point = new double[rows.Dimension];
        rows.CopyTo(set[0], point);
        rows.CopyTo(set[Farthest(set, point, key)], point);
        var another = set[Farthest(set, point, key)];
        rows.CopyTo(another, point);
        for (var i = 0; i < set.Length; i++)
        {
            key[i] -= RowDistance.Between(rows[set[i]], point);
        }
    }

    /// <summary>Squared distances to a point, and where the largest is; of equals the first.</summary>
    private int Farthest(ReadOnlySpan<int> set, double[] point, Span<double> squares)
    {
        var farthest = 0;
        for (var i = 0; i < set.Length; i++)
        {
            squares[i] = RowDistance.Between(rows[set[i]], point);
            farthest = squares[i] > squares[farthest] ? i : farthest;
        }

        return farthest;
    }

    /// <summary>Centers are means; radii reach to the farthest row.</summary>
    private void FindBalls(int threads)
    {
        var d = rows.Dimension;
        var centers = new double[Runs * d * InRun];
        var radii = new double[Count];
        Parallel.For(0, Runs, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, run =>
        {
            var center = new double[d];
            for (var g = run * InRun; g < Math.Min(Count, (run + 1) * InRun); g++)
            {
                var set = order.AsSpan(Begins[g]..Begins[g + 1]);
                Mean(set, center);
                double radius = 0;
                foreach (var row in set)
                {
                    radius = Math.Max(radius, RowDistance.Between(rows[row], center));
                }

                radii[g] = Math.Sqrt(radius);
                for (var j = 0; j < d; j++)
                {
                    centers[(run * d * InRun) + (j * InRun) + (g % InRun)] = center[j];
                }
            }
        });
        (Centers, Radii) = (centers, radii);
    }

    private void Mean(ReadOnlySpan<int> set, Span<double> mean)
    {
        mean.Clear();
        foreach (var row in set)
        {
            var x = rows[row];
            for (var j = 0; j < x.Length; j++)
            {
                mean[j] += double.CreateTruncating(x[j]);
            }
        }

        foreach (ref var m in mean)
        {
            m /= set.Length;
        }
    }
}
