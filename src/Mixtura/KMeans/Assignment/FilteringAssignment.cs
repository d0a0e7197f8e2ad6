using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// A tree of boxes over the rows through which the centroids are filtered: one that is farther than another from all of a box is no candidate below it, and where one
/// candidate is left the whole box is its own (Pelleg and Moore 1999; Kanungo, Mount, Netanyahu, Piatko, Silverman and Wu 2002). Such a box keeps a bound on how far centroids
/// may move until it must be looked at again, as rows do in Hamerly (2010), so that only boxes on the borders of cells cost anything. For few features. At d = 2 and
/// <see cref="float"/> about 16 bytes a row.
/// </summary>
internal sealed class FilteringAssignment<T> : HardAssignment
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>More clusters than this do not fit the labels.</summary>
    public const int MostClusters = ushort.MaxValue - 1;
    private const ushort None = ushort.MaxValue;
    private const int MostUnits = 256;
    private const int LabelsAtOnce = 1 << 15;

    private readonly Observations<T> rows;
    private readonly RowTree<T> tree;
    private readonly RowRadius radius;
    private readonly ushort[] labels;
    private readonly ushort[] owners;
    private readonly float[] expiries;
    private readonly CentroidDrift drift;
    private readonly double[] origin;
    private readonly BoxFilter filter;
    private readonly int d;
    private readonly ConcurrentStack<MovedRows<T>> idle = [];
    private readonly List<(int Node, int[] Candidates, double Gap)> tops = [];
    private RowScoring<T>? scoring;

    /// <param name="rows">n x d rows.</param>
    /// <param name="clusters">K.</param>
    /// <param name="summary">Their moments.</param>
    /// <param name="radius">The ball that holds them.</param>
    /// <param name="tree">The tree over them.</param>
    public FilteringAssignment(Observations<T> rows, int clusters, FeatureSummary summary, RowRadius radius, RowTree<T> tree)
        : base(clusters, summary)
    {
        this.rows = rows;
        this.radius = radius;
        this.tree = tree;
        d = rows.Dimension;
        labels = new ushort[rows.Count];
        owners = new ushort[2 * tree.Size];
        expiries = new float[2 * tree.Size];
        Array.Fill(labels, None);
        Array.Fill(owners, None);
        drift = new(clusters);
        origin = summary.Mean;
        filter = new(d, clusters);
    }

    public override int Units => tops.Count;

    public override int[] Labels(int threads)
    {
        var inOrder = GC.AllocateUninitializedArray<int>(labels.Length);
        Parallel.For(0, (labels.Length + LabelsAtOnce - 1) / LabelsAtOnce, new() { MaxDegreeOfParallelism = threads }, chunk =>
        {
            for (var at = chunk * LabelsAtOnce; at < Math.Min(labels.Length, (chunk + 1) * LabelsAtOnce); at++)
            {
                inOrder[tree.Order[at]] = labels[at];
            }
        });
        return inOrder;
    }

    public override void Begin(Centroids model)
    {
        drift.Advance(model);
        scoring = new(new(model.Means, d), radius);

        // Once for the scores and once for the arithmetic of boxes.
        filter.Slack = 2 * scoring.Slack;
        for (var i = 0; i < model.Means.Length; i++)
        {
            filter.Points[i] = model.Means[i] - origin[i % d];
        }

        tops.Clear();
        Split(1, [.. Enumerable.Range(0, model.Count)], double.PositiveInfinity);
    }

    public override void Run(int unit, ExactSums sums, Workspace workspace)
    {
        var (node, candidates, gap) = tops[unit];
        var levels = BitOperations.Log2((uint)tree.Size) + 2;
        var moves = idle.TryPop(out var used) ? used : new(rows, tree);
        var visit = new Visitor(this, moves, sums, workspace);
        visit.Node(node, candidates, workspace.Take<int>(candidates.Length * levels), gap);
        moves.Flush(sums);
        idle.Push(moves);
    }

    /// <summary>Goes down from the root as far as there are enough nodes for all threads: each with the candidates that its parent leaves.</summary>
    private void Split(int node, int[] candidates, double gap)
    {
        var (begin, end) = tree.Range(node);
        if (begin == end)
        {
            return;
        }

        if (node >= Math.Min(tree.Size, MostUnits))
        {
            tops.Add((node, candidates, gap));
            return;
        }

        Span<double> box = new double[2 * d];
        Center(node, box);
        var kept = new int[candidates.Length];
        filter.Filter(candidates, filter.Nearest(candidates, box), box, kept, out var left, ref gap);
        Split(2 * node, kept[..left], gap);
        Split((2 * node) + 1, kept[..left], gap);
    }

    /// <summary>One walk down from a node.</summary>
    private readonly ref struct Visitor(FilteringAssignment<T> owner, MovedRows<T> moves, ExactSums sums, Workspace workspace)
    {
        private readonly Span<T> scratch = workspace.Take<T>(owner.d * RowTree<T>.LeafRows);
        private readonly Span<T> winners = workspace.Take<T>(RowTree<T>.LeafRows);
        private readonly Span<ushort> next = workspace.Take<ushort>(RowTree<T>.LeafRows);
        private readonly Span<double> box = workspace.Take<double>(2 * owner.d);

        /// <summary>Filters candidates at a node, then goes on below it.</summary>
        /// <param name="node">The node.</param>
        /// <param name="candidates">The centroids that may be nearest to a row of it, rising.</param>
        /// <param name="free">Room for those that are left.</param>
        /// <param name="gap">By how much every other centroid is farther from each of its rows than one of the candidates.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Node(int node, ReadOnlySpan<int> candidates, Span<int> free, double gap)
        {
            var before = owner.owners[node];
            if (before != None && owner.expiries[node] > owner.drift.Own[before] + owner.drift.Others[before])
            {
                return;
            }

            owner.Center(node, box);
            var nearest = owner.filter.Nearest(candidates, box);
            var reach = owner.filter.Filter(candidates, nearest, box, free, out var left, ref gap);
            if (left == 1)
            {
                if (before != nearest)
                {
                    Own(node, (ushort)nearest);
                }

                owner.expiries[node] = Bounds.Down(owner.filter.Margin(gap, reach) + owner.drift.Own[nearest] + owner.drift.Others[nearest]);
                return;
            }

            owner.owners[node] = None;
            if (node >= owner.tree.Size)
            {
                Leaf(node - owner.tree.Size, free[..left]);
                return;
            }

            for (var child = 2 * node; child <= (2 * node) + 1; child++)
            {
                var (begin, end) = owner.tree.Range(child);
                if (begin < end)
                {
                    if (before != None)
                    {
                        (owner.owners[child], owner.expiries[child]) = (before, float.NegativeInfinity);
                    }

                    Node(child, free[..left], free[left..], gap);
                }
            }
        }

        /// <summary>All rows of a node go to one centroid.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Own(int node, ushort nearest)
        {
            owner.owners[node] = nearest;
            var (begin, end) = owner.tree.Range(node);
            var own = owner.labels.AsSpan(begin, end - begin);
            if (own.IndexOfAnyExcept(nearest) < 0)
            {
                return;
            }

            if (moves.MovesLeaves && own.IndexOfAnyExcept(own[0]) < 0)
            {
                moves.AddLeaves(begin, end, own[0] == None ? -1 : own[0], nearest, sums);
                own.Fill(nearest);
                return;
            }

            for (var at = 0; at < own.Length; at++)
            {
                if (own[at] != nearest)
                {
                    moves.Add(begin + at, own[at] == None ? -1 : own[at], nearest, sums);
                    own[at] = nearest;
                }
            }
        }

        /// <summary>Each row of a leaf goes to the nearest of some candidates.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Leaf(int leaf, ReadOnlySpan<int> candidates)
        {
            var tile = owner.tree.Tile(leaf, scratch);
            var kernel = new LeafAssignment<T>(tile, RowTree<T>.LeafRows, owner.scoring!.Centroids, owner.scoring.Points, candidates, winners);
            SimdWidth.Run<T, LeafAssignment<T>>(ref kernel);
            var begin = leaf * RowTree<T>.LeafRows;
            var own = owner.labels.AsSpan(begin, Math.Min(RowTree<T>.LeafRows, owner.labels.Length - begin));
            Winners.ToLabels(winners, next);
            for (var at = own.CommonPrefixLength(next); at < own.Length; at++)
            {
                if (own[at] != next[at])
                {
                    moves.Add(begin + at, own[at] == None ? -1 : own[at], next[at], sums);
                    own[at] = next[at];
                }
            }
        }
    }

    /// <summary>A node's box about the rows' mean.</summary>
    private void Center(int node, Span<double> box)
    {
        var raw = tree.Box(node);
        for (var j = 0; j < d; j++)
        {
            box[j] = double.CreateTruncating(raw[j]) - origin[j];
            box[d + j] = double.CreateTruncating(raw[d + j]) - origin[j];
        }
    }
}
