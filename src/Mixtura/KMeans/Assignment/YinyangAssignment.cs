using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// A lower bound for each row and group of about ten centroids, on the distance to those of them that are not the row's own: only groups whose bound does not rule them out are looked at
/// (Y. Ding, Y. Zhao, X. Shen, M. Musuvathi and T. Mytkowicz, "Yinyang k-means", ICML 2015). Groups are the nearest of the starting centroids to one after the other, in place of a
/// clustering of them. Hamerly's two bounds come first, so that most rows need no look at the groups. 12 + 0.4 K bytes a row.
/// </summary>
internal sealed class YinyangAssignment<T> : BlockAssignment<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int GroupSize = 10;
    private const int RowsAtOnce = 32;
    private readonly HamerlyBounds<T> bounds;
    private readonly RowRadius radius;
    private readonly int[][] members;
    private readonly int[] groupOf;
    private readonly float[] lower;
    private readonly double[] paths;
    private readonly float[] roundedPaths;
    private RowScoring<T>? scoring;
    private Centroids? centroids;

    /// <param name="rows">n x d rows.</param>
    /// <param name="start">The starting centroids.</param>
    /// <param name="summary">The rows' moments.</param>
    /// <param name="radius">The ball that holds them.</param>
    public YinyangAssignment(Observations<T> rows, Centroids start, FeatureSummary summary, RowRadius radius)
        : base(rows, start.Count, summary)
    {
        this.radius = radius;
        members = Groups(start);
        groupOf = new int[start.Count];
        for (var g = 0; g < members.Length; g++)
        {
            foreach (var k in members[g])
            {
                groupOf[k] = g;
            }
        }

        bounds = new((int)rows.Count, groupOf.Length);
        lower = new float[checked(rows.Count * members.Length)];
        paths = new double[members.Length];
        roundedPaths = new float[members.Length];
    }

    public override void Begin(Centroids model)
    {
        bounds.Drift.Advance(model);
        centroids = model;
        scoring = new(new(model.Means, model.Dimension), radius);
        bounds.SetThresholds(scoring.Slack);
        for (var g = 0; g < members.Length; g++)
        {
            paths[g] = (paths[g] + members[g].Max(k => bounds.Drift.Steps[k])) * (1 + 2.3e-16);
            roundedPaths[g] = Bounds.Up(paths[g]);
        }
    }

    protected override void Assign(int unit, RowBlock<T> block, ReadOnlySpan<int> labels, Span<int> next, Workspace workspace)
    {
        labels.CopyTo(next);
        var index = workspace.Take<int>(block.Count);
        if (IsFirstPass)
        {
            scoring!.Score(block, next, bounds, workspace);
            Learn(block, next, workspace);
            return;
        }

        index = index[..bounds.Doubtful((int)block.First, labels, index)];
        var distances = workspace.Take<double>(index.Length);
        index = index[..bounds.Tighten(block, labels, scoring!, index, distances, workspace)];
        var hard = workspace.Take<int>(index.Length);
        var left = 0;
        var pairs = new CandidatePairs<T>(scoring!, RowsAtOnce, groupOf.Length, workspace);
        for (var first = 0; first < index.Length; first += RowsAtOnce)
        {
            var some = Math.Min(RowsAtOnce, index.Length - first);
            workspace.Inner.Reset();
            left += Rule(block, index.Slice(first, some), distances.Slice(first, some), next, pairs, hard[left..], workspace.Inner);
        }

        scoring!.Score(block, hard[..left], next, bounds, workspace);
        foreach (var i in hard[..left])
        {
            if (next[i] != labels[i])
            {
                // The group of the centroid that the row leaves does not know it yet: a distance of 0 is always a bound.
                var g = groupOf[labels[i]];
                lower[At(block.First + i, g)] = Bounds.Down(paths[g]);
            }
        }
    }

    /// <summary>The first centroid that is in no group and those nearest to it make the next one. O(K^2 d).</summary>
    private static int[][] Groups(Centroids start)
    {
        var left = Enumerable.Range(0, start.Count).ToList();
        var groups = new List<int[]>();
        while (left.Count > 0)
        {
            var seed = left[0];
            var group = left.OrderBy(k => SquaredDistance.Between(start[seed], start[k])).Take(GroupSize).ToArray();
            groups.Add(group);
            left.RemoveAll(k => group.Contains(k));
        }

        return [.. groups];
    }

    /// <summary>The bounds of the first pass, from all distances. O(n K d).</summary>
    private void Learn(RowBlock<T> block, ReadOnlySpan<int> labels, Workspace workspace)
    {
        var d = centroids!.Dimension;
        var width = RowTile.Width(d, groupOf.Length);
        var tile = workspace.Take<double>(d * width);
        var squares = workspace.Take<double>(groupOf.Length * width);
        for (var first = 0; first < block.Count; first += width)
        {
            var count = Math.Min(width, block.Count - first);
            RowTile.Turn(block.Values.Slice(first * d, count * d), d, width, tile);
            SquaredDistances.Run(tile, centroids.Means, width, squares);
            for (var i = 0; i < count; i++)
            {
                for (var g = 0; g < members.Length; g++)
                {
                    var least = double.PositiveInfinity;
                    foreach (var k in members[g])
                    {
                        least = k != labels[first + i] ? Math.Min(least, squares[(k * width) + i]) : least;
                    }

                    lower[At(block.First + first + i, g)] = Bounds.Down((Math.Sqrt(least) * (1 - scoring!.Share)) + paths[g]);
                }
            }
        }
    }

    /// <summary>Finds the nearest centroids of some rows among their own and those of groups that are not ruled out, and lists the rows left in doubt.</summary>
    private int Rule(RowBlock<T> block, ReadOnlySpan<int> index, ReadOnlySpan<double> distances, Span<int> next, CandidatePairs<T> pairs, Span<int> hard, Workspace workspace)
    {
        var listed = 0;
        for (var m = 0; m < index.Length; m++)
        {
            listed = List(block.First + index[m], index[m], next[index[m]], Threshold(distances[m]), pairs, listed);
            pairs.End(m, listed);
        }

        pairs.Measure(block, listed, workspace);
        var left = 0;
        for (var m = 0; m < index.Length; m++)
        {
            var row = block.First + index[m];
            var threshold = Threshold(distances[m]);
            var nearest = pairs.Nearest(m, Others(row, threshold), out var second);
            if (nearest < 0)
            {
                hard[left++] = index[m];
                continue;
            }

            next[index[m]] = pairs.Centroid(nearest);
            bounds.Set(row, next[index[m]], pairs.Most(nearest), second);
            Renew(row, m, nearest, threshold, pairs);
        }

        return left;
    }

    /// <summary>A centroid at least this far from a row is not nearer than its own, however scores were rounded; with room for the rounding of bounds.</summary>
    private float Threshold(double distance) => (float)(Math.Sqrt((distance * distance) + scoring!.Slack) * (1 + 1e-6));

    /// <summary>Lists a row's own centroid and all others of the groups whose bound is not above a threshold.</summary>
    private int List(long row, int inBlock, int own, float threshold, CandidatePairs<T> pairs, int listed)
    {
        pairs.Set(listed++, inBlock, own);
        var at = At(row, 0);
        for (var g = 0; g < members.Length; g++)
        {
            if (lower[at + g] - roundedPaths[g] <= threshold)
            {
                foreach (var k in members[g])
                {
                    if (k != own)
                    {
                        pairs.Set(listed++, inBlock, k);
                    }
                }
            }
        }

        return listed;
    }

    /// <summary>At least how far the centroids of the groups are that were ruled out.</summary>
    private double Others(long row, float threshold)
    {
        var at = At(row, 0);
        var least = double.PositiveInfinity;
        for (var g = 0; g < members.Length; g++)
        {
            var bound = lower[at + g] - roundedPaths[g];
            least = bound > threshold ? Math.Min(least, bound * (1 - 1e-6)) : least;
        }

        return least;
    }

    /// <summary>Sets the bounds of the groups that were looked at; where the row leaves a centroid whose group was not, that bound learns of it.</summary>
    private void Renew(long row, int m, int nearest, float threshold, CandidatePairs<T> pairs)
    {
        var at = At(row, 0);
        for (var g = 0; g < members.Length; g++)
        {
            if (lower[at + g] - roundedPaths[g] <= threshold)
            {
                lower[at + g] = float.PositiveInfinity;
            }
        }

        var (begin, end) = (pairs.Of(m).Start.Value, pairs.Of(m).End.Value);
        for (var pair = begin; pair < end; pair++)
        {
            var k = pairs.Centroid(pair);
            if (pair != nearest)
            {
                var g = groupOf[k];
                lower[at + g] = Math.Min(lower[at + g], Bounds.Down(pairs.Least(pair) + paths[g]));
            }
        }
    }

    private long At(long row, int group) => (row * members.Length) + group;
}
