using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>
/// Nearest centroids with rows in the lanes: two vectors of rows, feature after feature, against four broadcast centroids at
/// a time; the best score and its index stay in registers. n K d fused multiply-adds and 3 n K operations to compare; the tile of
/// d x 2 vectors is all that is written.
/// </summary>
internal readonly ref struct RowLaneAssignment<T>(ReadOnlySpan<T> rows, PackedCentroids<T> centroids, Span<int> labels, Workspace workspace) : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> rows = rows;
    private readonly Span<int> labels = labels;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        var width = 2 * TSimd.Count;
        var d = centroids.Dimension;
        var tile = workspace.Take<T>(d * width);
        var winners = workspace.Take<T>(width);
        tile.Clear();
        for (var first = 0; first < labels.Length; first += width)
        {
            var count = Math.Min(width, labels.Length - first);
            Turn(rows.Slice(first * d, count * d), count, d, width, tile);
            Nearest<TVector, TSimd>(ref MemoryMarshal.GetReference(tile), ref MemoryMarshal.GetReference(winners));
            for (var i = 0; i < count; i++)
            {
                labels[first + i] = int.CreateTruncating(winners[i]);
            }
        }
    }

    /// <summary>Rows less the origin, feature-major.</summary>
    private void Turn(ReadOnlySpan<T> source, int count, int d, int width, Span<T> tile)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(tile);
        ref var origin = ref MemoryMarshal.GetArrayDataReference(centroids.Origin);
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < d; j++)
            {
                Unsafe.Add(ref to, (j * width) + i) = Unsafe.Add(ref from, (i * d) + j) - Unsafe.Add(ref origin, j);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Nearest<TVector, TSimd>(ref T tile, ref T winners)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        const int group = PackedCentroids<T>.GroupSize;
        nint lanes = TSimd.Count;
        nint d = centroids.Dimension;
        ref var values = ref MemoryMarshal.GetReference(centroids.Values);
        ref var start = ref MemoryMarshal.GetReference(centroids.Start);
        ref var index = ref MemoryMarshal.GetReference(centroids.Index);
        var best0 = TSimd.Broadcast(T.NegativeInfinity);
        var best1 = best0;
        var at0 = TSimd.Zero;
        var at1 = TSimd.Zero;
        for (var g = 0; g < centroids.Panels; g++)
        {
            var s00 = TSimd.Broadcast(start);
            var s01 = s00;
            var s10 = TSimd.Broadcast(Unsafe.Add(ref start, 1));
            var s11 = s10;
            var s20 = TSimd.Broadcast(Unsafe.Add(ref start, 2));
            var s21 = s20;
            var s30 = TSimd.Broadcast(Unsafe.Add(ref start, 3));
            var s31 = s30;
            ref var x = ref tile;
            for (nint j = 0; j < d; j++)
            {
                var x0 = TSimd.Load(in x, 0);
                var x1 = TSimd.Load(in x, lanes);
                var c0 = TSimd.Broadcast(values);
                var c1 = TSimd.Broadcast(Unsafe.Add(ref values, 1));
                var c2 = TSimd.Broadcast(Unsafe.Add(ref values, 2));
                var c3 = TSimd.Broadcast(Unsafe.Add(ref values, 3));
                s00 = TSimd.MultiplyAdd(x0, c0, s00);
                s01 = TSimd.MultiplyAdd(x1, c0, s01);
                s10 = TSimd.MultiplyAdd(x0, c1, s10);
                s11 = TSimd.MultiplyAdd(x1, c1, s11);
                s20 = TSimd.MultiplyAdd(x0, c2, s20);
                s21 = TSimd.MultiplyAdd(x1, c2, s21);
                s30 = TSimd.MultiplyAdd(x0, c3, s30);
                s31 = TSimd.MultiplyAdd(x1, c3, s31);
                x = ref Unsafe.Add(ref x, 2 * lanes);
                values = ref Unsafe.Add(ref values, group);
            }

            Keep<TVector, TSimd>(s00, s01, index, ref best0, ref best1, ref at0, ref at1);
            Keep<TVector, TSimd>(s10, s11, Unsafe.Add(ref index, 1), ref best0, ref best1, ref at0, ref at1);
            Keep<TVector, TSimd>(s20, s21, Unsafe.Add(ref index, 2), ref best0, ref best1, ref at0, ref at1);
            Keep<TVector, TSimd>(s30, s31, Unsafe.Add(ref index, 3), ref best0, ref best1, ref at0, ref at1);
            start = ref Unsafe.Add(ref start, group);
            index = ref Unsafe.Add(ref index, group);
        }

        TSimd.Store(at0, ref winners, 0);
        TSimd.Store(at1, ref winners, lanes);
    }

    /// <summary>The better of the best so far and one more centroid; of equals the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep<TVector, TSimd>(TVector s0, TVector s1, T index, ref TVector best0, ref TVector best1, ref TVector at0, ref TVector at1)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        var here = TSimd.Broadcast(index);
        var better0 = TSimd.LessThan(best0, s0);
        var better1 = TSimd.LessThan(best1, s1);
        best0 = TSimd.Select(better0, s0, best0);
        best1 = TSimd.Select(better1, s1, best1);
        at0 = TSimd.Select(better0, here, at0);
        at1 = TSimd.Select(better1, here, at1);
    }
}
