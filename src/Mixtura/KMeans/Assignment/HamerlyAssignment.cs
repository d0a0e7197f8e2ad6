using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// One upper bound on a row's distance to its own centroid and one lower bound on that to any other: while they do not meet, the label stays, and the row is not
/// read (G. Hamerly, "Making k-means even faster", SDM 2010). Rows whose bounds meet get their distance anew, and if that does not help they are gathered and go
/// through the dense kernel. At worst O(n K d) a pass, at best O(n); 12 bytes a row.
/// </summary>
/// <param name="rows">n x d rows.</param>
/// <param name="clusters">K.</param>
/// <param name="summary">Their moments.</param>
/// <param name="radius">The ball that holds them.</param>
internal sealed class HamerlyAssignment<T>(Observations<T> rows, int clusters, FeatureSummary summary, RowRadius radius) : BlockAssignment<T>(rows, clusters, summary)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly CentroidDrift drift = new(clusters);

    // Bounds less and plus what the centroids had moved at the time, so that a pass that changes no label writes nothing.
    private readonly float[] upper = new float[rows.Count];
    private readonly float[] lower = new float[rows.Count];
    private RowScoring<T>? scoring;

    public override void Begin(Centroids model)
    {
        drift.Advance(model);
        scoring = new(new(model.Means, model.Dimension), radius);
    }

    protected override void Assign(int unit, RowBlock<T> block, ReadOnlySpan<int> labels, Span<int> next, Workspace workspace)
    {
        var index = workspace.Take<int>(block.Count);
        labels.CopyTo(next);
        var doubtful = labels[0] < 0 ? block.Count : Doubtful((int)block.First, labels, index);
        if (doubtful * 2 < block.Count)
        {
            doubtful = Tighten(block, labels, index[..doubtful], workspace);
        }
        else
        {
            // Most rows in doubt: the whole block is as fast as its parts.
            doubtful = block.Count;
            for (var i = 0; i < block.Count; i++)
            {
                index[i] = i;
            }
        }

        Score(block, index[..doubtful], next, workspace);
    }

    /// <summary>Lists the rows whose bounds meet.</summary>
    private int Doubtful(int first, ReadOnlySpan<int> labels, Span<int> index)
    {
        var highest = upper.AsSpan(first, labels.Length);
        var lowest = lower.AsSpan(first, labels.Length);
        var (own, others, slack) = (drift.Own, drift.Others, scoring!.Slack);
        var found = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            var label = labels[i];
            var u = highest[i] + own[label];
            var l = lowest[i] - others[label];
            index[found] = i;
            found += l > u && (l - u) * (l + u) > slack ? 0 : 1;
        }

        return found;
    }

    /// <summary>Computes the distances of rows to their own centroids, and keeps those in the list that this does not help.</summary>
    private int Tighten(RowBlock<T> block, ReadOnlySpan<int> labels, Span<int> index, Workspace workspace)
    {
        var distances = workspace.Take<double>(index.Length);
        scoring!.Distances(block, index, labels, distances, workspace);
        var slack = scoring.Slack;
        var found = 0;
        for (var m = 0; m < index.Length; m++)
        {
            var i = index[m];
            var label = labels[i];
            var u = distances[m];
            var l = lower[block.First + i] - drift.Others[label];
            upper[block.First + i] = Bounds.Up(u - drift.Own[label]);
            index[found] = i;
            found += l > u && (l - u) * (l + u) > slack ? 0 : 1;
        }

        return found;
    }

    /// <summary>Scores rows against all centroids, and sets their labels and bounds.</summary>
    private void Score(RowBlock<T> block, ReadOnlySpan<int> index, Span<int> next, Workspace workspace)
    {
        if (index.IsEmpty)
        {
            return;
        }

        var labels = workspace.Take<int>(index.Length);
        var nearest = workspace.Take<double>(index.Length);
        var second = workspace.Take<double>(index.Length);
        scoring!.Score(block, index, labels, nearest, second, workspace);
        for (var m = 0; m < index.Length; m++)
        {
            next[index[m]] = labels[m];
            upper[block.First + index[m]] = Bounds.Up(nearest[m] - drift.Own[labels[m]]);
            lower[block.First + index[m]] = Bounds.Down(second[m] + drift.Others[labels[m]]);
        }
    }
}
