using System.Numerics;
using System.Runtime.CompilerServices;
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
internal class HamerlyAssignment<T>(Observations<T> rows, int clusters, FeatureSummary summary, RowRadius radius) : BlockAssignment<T>(rows, clusters, summary)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Where this share of a block is in doubt, the whole block is as fast.</summary>
    private const double WholeBlock = 0.75;
    private readonly double[] spent = new double[new RowBlocks<T>(rows, statisticsSize: 0).Blocks];
    private RowScoring<T>? scoring;
    private FastCentroids<T>? fast;

    protected HamerlyBounds<T> Kept { get; } = new((int)rows.Count, clusters);

    /// <summary>The pass's centroids.</summary>
    protected RowScoring<T> Scoring => scoring!;

    public override void Begin(Centroids model)
    {
        Kept.Drift.Advance(model);
        scoring = new(new(model.Means, model.Dimension), radius);
        fast = new(scoring, Kept.Drift.Steps);
        Kept.SetApart(scoring);
        Kept.SetThresholds(scoring.Slack);
    }

    protected sealed override void Assign(int unit, RowBlock<T> block, ReadOnlySpan<int> labels, Span<int> next, Workspace workspace)
    {
        labels.CopyTo(next);
        if (IsFirstPass)
        {
            Scoring.Score(block, next, Kept, workspace);
            return;
        }

        var index = workspace.Take<int>(block.Count);
        var distances = workspace.Take<double>(block.Count);
        index = index[..Kept.Doubtful((int)block.First, labels, index)];
        if (index.Length > WholeBlock * block.Count && fast!.LeastShare > WholeBlock)
        {
            // Of few centroids all are looked at in about the time in which a row is measured.
            Scoring.Score(block, next, Kept, workspace);
            return;
        }

        index = index[..Kept.Tighten(block, labels, Scoring, index, distances, workspace)];
        var sets = workspace.Take<int>(index.Length);
        var work = Sets(block.First, labels, index, distances, sets);
        spent[unit] += work;
        if (spent[unit] > index.Length || work > WholeBlock * block.Count)
        {
            spent[unit] = 0;
            sets.Clear();
        }

        var at = workspace.Take<int>(index.Length);
        for (var set = fast!.Sets - 1; set > 0; set--)
        {
            Look(block, labels, set, index, distances, sets, at[..Of(set, sets, at)], next, workspace.Inner);
        }

        var left = 0;
        foreach (var m in at[..Of(0, sets, at)])
        {
            (index[left], distances[left++]) = (index[m], distances[m]);
        }

        LookAtAll(block, index[..left], distances[..left], next, workspace);
    }

    /// <summary>Finds the nearest of all centroids for some rows, and sets their bounds.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="index">Which of them.</param>
    /// <param name="distances">At most how far each of these is from its own centroid.</param>
    /// <param name="next">Takes the nearest centroids.</param>
    /// <param name="workspace">Gives memory.</param>
    protected virtual void LookAtAll(RowBlock<T> block, ReadOnlySpan<int> index, ReadOnlySpan<double> distances, Span<int> next, Workspace workspace)
    {
        if (index.Length > WholeBlock * block.Count)
        {
            Scoring.Score(block, next, Kept, workspace);
        }
        else
        {
            Scoring.Score(block, index, next, Kept, workspace);
        }
    }

    /// <summary>The smallest set of fast centroids that must be looked at for each of some rows; returns the work, that of a look at all centroids being 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Sets(long first, ReadOnlySpan<int> labels, ReadOnlySpan<int> index, ReadOnlySpan<double> distances, Span<int> sets)
    {
        double work = 0;
        for (var m = 0; m < index.Length; m++)
        {
            var room = Kept.LowerBefore(first + index[m], labels[index[m]]) - Bounds.Clear(distances[m], Scoring.Slack);
            var set = fast!.Sets - 1;
            while (set > 0 && fast.Outside(set) >= room)
            {
                set--;
            }

            sets[m] = set;
            work += fast.Share(set);
        }

        return work;
    }

    /// <summary>Lists where a set is named.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Of(int set, ReadOnlySpan<int> sets, Span<int> at)
    {
        var count = 0;
        for (var m = 0; m < sets.Length; m++)
        {
            at[count] = m;
            count += sets[m] == set ? 1 : 0;
        }

        return count;
    }

    /// <summary>Scores some of the listed rows against one set of fast centroids; those that move to one of them from outside, or may, are left to set 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Look(
        RowBlock<T> block,
        ReadOnlySpan<int> labels,
        int set,
        ReadOnlySpan<int> index,
        ReadOnlySpan<double> distances,
        Span<int> sets,
        ReadOnlySpan<int> at,
        Span<int> next,
        Workspace workspace)
    {
        if (at.IsEmpty)
        {
            return;
        }

        workspace.Reset();
        var some = workspace.Take<int>(at.Length);
        for (var i = 0; i < at.Length; i++)
        {
            some[i] = index[at[i]];
        }

        var winners = workspace.Take<int>(at.Length);
        var scores = workspace.Take<T>(2 * at.Length);
        var squares = workspace.Take<T>(at.Length);
        var least = workspace.Take<T>(at.Length);
        NearestCentroid.Assign(RowScoring<T>.Gathered(block, some, workspace), fast!.Packed(set), winners, scores, squares, workspace);
        var best = scores[..at.Length];
        var second = scores[at.Length..];
        best.CopyTo(least);
        Scoring.Most(squares, best);
        Scoring.Least(squares, second);
        Scoring.Least(squares, least);
        for (var i = 0; i < at.Length; i++)
        {
            var (row, own, winner) = (block.First + some[i], labels[some[i]], fast.Members(set)[winners[i]]);
            var others = Kept.LowerBefore(row, own) - fast.Outside(set);
            var nearest = double.CreateTruncating(least[i]);
            if (fast.Contains(set, own))
            {
                next[some[i]] = winner;
                Kept.Set(row, winner, double.CreateTruncating(best[i]), Math.Min(others, double.CreateTruncating(second[i])));
            }
            else if (nearest > Bounds.Clear(distances[at[i]], Scoring.Slack))
            {
                Kept.Set(row, own, distances[at[i]], Math.Min(others, nearest));
            }
            else
            {
                sets[at[i]] = 0;
            }
        }
    }
}
