using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// While a row's two bounds do not meet, its label stays, and the row is not read (G. Hamerly, "Making k-means even faster", SDM 2010). Rows whose bounds meet get their
/// distance anew, and if that does not help they are gathered and go through the dense kernel. At worst O(n K d) a pass, at best O(n); 12 bytes a row.
/// </summary>
/// <param name="rows">n x d rows.</param>
/// <param name="clusters">K.</param>
/// <param name="summary">Their moments.</param>
/// <param name="radius">The ball that holds them.</param>
internal sealed class HamerlyAssignment<T>(Observations<T> rows, int clusters, FeatureSummary summary, RowRadius radius) : BlockAssignment<T>(rows, clusters, summary)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly HamerlyBounds<T> bounds = new((int)rows.Count, clusters);
    private RowScoring<T>? scoring;

    public override void Begin(Centroids model)
    {
        bounds.Drift.Advance(model);
        scoring = new(new(model.Means, model.Dimension), radius);
    }

    protected override void Assign(int unit, RowBlock<T> block, ReadOnlySpan<int> labels, Span<int> next, Workspace workspace)
    {
        labels.CopyTo(next);
        var index = workspace.Take<int>(block.Count);
        var doubtful = labels[0] < 0 ? block.Count : bounds.Doubtful((int)block.First, labels, scoring!.Slack, index);
        if (doubtful * 2 < block.Count)
        {
            doubtful = bounds.Tighten(block, labels, scoring!, index[..doubtful], workspace.Take<double>(doubtful), workspace);
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

        scoring!.Score(block, index[..doubtful], next, bounds, workspace);
    }
}
