using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// For each row an upper bound on the distance to its own centroid and a lower bound on that to any other (G. Hamerly, "Making k-means even faster", SDM 2010), less and plus
/// what the centroids had moved when it was set, so that a pass that changes nothing writes nothing. 8 bytes a row.
/// </summary>
internal sealed class HamerlyBounds<T>(int rows, int clusters)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int RowsForACentroid = 64;
    private readonly float[] upper = new float[rows];
    private readonly float[] lower = new float[rows];
    private readonly float[] gaps = new float[clusters];
    private readonly float[] halves = new float[clusters];
    private double[] apart = new double[clusters];
    private double slack;

    public CentroidDrift Drift { get; } = new(clusters);

    /// <summary>
    /// Learns how far each centroid is from the nearest other one, s: a row of the centroid is at least s - u from any other. Where there are so many centroids that this is not
    /// cheap beside the rows, nothing is known of it.
    /// </summary>
    public void SetApart(RowScoring<T> scoring)
    {
        if (clusters > 1 && (long)clusters * RowsForACentroid <= rows)
        {
            apart = scoring.Apart();
        }
    }

    /// <summary>
    /// Sets the slack of the pass, once the centroids have moved and it is known how far apart they are, and what says at a glance for most rows that l - u &gt; sqrt(slack), from which
    /// (l - u)(l + u) &gt; slack follows: for each centroid what the difference of the bounds, as they are kept, must exceed, or what u must stay below for a row to be nearer to it than half
    /// way to any other.
    /// </summary>
    public void SetThresholds(double least)
    {
        const double rounding = 1e-6;
        slack = least;
        var root = Math.Sqrt(slack);
        for (var k = 0; k < clusters; k++)
        {
            gaps[k] = Bounds.Up((Drift.Own[k] + Drift.Others[k] + root) * (1 + rounding));
            halves[k] = Bounds.Down(((apart[k] - root) / 2) - Drift.Own[k] - (rounding * (apart[k] + Drift.Own[k])));
        }
    }

    /// <summary>At least how far a row was from any centroid but its own, to where those were before they moved last.</summary>
    public double LowerBefore(long row, int label) => lower[row] - Drift.OthersBefore[label];

    /// <summary>Lists the rows of a block whose bounds meet: of the others brute force would find the label that they have.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Doubtful(int first, ReadOnlySpan<int> labels, Span<int> index)
    {
        var highest = upper.AsSpan(first, labels.Length);
        var lowest = lower.AsSpan(first, labels.Length);
        var listed = AtAGlance(labels, highest, lowest, gaps, halves, index);
        var (own, others) = (Drift.Own, Drift.Others);
        var found = 0;
        foreach (var i in index[..listed])
        {
            var label = labels[i];
            var u = highest[i] + own[label];
            var l = Math.Max(lowest[i] - others[label], apart[label] - u);
            index[found] = i;
            found += l > u && (l - u) * (l + u) > slack ? 0 : 1;
        }

        return found;
    }

    /// <summary>Lists the rows that need more than a glance, without a branch that could be guessed wrong.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int AtAGlance(ReadOnlySpan<int> labels, ReadOnlySpan<float> highest, ReadOnlySpan<float> lowest, ReadOnlySpan<float> gaps, ReadOnlySpan<float> halves, Span<int> index)
    {
        ref var gap = ref MemoryMarshal.GetReference(gaps);
        ref var half = ref MemoryMarshal.GetReference(halves);
        ref var to = ref MemoryMarshal.GetReference(index);
        nint listed = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            var (high, label) = (highest[i], (nint)labels[i]);
            Unsafe.Add(ref to, listed) = i;
            var isClear = lowest[i] - high > Unsafe.Add(ref gap, label) | high < Unsafe.Add(ref half, label);
            listed += isClear ? 0 : 1;
        }

        return (int)listed;
    }

    /// <summary>Computes the distances of listed rows to their own centroids, and keeps those in the list that this does not help. O(d) a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Tighten(RowBlock<T> block, ReadOnlySpan<int> labels, RowScoring<T> scoring, Span<int> index, Span<double> distances, Workspace workspace)
    {
        var own = workspace.Take<int>(index.Length);
        for (var m = 0; m < index.Length; m++)
        {
            own[m] = labels[index[m]];
        }

        scoring.Distances(block, index, own, distances, [], workspace);
        var found = 0;
        for (var m = 0; m < index.Length; m++)
        {
            var u = distances[m];
            var l = Math.Max(lower[block.First + index[m]] - Drift.Others[own[m]], apart[own[m]] - u);
            upper[block.First + index[m]] = Bounds.Up(u - Drift.Own[own[m]]);
            (index[found], distances[found]) = (index[m], u);
            found += l > u && (l - u) * (l + u) > slack ? 0 : 1;
        }

        return found;
    }

    /// <summary>A row's bounds in this pass.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(long row, int label, double nearest, double second)
    {
        upper[row] = Bounds.Up(nearest - Drift.Own[label]);
        lower[row] = Bounds.Down(second + Drift.Others[label]);
    }
}
