using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mixtura.Kernels;

/// <summary>The index of each row's nearest centroid; of equals the first. Nothing of size n x K is written.</summary>
internal static class NearestCentroid
{
    /// <summary>T's in the widest vector that this machine has.</summary>
    public static int Lanes<T>()
        where T : unmanaged => (Vector512.IsHardwareAccelerated ? 64 : Vector256.IsHardwareAccelerated ? 32 : Vector128.IsHardwareAccelerated ? 16 : Unsafe.SizeOf<T>()) / Unsafe.SizeOf<T>();

    /// <summary>Labels of a run of rows. O(n K d).</summary>
    public static void Assign<T>(ReadOnlySpan<T> rows, PackedCentroids<T> centroids, Span<int> labels, Workspace workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (centroids.Layout == AssignmentLayout.RowLanes)
        {
            var kernel = new RowLaneAssignment<T>(rows, centroids, labels, workspace);
            SimdWidth.Run<T, RowLaneAssignment<T>>(ref kernel);
        }
        else
        {
            var kernel = new CentroidLaneAssignment<T>(rows, centroids, labels, workspace);
            SimdWidth.Run<T, CentroidLaneAssignment<T>>(ref kernel);
        }
    }
}
