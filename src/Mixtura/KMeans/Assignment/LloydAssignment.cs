using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>Every row against every centroid in every pass (Lloyd 1982), by the fused assignment kernels. O(n K d); 4 bytes a row.</summary>
/// <param name="rows">n x d rows.</param>
/// <param name="clusters">K.</param>
/// <param name="summary">Their moments.</param>
internal sealed class LloydAssignment<T>(Observations<T> rows, int clusters, FeatureSummary summary) : BlockAssignment<T>(rows, clusters, summary)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private PackedCentroids<T>? packed;

    public override void Begin(Centroids model) => packed = new(model.Means, model.Dimension);

    protected override void Assign(int unit, RowBlock<T> block, ReadOnlySpan<int> labels, Span<int> next, Workspace workspace) =>
        NearestCentroid.Assign(block.Values, packed!, next, workspace);
}
