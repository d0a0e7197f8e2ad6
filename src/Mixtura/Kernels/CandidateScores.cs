using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mixtura.Kernels;

/// <summary>
/// An upper bound of x.c - |c|^2 / 2 for rows x and a few points c, both seen from an origin: where it lies below (|x|^2 - D) / 2, c is
/// certainly no nearer to x than sqrt(D). Points stand in the lanes of the narrowest vectors that hold them, features of eight rows are
/// broadcast; the rows are read as they lie, and at any place. A bound only says what need not be looked at, so that its
/// rounding can never be seen in a result. One fused multiply-add a feature, row and point.
/// </summary>
internal sealed class CandidateScores<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows that are scored together.</summary>
    public const int RowsAtOnce = 8;

    private readonly int d;
    private readonly int lanes;
    private readonly int panels;
    private readonly T[] values;
    private readonly T[] start;
    private readonly T[] spread;

    /// <param name="points">L x d.</param>
    /// <param name="origin">d values near the rows.</param>
    public CandidateScores(ReadOnlySpan<double> points, ReadOnlySpan<double> origin)
    {
        d = origin.Length;
        Count = points.Length / d;
        lanes = LanesFor(Count);
        panels = (Count + lanes - 1) / lanes;
        values = GC.AllocateUninitializedArray<T>(panels * lanes * d, pinned: true);
        start = new T[panels * lanes];
        spread = new T[panels * lanes];
        values.AsSpan().Clear();
        Array.Fill(start, T.NegativeInfinity);
        for (var c = 0; c < Count; c++)
        {
            Pack(points.Slice(c * d, d), origin, c);
        }
    }

    /// <summary>The number of points L.</summary>
    public int Count { get; }

    /// <summary>Numbers from the scores of one row to those of the next.</summary>
    public int Stride => panels * lanes;

    /// <summary>Sums of d products are off by at most this share of the sum of their sizes.</summary>
    public static double Rounding(int d) => (d + 8) * Epsilon;

    /// <summary>The distance from 1 to the next number: twice what one operation may be off.</summary>
    private static double Epsilon => typeof(T) == typeof(float) ? 1.2e-7 : 2.3e-16;

    /// <summary>Scores eight rows.</summary>
    /// <param name="first">The first value of row 0.</param>
    /// <param name="rows">The numbers of eight rows.</param>
    /// <param name="sizes">Their distances from zero and from the origin, added.</param>
    /// <param name="thresholds">What a score must reach.</param>
    /// <param name="scores">8 x Stride: scores less thresholds.</param>
    /// <returns>Whether any score reaches its threshold.</returns>
    public bool Run(ref readonly T first, ReadOnlySpan<int> rows, ReadOnlySpan<T> sizes, ReadOnlySpan<T> thresholds, Span<T> scores)
    {
        if (lanes == Vector512<T>.Count)
        {
            return Run<Vector512<T>, Simd512<T>>(in first, rows, sizes, thresholds, scores);
        }

        if (lanes == Vector256<T>.Count)
        {
            return Run<Vector256<T>, Simd256<T>>(in first, rows, sizes, thresholds, scores);
        }

        return lanes == Vector128<T>.Count
            ? Run<Vector128<T>, Simd128<T>>(in first, rows, sizes, thresholds, scores)
            : Run<T, Simd1<T>>(in first, rows, sizes, thresholds, scores);
    }

    private static int LanesFor(int count)
    {
        if (!Vector128.IsHardwareAccelerated)
        {
            return 1;
        }

        if (count <= Vector128<T>.Count || !Vector256.IsHardwareAccelerated)
        {
            return Vector128<T>.Count;
        }

        return count <= Vector256<T>.Count || !Vector512.IsHardwareAccelerated ? Vector256<T>.Count : Vector512<T>.Count;
    }

    private void Pack(ReadOnlySpan<double> point, ReadOnlySpan<double> origin, int c)
    {
        var panel = values.AsSpan(c / lanes * lanes * d);
        double square = 0, shift = 0, size = 0;
        for (var j = 0; j < d; j++)
        {
            var value = T.CreateTruncating(point[j] - origin[j]);
            panel[(j * lanes) + (c % lanes)] = value;
            var near = double.CreateTruncating(value);
            square += near * near;
            shift += near * origin[j];
            size += Math.Abs(near * origin[j]);
        }

        // What rounding may take from a score: a share of |x||c|, by row, and one of the point's own numbers.
        var share = 4 * Rounding(d);
        var least = d * (typeof(T) == typeof(float) ? 1.2e-38 : 2.3e-308);
        start[c] = T.CreateTruncating(-(square / 2) - shift + (share * (square + size)) + least);
        spread[c] = T.CreateTruncating(share * Math.Sqrt(square));
    }

    private bool Run<TVector, TSimd>(ref readonly T first, ReadOnlySpan<int> rows, ReadOnlySpan<T> sizes, ReadOnlySpan<T> thresholds, Span<T> scores)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        var any = false;
        for (var p = 0; p < panels; p++)
        {
            any |= Score<TVector, TSimd>(in first, rows, d, ref values[p * lanes * d], ref start[p * lanes], ref spread[p * lanes], in sizes[0], in thresholds[0], ref scores[p * lanes], Stride);
        }

        return any;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Score<TVector, TSimd>(
        ref readonly T first, ReadOnlySpan<int> rows, nint d, ref T panel, ref T start, ref T spread, ref readonly T size, ref readonly T threshold, ref T scores, nint stride)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        ref var all = ref Unsafe.AsRef(in first);
        ref var x0 = ref Unsafe.Add(ref all, rows[0] * d);
        ref var x1 = ref Unsafe.Add(ref all, rows[1] * d);
        ref var x2 = ref Unsafe.Add(ref all, rows[2] * d);
        ref var x3 = ref Unsafe.Add(ref all, rows[3] * d);
        ref var x4 = ref Unsafe.Add(ref all, rows[4] * d);
        ref var x5 = ref Unsafe.Add(ref all, rows[5] * d);
        ref var x6 = ref Unsafe.Add(ref all, rows[6] * d);
        ref var x7 = ref Unsafe.Add(ref all, rows[7] * d);
        var s0 = TSimd.Load(in start, 0);
        TVector s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        for (nint j = 0; j < d; j++)
        {
            var c = TSimd.Load(in panel, 0);
            s0 = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref x0, j)), c, s0);
            s1 = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref x1, j)), c, s1);
            s2 = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref x2, j)), c, s2);
            s3 = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref x3, j)), c, s3);
            s4 = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref x4, j)), c, s4);
            s5 = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref x5, j)), c, s5);
            s6 = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref x6, j)), c, s6);
            s7 = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref x7, j)), c, s7);
            panel = ref Unsafe.Add(ref panel, TSimd.Count);
        }

        var margin = TSimd.Load(in spread, 0);
        var best = TSimd.Broadcast(T.NegativeInfinity);
        Keep<TVector, TSimd>(s0, margin, in size, in threshold, 0, ref scores, stride, ref best);
        Keep<TVector, TSimd>(s1, margin, in size, in threshold, 1, ref scores, stride, ref best);
        Keep<TVector, TSimd>(s2, margin, in size, in threshold, 2, ref scores, stride, ref best);
        Keep<TVector, TSimd>(s3, margin, in size, in threshold, 3, ref scores, stride, ref best);
        Keep<TVector, TSimd>(s4, margin, in size, in threshold, 4, ref scores, stride, ref best);
        Keep<TVector, TSimd>(s5, margin, in size, in threshold, 5, ref scores, stride, ref best);
        Keep<TVector, TSimd>(s6, margin, in size, in threshold, 6, ref scores, stride, ref best);
        Keep<TVector, TSimd>(s7, margin, in size, in threshold, 7, ref scores, stride, ref best);
        return TSimd.Largest(best, best, out _) >= T.Zero;
    }

    /// <summary>Stores the scores of one row, raised by what rounding may have taken and less the threshold.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep<TVector, TSimd>(
        TVector sum, TVector margin, ref readonly T size, ref readonly T threshold, nint row, ref T scores, nint stride, ref TVector best)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        var raised = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in size), row)), margin, sum);
        var score = TSimd.Subtract(raised, TSimd.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in threshold), row)));
        TSimd.Store(score, ref scores, row * stride);
        best = TSimd.Select(TSimd.LessThan(best, score), score, best);
    }
}
