using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mixtura.Kernels;

/// <summary>
/// An upper bound of x.c - |c|^2 / 2 for rows x and a few points c, both seen from an origin: where it lies below (|x|^2 - D) / 2, c is
/// certainly no nearer to x than sqrt(D). Points stand in the lanes, each with one, two or four neighbouring features, so that few points
/// fill wide vectors too; features of eight rows are repeated over them. Rows are read as they lie, and at any place. A bound only says
/// what need not be looked at, so that its rounding can never be seen in a result. One multiply-add a feature, row and point.
/// </summary>
internal sealed class CandidateScores<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows that are scored together.</summary>
    public const int RowsAtOnce = 8;

    private readonly int d;
    private readonly int lanes;
    private readonly int group;
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
        (lanes, group) = Layout(Count);
        panels = ((Count * group) + lanes - 1) / lanes;
        values = new T[panels * PanelLength];
        start = new T[panels * lanes];
        spread = new T[panels * lanes];
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

    /// <summary>Whole groups of features, then the features that are left, a vector each.</summary>
    private int PanelLength => ((d / group) + (d % group)) * lanes;

    /// <summary>Sums of d products are off by at most this share of the sum of their sizes.</summary>
    public static double Rounding(int d) => (d + 8) * Epsilon;

    /// <summary>The distance from 1 to the next number: twice what one operation may be off.</summary>
    private static double Epsilon => typeof(T) == typeof(float) ? 1.2e-7 : 2.3e-16;

    /// <summary>Where the score of a point stands among those of a row.</summary>
    public int Place(int point) => point * group;

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
            return group switch
            {
                1 => Run<Vector512<T>, Simd512<T>, OneFeature<Vector512<T>, Simd512<T>, T>>(in first, rows, sizes, thresholds, scores),
                2 => Run<Vector512<T>, Simd512<T>, TwoFeatures<T>>(in first, rows, sizes, thresholds, scores),
                _ => Run<Vector512<T>, Simd512<T>, FourFeatures<T>>(in first, rows, sizes, thresholds, scores),
            };
        }

        if (lanes == Vector256<T>.Count)
        {
            return Run<Vector256<T>, Simd256<T>, OneFeature<Vector256<T>, Simd256<T>, T>>(in first, rows, sizes, thresholds, scores);
        }

        return lanes == Vector128<T>.Count
            ? Run<Vector128<T>, Simd128<T>, OneFeature<Vector128<T>, Simd128<T>, T>>(in first, rows, sizes, thresholds, scores)
            : Run<T, Simd1<T>, OneFeature<T, Simd1<T>, T>>(in first, rows, sizes, thresholds, scores);
    }

    /// <summary>The lanes of a vector, and how many features of a point stand side by side in it.</summary>
    private static (int Lanes, int Group) Layout(int count)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var widest = typeof(T) == typeof(float) ? 4 : 2;
            return (Vector512<T>.Count, Math.Clamp(Vector512<T>.Count / (int)BitOperations.RoundUpToPowerOf2((uint)count), 1, widest));
        }

        var narrow = Vector256.IsHardwareAccelerated && count > Vector128<T>.Count ? Vector256<T>.Count : Vector128<T>.Count;
        return (Vector128.IsHardwareAccelerated ? narrow : 1, 1);
    }

    private void Pack(ReadOnlySpan<double> point, ReadOnlySpan<double> origin, int c)
    {
        var panel = values.AsSpan(Place(c) / lanes * PanelLength);
        var lane = Place(c) % lanes;
        double square = 0, shift = 0, size = 0;
        for (var j = 0; j < d; j++)
        {
            var value = T.CreateTruncating(point[j] - origin[j]);
            var whole = d / group * group;
            panel[j < whole ? (j / group * lanes) + lane + (j % group) : (((whole / group) + j - whole) * lanes) + lane] = value;
            var near = double.CreateTruncating(value);
            square += near * near;
            shift += near * origin[j];
            size += Math.Abs(near * origin[j]);
        }

        // What rounding may take from a score: a share of |x||c|, by row, and one of the point's own numbers.
        var share = 4 * Rounding(d);
        var least = d * (typeof(T) == typeof(float) ? 1.2e-38 : 2.3e-308);
        start.AsSpan(Place(c), group).Fill(T.CreateTruncating(-(square / 2) - shift + (share * (square + size)) + least));
        spread.AsSpan(Place(c), group).Fill(T.CreateTruncating(share * Math.Sqrt(square)));
    }

    private bool Run<TVector, TSimd, TGroup>(ref readonly T first, ReadOnlySpan<int> rows, ReadOnlySpan<T> sizes, ReadOnlySpan<T> thresholds, Span<T> scores)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
        where TGroup : struct, IFeatureGroup<TVector, T>
    {
        var any = false;
        for (var p = 0; p < panels; p++)
        {
            var row = new Panel<TVector, TSimd>(ref values[p * PanelLength], ref start[p * lanes], ref spread[p * lanes]);
            any |= Score<TVector, TSimd, TGroup>(ref Unsafe.AsRef(in first), rows, d, row, in sizes[0], in thresholds[0], ref scores[p * lanes], Stride);
        }

        return any;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Score<TVector, TSimd, TGroup>(
        ref T first, ReadOnlySpan<int> rows, nint d, Panel<TVector, TSimd> panel, ref readonly T size, ref readonly T threshold, ref T scores, nint stride)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
        where TGroup : struct, IFeatureGroup<TVector, T>
    {
        ref var x0 = ref Unsafe.Add(ref first, rows[0] * d);
        ref var x1 = ref Unsafe.Add(ref first, rows[1] * d);
        ref var x2 = ref Unsafe.Add(ref first, rows[2] * d);
        ref var x3 = ref Unsafe.Add(ref first, rows[3] * d);
        ref var x4 = ref Unsafe.Add(ref first, rows[4] * d);
        ref var x5 = ref Unsafe.Add(ref first, rows[5] * d);
        ref var x6 = ref Unsafe.Add(ref first, rows[6] * d);
        ref var x7 = ref Unsafe.Add(ref first, rows[7] * d);
        ref var points = ref panel.Values;
        TVector s0 = TSimd.Zero, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        nint j = 0;
        for (; j <= d - TGroup.Count; j += TGroup.Count)
        {
            var c = TSimd.Load(in points, 0);
            s0 = TSimd.MultiplyAdd(TGroup.Repeat(ref Unsafe.Add(ref x0, j)), c, s0);
            s1 = TSimd.MultiplyAdd(TGroup.Repeat(ref Unsafe.Add(ref x1, j)), c, s1);
            s2 = TSimd.MultiplyAdd(TGroup.Repeat(ref Unsafe.Add(ref x2, j)), c, s2);
            s3 = TSimd.MultiplyAdd(TGroup.Repeat(ref Unsafe.Add(ref x3, j)), c, s3);
            s4 = TSimd.MultiplyAdd(TGroup.Repeat(ref Unsafe.Add(ref x4, j)), c, s4);
            s5 = TSimd.MultiplyAdd(TGroup.Repeat(ref Unsafe.Add(ref x5, j)), c, s5);
            s6 = TSimd.MultiplyAdd(TGroup.Repeat(ref Unsafe.Add(ref x6, j)), c, s6);
            s7 = TSimd.MultiplyAdd(TGroup.Repeat(ref Unsafe.Add(ref x7, j)), c, s7);
            points = ref Unsafe.Add(ref points, TSimd.Count);
        }

        var best = TSimd.Broadcast(T.NegativeInfinity);
        for (; j < d; j++)
        {
            var c = TSimd.Load(in points, 0);
            s0 = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref x0, j)), c, s0);
            s1 = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref x1, j)), c, s1);
            s2 = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref x2, j)), c, s2);
            s3 = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref x3, j)), c, s3);
            s4 = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref x4, j)), c, s4);
            s5 = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref x5, j)), c, s5);
            s6 = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref x6, j)), c, s6);
            s7 = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref x7, j)), c, s7);
            points = ref Unsafe.Add(ref points, TSimd.Count);
        }

        panel.Keep(TGroup.Sum(s0), in size, in threshold, 0, ref scores, stride, ref best);
        panel.Keep(TGroup.Sum(s1), in size, in threshold, 1, ref scores, stride, ref best);
        panel.Keep(TGroup.Sum(s2), in size, in threshold, 2, ref scores, stride, ref best);
        panel.Keep(TGroup.Sum(s3), in size, in threshold, 3, ref scores, stride, ref best);
        panel.Keep(TGroup.Sum(s4), in size, in threshold, 4, ref scores, stride, ref best);
        panel.Keep(TGroup.Sum(s5), in size, in threshold, 5, ref scores, stride, ref best);
        panel.Keep(TGroup.Sum(s6), in size, in threshold, 6, ref scores, stride, ref best);
        panel.Keep(TGroup.Sum(s7), in size, in threshold, 7, ref scores, stride, ref best);
        return TSimd.Largest(best, best, out _) >= T.Zero;
    }

    /// <summary>A vector of points, or half or a quarter as many.</summary>
    private readonly ref struct Panel<TVector, TSimd>(ref T values, ref T start, ref T spread)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        public readonly ref T Values = ref values;
        private readonly ref T start = ref start;
        private readonly ref T spread = ref spread;

        /// <summary>Stores the scores of one row, raised by what rounding may have taken and less the threshold.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Keep(TVector sum, ref readonly T size, ref readonly T threshold, nint row, ref T scores, nint stride, ref TVector best)
        {
            var score = TSimd.Add(sum, TSimd.Load(in start, 0));
            score = TSimd.MultiplyAdd(TSimd.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in size), row)), TSimd.Load(in spread, 0), score);
            score = TSimd.Subtract(score, TSimd.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in threshold), row)));
            TSimd.Store(score, ref scores, row * stride);
            best = TSimd.Select(TSimd.LessThan(best, score), score, best);
        }
    }
}
