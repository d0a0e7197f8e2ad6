using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// While a row's two bounds do not meet, its label stays, and the row is not read (G. Hamerly, "Making k-means even faster", SDM 2010). Rows whose bounds meet get their
/// distance anew. If that does not help they are gathered and go through the dense kernel: against those centroids alone that moved so far that they may have come near, as the
/// bound still holds for the others (T. Kaukoranta, P. Fränti and O. Nevalainen, "A fast exact GLA based on code vector activity detection", IEEE Trans. Image Processing 2000). A
/// bound that is carried on in that way wears out: where such looks have cost a block as much as a look at all centroids, that comes next.
/// At worst O(n K d) a pass, at best O(n); 12 bytes a row.
/// </summary>
/// <param name="rows">n x d rows.</param>
/// <param name="clusters">K.</param>
/// <param name="summary">Their moments.</param>
/// <param name="radius">The ball that holds them.</param>
internal sealed class HamerlyAssignment<T>(Observations<T> rows, int clusters, FeatureSummary summary, RowRadius radius) : BlockAssignment<T>(rows, clusters, summary)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly HamerlyBounds<T> bounds = new((int)rows.Count, clusters);
    private readonly double[] spent = new double[new RowBlocks<T>(rows, statisticsSize: 0).Blocks];
    private RowScoring<T>? scoring;
    private FastCentroids<T>? fast;

    public override void Begin(Centroids model)
    {
        bounds.Drift.Advance(model);
        scoring = new(new(model.Means, model.Dimension), radius);
        fast = new(scoring, bounds.Drift.Steps);
        bounds.SetApart(scoring);
    }

    protected override void Assign(int unit, RowBlock<T> block, ReadOnlySpan<int> labels, Span<int> next, Workspace workspace)
    {
        labels.CopyTo(next);
        var index = workspace.Take<int>(block.Count);
        if (labels[0] < 0)
        {
            All(block, next, index, workspace);
            return;
        }

        var distances = workspace.Take<double>(block.Count);
        index = index[..bounds.Doubtful((int)block.First, labels, scoring!.Slack, index, workspace)];
        index = index[..bounds.Tighten(block, labels, scoring!, index, distances, workspace)];
        var sets = workspace.Take<int>(index.Length);
        var work = Sets(block.First, labels, index, distances, sets);
        if (work > block.Count * 3 / 4)
        {
            // The whole block is as fast as most of it.
            spent[unit] = 0;
            All(block, next, workspace.Take<int>(block.Count), workspace);
            return;
        }

        spent[unit] += work;
        if (spent[unit] > index.Length)
        {
            spent[unit] = 0;
            sets.Clear();
        }

        Score(block, labels, index, distances, sets, next, workspace);
    }

    /// <summary>The smallest set of fast centroids that must be looked at for each of some rows; returns the work, that of a look at all centroids being 1.</summary>
    private double Sets(long first, ReadOnlySpan<int> labels, ReadOnlySpan<int> index, ReadOnlySpan<double> distances, Span<int> sets)
    {
        double work = 0;
        for (var m = 0; m < index.Length; m++)
        {
            var room = bounds.LowerBefore(first + index[m], labels[index[m]]) - Bounds.Clear(distances[m], scoring!.Slack);
            var set = fast!.Sets - 1;
            while (set > 0 && fast.Outside(set) >= room)
            {
                set--;
            }

            sets[m] = set;
            work += (double)fast.Members(set).Length / fast.Members(0).Length;
        }

        return work;
    }

    /// <summary>Scores rows against the sets that they need, set by set; those that rounding leaves in doubt against all centroids.</summary>
    private void Score(RowBlock<T> block, ReadOnlySpan<int> labels, ReadOnlySpan<int> index, ReadOnlySpan<double> distances, ReadOnlySpan<int> sets, Span<int> next, Workspace workspace)
    {
        var some = workspace.Take<int>(index.Length);
        var theirs = workspace.Take<double>(index.Length);
        var all = workspace.Take<int>(index.Length);
        var left = 0;
        for (var set = fast!.Sets - 1; set >= 0; set--)
        {
            var count = 0;
            for (var m = 0; m < index.Length; m++)
            {
                (some[count], theirs[count]) = (index[m], distances[m]);
                count += sets[m] == set ? 1 : 0;
            }

            if (set > 0)
            {
                left += Score(block, labels, set, some[..count], theirs, next, all[left..], workspace);
            }
            else
            {
                some[..count].CopyTo(all[left..]);
                scoring!.Score(block, all[..(left + count)], next, bounds, workspace);
            }
        }
    }

    /// <summary>Scores rows against one set, and lists those that must be scored against all.</summary>
    private int Score(RowBlock<T> block, ReadOnlySpan<int> labels, int set, ReadOnlySpan<int> index, ReadOnlySpan<double> distances, Span<int> next, Span<int> all, Workspace workspace)
    {
        if (index.IsEmpty)
        {
            return 0;
        }

        workspace.Inner.Reset();
        var winners = workspace.Inner.Take<int>(index.Length);
        var scores = workspace.Inner.Take<T>(2 * index.Length);
        var squares = workspace.Inner.Take<T>(index.Length);
        var least = workspace.Inner.Take<T>(index.Length);
        NearestCentroid.Assign(RowScoring<T>.Gathered(block, index, workspace.Inner), fast!.Packed(set), winners, scores, workspace.Inner);
        scoring!.Norms(block, index, squares);
        scores[..index.Length].CopyTo(least);
        scoring.Most(squares, scores[..index.Length]);
        scoring.Least(squares, scores[index.Length..]);
        scoring.Least(squares, least);
        var left = 0;
        for (var m = 0; m < index.Length; m++)
        {
            var (row, own, winner) = (block.First + index[m], labels[index[m]], fast.Members(set)[winners[m]]);
            var others = bounds.LowerBefore(row, own) - fast.Outside(set);
            var (nearest, atLeast, second) = (double.CreateTruncating(scores[m]), double.CreateTruncating(least[m]), double.CreateTruncating(scores[index.Length + m]));
            if (fast.Contains(set, own))
            {
                next[index[m]] = winner;
                bounds.Set(row, winner, nearest, Math.Min(others, second));
            }
            else if (atLeast > Bounds.Clear(distances[m], scoring.Slack))
            {
                bounds.Set(row, own, distances[m], Math.Min(others, atLeast));
            }
            else
            {
                // It moves, or rounding hides whether it does.
                all[left++] = index[m];
            }
        }

        return left;
    }

    private void All(RowBlock<T> block, Span<int> next, Span<int> index, Workspace workspace)
    {
        for (var i = 0; i < index.Length; i++)
        {
            index[i] = i;
        }

        scoring!.Score(block, index, next, bounds, workspace);
    }
}
