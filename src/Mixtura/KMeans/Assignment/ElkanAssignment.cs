using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// A lower bound for each row and centroid (C. Elkan, "Using the triangle inequality to accelerate k-means", ICML 2003), in the simplified form without distances between
/// centroids (Newling and Fleuret 2016). Looks at the fewest distances. A bound takes one byte (<see cref="CodedBounds"/>), a quarter of what it takes elsewhere, so that a pass
/// compares a row with all centroids by a few vector instructions and reads the row only if one of them may have come nearer. Rows with many such centroids go through the
/// dense kernel together, and get all their bounds anew. The first pass is brute force: centroids that begin at rows move farther than its bounds would reach. O(n K d) at
/// worst, n K bytes at best; 12 + K bytes a row, K rounded up to 16.
/// </summary>
internal sealed class ElkanAssignment<T> : BlockAssignment<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows that are scored or compared while they are near.</summary>
    private const int RowsAtOnce = 64;

    /// <summary>From this share of the centroids on the dense kernel is faster than one candidate at a time.</summary>
    private const double WholeRow = 0.2;

    private readonly RowRadius radius;
    private readonly float[] upper;
    private readonly CodedBounds lower;
    private readonly CentroidDrift drift;
    private readonly int most;
    private RowScoring<T>? scoring;
    private PackedCentroids<T>? packed;
    private bool isKnown;

    /// <param name="rows">n x d rows.</param>
    /// <param name="clusters">K.</param>
    /// <param name="summary">Their moments.</param>
    /// <param name="radius">The ball that holds them.</param>
    public ElkanAssignment(Observations<T> rows, int clusters, FeatureSummary summary, RowRadius radius)
        : base(rows, clusters, summary)
    {
        this.radius = radius;
        upper = new float[rows.Count];
        drift = new(clusters);
        most = Math.Max(1, (int)(WholeRow * clusters));
        lower = new(Source.Blocks, (int)rows.Count, clusters);
    }

    public override void Begin(Centroids model)
    {
        drift.Advance(model);
        scoring = new(new(model.Means, model.Dimension), radius);
        packed = scoring.InCentroidLanes();
        if (IsFirstPass)
        {
            return;
        }

        isKnown = lower.HasStep;
        if (!isKnown)
        {
            lower.SetStep(scoring.Apart());
        }

        lower.Advance(drift.Own);
    }

    protected override void Assign(int unit, RowBlock<T> block, ReadOnlySpan<int> labels, Span<int> next, Workspace workspace)
    {
        if (IsFirstPass)
        {
            NearestCentroid.Assign(block.Values, scoring!.Centroids, next, workspace);
            return;
        }

        labels.CopyTo(next);
        var kept = lower.Of(unit, (int)block.First, block.Count);
        var index = workspace.Take<int>(block.Count);
        if (!isKnown)
        {
            for (var i = 0; i < index.Length; i++)
            {
                index[i] = i;
            }

            LookAtAll(block, index, kept, next, workspace);
            return;
        }

        index = index[..Doubtful(block, labels, kept, index)];
        var all = workspace.Take<int>(index.Length);
        LookAtAll(block, all[..Compare(block, index, kept, next, all, workspace)], kept, next, workspace);
    }

    /// <summary>Lists the rows of a block to which a centroid may have come nearer than their own. O(K) bytes a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Doubtful(RowBlock<T> block, ReadOnlySpan<int> labels, CodedBounds.Block kept, Span<int> index)
    {
        var slack = scoring!.Slack;
        var highest = upper.AsSpan((int)block.First, block.Count);
        var found = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            var label = labels[i];
            index[found] = i;
            found += kept.AreBeyond(i, label, Bounds.Clear(highest[i] + drift.Own[label], slack)) ? 0 : 1;
        }

        return found;
    }

    /// <summary>Finds the nearest centroids of some rows among their own and those that bounds do not rule out, and lists the rows that are left to the dense kernel.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="index">Which of them.</param>
    /// <param name="kept">The bounds of the block.</param>
    /// <param name="next">Takes the nearest centroids.</param>
    /// <param name="all">Takes the rows that are left.</param>
    /// <param name="workspace">Gives memory.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Compare(RowBlock<T> block, ReadOnlySpan<int> index, CodedBounds.Block kept, Span<int> next, Span<int> all, Workspace workspace)
    {
        var row = workspace.Take<T>(packed!.Dimension);
        var candidates = workspace.Take<int>(most + 1);
        var scores = workspace.Take<T>(most + 1);
        var left = 0;
        for (var m = 0; m < index.Length; m++)
        {
            var i = index[m];
            var own = next[i];
            var ahead = (index[Math.Min(m + 1, index.Length - 1)] - i) * row.Length;
            var distance = scoring!.Distance(block.Values.Slice(i * row.Length, row.Length), ahead, own, row, out var square);
            upper[block.First + i] = Bounds.Up(distance - drift.Own[own]);
            kept.Rebase(i, own, distance);
            candidates[0] = own;
            var found = kept.Candidates(i, Bounds.Clear(distance, scoring.Slack), candidates[1..]);
            if (found == 0)
            {
                continue;
            }

            if (found > most || !Nearest(block.First, i, row, square, candidates[..(found + 1)], scores, kept, next))
            {
                all[left++] = i;
            }
        }

        return left;
    }

    /// <summary>Finds the nearest of a row's candidates and sets their bounds, or says that rounding may hide it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Nearest(long first, int i, ReadOnlySpan<T> row, T square, ReadOnlySpan<int> candidates, Span<T> scores, CodedBounds.Block kept, Span<int> next)
    {
        var of = scores[..candidates.Length];
        CandidateProducts<T>.Run(row, scoring!.Points, packed!.Start, candidates, of);
        var best = Winners.Largest<T>(of);
        var distance = scoring.Most(square, of[best]);
        scoring.Least(square, of);
        var second = T.PositiveInfinity;
        for (var m = 0; m < of.Length; m++)
        {
            second = m != best ? T.Min(second, of[m]) : second;
        }

        if (!scoring.AreApart(distance, double.CreateTruncating(second)))
        {
            return false;
        }

        var own = candidates[best];
        next[i] = own;
        upper[first + i] = Bounds.Up(distance - drift.Own[own]);
        kept.Rebase(i, own, distance);
        kept.Set(i, own, candidates, of);
        return true;
    }

    /// <summary>Finds the nearest of all centroids for some rows by the dense kernels, and sets all their bounds. O(K d) a row.</summary>
    private void LookAtAll(RowBlock<T> block, ReadOnlySpan<int> index, CodedBounds.Block kept, Span<int> next, Workspace workspace)
    {
        var inner = workspace.Inner;
        for (var first = 0; first < index.Length; first += RowsAtOnce)
        {
            inner.Reset();
            var some = index.Slice(first, Math.Min(RowsAtOnce, index.Length - first));
            if (packed!.Coded is { } coded)
            {
                var doubtful = inner.Take<int>(some.Length);
                doubtful = doubtful[..LookAtCodes(block, some, coded, kept, next, doubtful, inner)];
                LookAtScores(block, doubtful, kept, next, inner);
            }
            else
            {
                LookAtScores(block, some, kept, next, inner);
            }
        }
    }

    /// <summary>The same by bounds of all scores; lists the rows whose nearest centroid rounding may hide.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int LookAtCodes(RowBlock<T> block, ReadOnlySpan<int> index, CodedCentroids<T> coded, CodedBounds.Block kept, Span<int> next, Span<int> doubtful, Workspace workspace)
    {
        var bounds = new ScoreBounds<T>(coded, workspace);
        var candidates = workspace.Take<int>(coded.Clusters);
        var products = workspace.Take<T>(coded.Clusters);
        var scores = workspace.Take<T>(coded.Clusters);
        var left = 0;
        bounds.Code(RowScoring<T>.Gathered(block, index, workspace));
        for (var m = 0; m < index.Length; m++)
        {
            var ofRow = bounds.Of(m);
            var found = bounds.Candidates(m, ofRow, candidates, out _);
            var best = found > 0 ? coded.Best(bounds.Near(m), bounds.Square(m), candidates[..found], products, out _) : -1;
            if (best < 0)
            {
                doubtful[left++] = index[m];
                continue;
            }

            Convert(ofRow, scores);
            for (var c = 0; c < found; c++)
            {
                scores[candidates[c]] = products[c];
            }

            Set(block, index[m], candidates[best], bounds.Square(m), scores, kept, next);
        }

        return left;
    }

    /// <summary>As many bounds as there is room for, as T.</summary>
    private static void Convert(ReadOnlySpan<float> from, Span<T> to)
    {
        if (typeof(T) == typeof(float))
        {
            from[..to.Length].CopyTo(MemoryMarshal.Cast<T, float>(to));
            return;
        }

        for (var k = 0; k < to.Length; k++)
        {
            to[k] = T.CreateTruncating(from[k]);
        }
    }

    /// <summary>The same by the scores themselves.</summary>
    private void LookAtScores(RowBlock<T> block, ReadOnlySpan<int> index, CodedBounds.Block kept, Span<int> next, Workspace workspace)
    {
        if (index.IsEmpty)
        {
            return;
        }

        var stride = packed!.Panels * packed.PanelWidth;
        var scores = workspace.Take<T>(RowsAtOnce * stride);
        var squares = workspace.Take<T>(index.Length);
        NearestCentroid.Scores(RowScoring<T>.Gathered(block, index, workspace), packed, scores, workspace);
        scoring!.Norms(block, index, squares);
        for (var m = 0; m < index.Length; m++)
        {
            var ofRow = scores.Slice(m * stride, packed.Clusters);
            Set(block, index[m], Winners.Largest<T>(ofRow), squares[m], ofRow, kept, next);
        }
    }

    /// <summary>Keeps a row's nearest centroid and how far all of them are, given its scores or more.</summary>
    private void Set(RowBlock<T> block, int row, int nearest, T square, Span<T> scores, CodedBounds.Block kept, Span<int> next)
    {
        var distance = scoring!.Most(square, scores[nearest]);
        next[row] = nearest;
        upper[block.First + row] = Bounds.Up(distance - drift.Own[nearest]);
        scoring.Least(square, scores);
        kept.Set(row, nearest, distance, scores);
    }
}
