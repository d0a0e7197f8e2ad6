using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// A tree of boxes over the rows through which the centroids are filtered: one that is farther than another from all of a box is no candidate below it, and where one
/// candidate is left the whole box is its own (Pelleg and Moore 1999; Kanungo, Mount, Netanyahu, Piatko, Silverman and Wu 2002). Such a box keeps a bound on how far centroids
/// may move until it must be looked at again, as rows do in Hamerly (2010), and a leaf on the border of cells keeps its few candidates for as long, so that nothing else costs
/// anything. Candidates that may come nearest within a few passes are kept, too, so that bounds last. For few features. At d = 2 and
/// <see cref="float"/> about 16 bytes a row.
/// </summary>
internal sealed partial class FilteringAssignment<T> : HardAssignment
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>More clusters than this do not fit the labels.</summary>
    public const int MostClusters = Mixed - 1;
    private const ushort None = ushort.MaxValue;
    private const ushort Mixed = ushort.MaxValue - 1;
    private const int MostRegions = 256;
    private const int LabelsAtOnce = 1 << 15;

    /// <summary>The centroids that a leaf can keep as its candidates.</summary>
    private const int Few = 4;

    /// <summary>Candidates are kept that may come nearest within so many passes like the last one,</summary>
    private const double Passes = 6;

    /// <summary>and for a region within so many.</summary>
    private const double PassesOfRegion = 8;

    /// <summary>Where centroids have slowed down to this, fewer will do.</summary>
    private const double Slower = 0.7;

    private readonly Observations<T> rows;
    private readonly RowTree<T> tree;
    private readonly RowRadius radius;
    private readonly ushort[] labels;

    /// <summary>The centroid to which all rows of a node belong, or <see cref="Mixed"/>, or <see cref="None"/> before it has been looked at. A leaf that has candidates is no one's.</summary>
    private readonly ushort[] owners;

    /// <summary>The candidates of a leaf, rising, and <see cref="None"/> behind them.</summary>
    private readonly ushort[] few;

    /// <summary>As long as the path of its region is shorter, the owner or the candidates of a node hold.</summary>
    private readonly float[] expiries;
    private readonly CentroidDrift drift;
    private readonly double[] origin;
    private readonly BoxFilter filter;
    private readonly int d;
    private readonly ConcurrentStack<MovedRows<T>> idle = [];
    private readonly FilteringRegion[] regions;
    private double stepAtSplit;
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
        few = new ushort[Few * tree.Leaves];
        Array.Fill(labels, None);
        Array.Fill(owners, None);
        Array.Fill(expiries, float.NegativeInfinity);
        Array.Fill(few, None);
        drift = new(clusters);
        origin = summary.Mean;
        filter = new(d, clusters);

        // One level of the tree, without the nodes behind the last leaf.
        var first = Math.Min(tree.Size, MostRegions);
        regions = [.. Enumerable.Range(first, first).Where(node => tree.Range(node) is var (begin, end) && begin < end).Select(node => new FilteringRegion(node))];
    }

    public override int Units => regions.Length;

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
            filter.Points[(i / d * filter.Stride) + (i % d)] = model.Means[i] - origin[i % d];
        }

        foreach (var region in regions)
        {
            region.Advance(drift.Steps);
        }

        // That no other centroid than a region's candidates is nearest holds by the region's own bound, and for all below it.
        if (drift.LastStep < Slower * stepAtSplit || Array.Exists(regions, region => region.IsExpired(drift.Pairs)))
        {
            stepAtSplit = drift.LastStep;
            Split(1, [.. Enumerable.Range(0, model.Count).Select(k => (ushort)k)], double.PositiveInfinity);
        }
    }

    public override void Run(int unit, ExactSums sums, Workspace workspace)
    {
        var moves = idle.TryPop(out var used) ? used : new(rows, tree);
        var walk = new Walk(this, regions[unit], moves, sums, workspace);
        walk.Node(regions[unit].Node, 0);
        moves.Flush(sums);
        idle.Push(moves);
    }

    /// <summary>Goes down from the root to the regions: each gets the candidates that the node above it leaves.</summary>
    private void Split(int node, ushort[] candidates, double gap)
    {
        var (begin, end) = tree.Range(node);
        if (begin == end)
        {
            return;
        }

        if (node >= regions[0].Node)
        {
            regions[node - regions[0].Node].Set(candidates, drift.Pairs, filter.Margin(gap, least: 0));
            return;
        }

        Span<double> box = new double[2 * filter.Stride];
        Center(node, box);
        var kept = new ushort[candidates.Length];
        var nearest = filter.Nearest(candidates, box);
        var closest = double.PositiveInfinity;
        var left = filter.Filter(candidates, nearest, box, PassesOfRegion * drift.LastStep, kept, ref closest);
        gap = Math.Min(gap, filter.Gap(closest, nearest, box));
        Split(2 * node, kept[..left], gap);
        Split((2 * node) + 1, kept[..left], gap);
    }

    /// <summary>A node's box about the rows' mean.</summary>
    private void Center(int node, Span<double> box)
    {
        var raw = tree.Box(node);
        for (var j = 0; j < d; j++)
        {
            box[j] = double.CreateTruncating(raw[j]) - origin[j];
            box[filter.Stride + j] = double.CreateTruncating(raw[d + j]) - origin[j];
        }
    }
}
