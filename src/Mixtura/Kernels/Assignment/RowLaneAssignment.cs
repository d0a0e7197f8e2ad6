using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>
/// Nearest centroids with rows in the lanes: two vectors of rows of a feature-major tile, feature after feature, against four broadcast
/// centroids at a time; the best score and its index stay in registers, and where it is asked for the second best. n K d fused multiply-adds and
/// 3 n K operations to compare.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TScores">Which scores are kept beside the index.</typeparam>
/// <param name="tile">d x width, as <see cref="RowTile"/> turns rows.</param>
/// <param name="width">Rows in the tile, a multiple of <see cref="RowTile.Granularity"/>.</param>
/// <param name="centroids">The centroids.</param>
/// <param name="winners">width indices, as T.</param>
/// <param name="scores">The best score of each row and the second best: 2 x width where they are kept.</param>
/// <param name="scratch">ScratchLength(d) numbers to work in.</param>
internal readonly ref struct RowLaneAssignment<T, TScores>(ReadOnlySpan<T> tile, int width, PackedCentroids<T> centroids, Span<T> winners, Span<T> scores, Span<T> scratch) : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TScores : struct, IKeptScores
{
    private readonly ReadOnlySpan<T> tile = tile;
    private readonly Span<T> winners = winners;
    private readonly Span<T> scores = scores;
    private readonly Span<T> near = scratch;

    /// <summary>How many numbers the kernel needs to work in, at any vector width.</summary>
    public static int ScratchLength(int dimension) => dimension * RowTile.Granularity;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        nint lanes = TSimd.Count;
        nint d = centroids.Dimension;
        ref var origin = ref MemoryMarshal.GetArrayDataReference(centroids.Origin);
        ref var to = ref MemoryMarshal.GetReference(near);
        for (nint first = 0; first < width; first += 2 * lanes)
        {
            ref var from = ref Unsafe.Add(ref MemoryMarshal.GetReference(tile), first);
            for (nint j = 0; j < d; j++)
            {
                var center = TSimd.Broadcast(Unsafe.Add(ref origin, j));
                TSimd.Store(TSimd.Subtract(TSimd.Load(in from, j * width), center), ref to, 2 * j * lanes);
                TSimd.Store(TSimd.Subtract(TSimd.Load(in from, (j * width) + lanes), center), ref to, ((2 * j) + 1) * lanes);
            }

            Nearest<TVector, TSimd>(ref to, first);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Nearest<TVector, TSimd>(ref T rows, nint first)
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
        var second0 = best0;
        var second1 = best0;
        var at0 = TSimd.Zero;
        var at1 = TSimd.Zero;
        // A last group of one or two is a pair.
        var groups = (centroids.Clusters + (group / 2) - 1) / group;
        for (var g = 0; g < groups; g++)
        {
            var s00 = TSimd.Broadcast(start);
            var s01 = s00;
            var s10 = TSimd.Broadcast(Unsafe.Add(ref start, 1));
            var s11 = s10;
            var s20 = TSimd.Broadcast(Unsafe.Add(ref start, 2));
            var s21 = s20;
            var s30 = TSimd.Broadcast(Unsafe.Add(ref start, 3));
            var s31 = s30;
            ref var x = ref rows;
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

            Keep<TVector, TSimd>(s00, index, ref best0, ref second0, ref at0);
            Keep<TVector, TSimd>(s01, index, ref best1, ref second1, ref at1);
            Keep<TVector, TSimd>(s10, Unsafe.Add(ref index, 1), ref best0, ref second0, ref at0);
            Keep<TVector, TSimd>(s11, Unsafe.Add(ref index, 1), ref best1, ref second1, ref at1);
            Keep<TVector, TSimd>(s20, Unsafe.Add(ref index, 2), ref best0, ref second0, ref at0);
            Keep<TVector, TSimd>(s21, Unsafe.Add(ref index, 2), ref best1, ref second1, ref at1);
            Keep<TVector, TSimd>(s30, Unsafe.Add(ref index, 3), ref best0, ref second0, ref at0);
            Keep<TVector, TSimd>(s31, Unsafe.Add(ref index, 3), ref best1, ref second1, ref at1);
            start = ref Unsafe.Add(ref start, group);
            index = ref Unsafe.Add(ref index, group);
        }

        if (groups < centroids.Panels)
        {
            Pair<TVector, TSimd>(ref rows, ref values, ref start, ref index, ref best0, ref best1, ref second0, ref second1, ref at0, ref at1);
        }

        Store<TVector, TSimd>(at0, best0, second0, first);
        Store<TVector, TSimd>(at1, best1, second1, first + lanes);
    }

    /// <summary>The last group where it holds no more than two centroids.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Pair<TVector, TSimd>(
        ref T rows, ref T values, ref T start, ref T index, ref TVector best0, ref TVector best1, ref TVector second0, ref TVector second1, ref TVector at0, ref TVector at1)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        const int group = PackedCentroids<T>.GroupSize;
        nint lanes = TSimd.Count;
        var s00 = TSimd.Broadcast(start);
        var s01 = s00;
        var s10 = TSimd.Broadcast(Unsafe.Add(ref start, 1));
        var s11 = s10;
        for (nint j = 0; j < centroids.Dimension; j++)
        {
            var x0 = TSimd.Load(in rows, 2 * j * lanes);
            var x1 = TSimd.Load(in rows, ((2 * j) + 1) * lanes);
            var c0 = TSimd.Broadcast(Unsafe.Add(ref values, j * group));
            var c1 = TSimd.Broadcast(Unsafe.Add(ref values, (j * group) + 1));
            s00 = TSimd.MultiplyAdd(x0, c0, s00);
            s01 = TSimd.MultiplyAdd(x1, c0, s01);
            s10 = TSimd.MultiplyAdd(x0, c1, s10);
            s11 = TSimd.MultiplyAdd(x1, c1, s11);
        }

        Keep<TVector, TSimd>(s00, index, ref best0, ref second0, ref at0);
        Keep<TVector, TSimd>(s01, index, ref best1, ref second1, ref at1);
        Keep<TVector, TSimd>(s10, Unsafe.Add(ref index, 1), ref best0, ref second0, ref at0);
        Keep<TVector, TSimd>(s11, Unsafe.Add(ref index, 1), ref best1, ref second1, ref at1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Store<TVector, TSimd>(TVector at, TVector best, TVector second, nint first)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        TSimd.Store(at, ref MemoryMarshal.GetReference(winners), first);
        if (TScores.AreKept)
        {
            TSimd.Store(best, ref MemoryMarshal.GetReference(scores), first);
            TSimd.Store(second, ref MemoryMarshal.GetReference(scores), width + first);
        }
    }

    /// <summary>The better of the best so far and one more centroid; of equals the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep<TVector, TSimd>(TVector score, T index, ref TVector best, ref TVector second, ref TVector at)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        at = TSimd.Select(TSimd.LessThan(best, score), TSimd.Broadcast(index), at);
        if (TScores.AreKept)
        {
            second = TSimd.Max(second, TSimd.Min(best, score));
        }

        best = TSimd.Max(best, score);
    }
}
