using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// For each row an upper bound on the distance to its own centroid and a lower bound on that to any other (G. Hamerly, "Making k-means even faster", SDM 2010), less and plus
/// what the centroids had moved when it was set, so that a pass that changes nothing writes nothing. 8 bytes a row.
/// </summary>
internal sealed class HamerlyBounds<T>(int rows, int clusters)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly float[] upper = new float[rows];
    private readonly float[] lower = new float[rows];

    public CentroidDrift Drift { get; } = new(clusters);

    /// <summary>Lists the rows of a block whose bounds meet: of the others brute force would find the label that they have.</summary>
    public int Doubtful(int first, ReadOnlySpan<int> labels, double slack, Span<int> index)
    {
        var highest = upper.AsSpan(first, labels.Length);
        var lowest = lower.AsSpan(first, labels.Length);
        var (own, others) = (Drift.Own, Drift.Others);
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

    /// <summary>Computes the distances of listed rows to their own centroids, and keeps those in the list that this does not help. O(d) a row.</summary>
    public int Tighten(RowBlock<T> block, ReadOnlySpan<int> labels, RowScoring<T> scoring, Span<int> index, Span<double> distances, Workspace workspace)
    {
        var own = workspace.Take<int>(index.Length);
        for (var m = 0; m < index.Length; m++)
        {
            own[m] = labels[index[m]];
        }

        scoring.Distances(block, index, own, distances, [], workspace);
        var slack = scoring.Slack;
        var found = 0;
        for (var m = 0; m < index.Length; m++)
        {
            var u = distances[m];
            var l = lower[block.First + index[m]] - Drift.Others[own[m]];
            upper[block.First + index[m]] = Bounds.Up(u - Drift.Own[own[m]]);
            (index[found], distances[found]) = (index[m], u);
            found += l > u && (l - u) * (l + u) > slack ? 0 : 1;
        }

        return found;
    }

    /// <summary>A row's bounds in this pass.</summary>
    public void Set(long row, int label, double nearest, double second)
    {
        upper[row] = Bounds.Up(nearest - Drift.Own[label]);
        lower[row] = Bounds.Down(second + Drift.Others[label]);
    }
}
