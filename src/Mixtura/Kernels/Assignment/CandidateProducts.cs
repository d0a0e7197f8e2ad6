using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>
/// x.c - |c|^2 / 2 of one row and some of the centroids, eight at a time, while the row stays in the nearest cache: what bounds are made of. Features in the lanes, so sums differ
/// in their last digits with the width of vectors: right to d + 4 roundings, and not for results. O(d) a centroid.
/// </summary>
/// <param name="row">d values.</param>
/// <param name="points">K x d.</param>
/// <param name="start">-|c|^2 / 2 of each of them.</param>
/// <param name="index">Which of them.</param>
/// <param name="scores">A score for each entry of the index.</param>
internal readonly ref struct CandidateProducts<T>(ReadOnlySpan<T> row, ReadOnlySpan<T> points, ReadOnlySpan<T> start, ReadOnlySpan<int> index, Span<T> scores) : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int AtOnce = 8;
    private readonly ReadOnlySpan<T> row = row;
    private readonly ReadOnlySpan<T> points = points;
    private readonly ReadOnlySpan<T> start = start;
    private readonly ReadOnlySpan<int> index = index;
    private readonly Span<T> scores = scores;

    public static void Run(ReadOnlySpan<T> row, ReadOnlySpan<T> points, ReadOnlySpan<T> start, ReadOnlySpan<int> index, Span<T> scores)
    {
        var kernel = new CandidateProducts<T>(row, points, start, index, scores);
        SimdWidth.Run<T, CandidateProducts<T>>(ref kernel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        var m = 0;
        for (; m <= index.Length - AtOnce; m += AtOnce)
        {
            Eight<TVector, TSimd>(m);
        }

        for (; m < index.Length; m++)
        {
            One<TVector, TSimd>(m);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref T Point(int m) => ref Unsafe.Add(ref MemoryMarshal.GetReference(points), (nint)index[m] * row.Length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Eight<TVector, TSimd>(int m)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        ref var x = ref MemoryMarshal.GetReference(row);
        ref var c0 = ref Point(m);
        ref var c1 = ref Point(m + 1);
        ref var c2 = ref Point(m + 2);
        ref var c3 = ref Point(m + 3);
        ref var c4 = ref Point(m + 4);
        ref var c5 = ref Point(m + 5);
        ref var c6 = ref Point(m + 6);
        ref var c7 = ref Point(m + 7);
        TVector s0 = TSimd.Zero, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
        nint j = 0;
        for (; j <= row.Length - TSimd.Count; j += TSimd.Count)
        {
            var v = TSimd.Load(in x, j);
            s0 = TSimd.MultiplyAdd(v, TSimd.Load(in c0, j), s0);
            s1 = TSimd.MultiplyAdd(v, TSimd.Load(in c1, j), s1);
            s2 = TSimd.MultiplyAdd(v, TSimd.Load(in c2, j), s2);
            s3 = TSimd.MultiplyAdd(v, TSimd.Load(in c3, j), s3);
            s4 = TSimd.MultiplyAdd(v, TSimd.Load(in c4, j), s4);
            s5 = TSimd.MultiplyAdd(v, TSimd.Load(in c5, j), s5);
            s6 = TSimd.MultiplyAdd(v, TSimd.Load(in c6, j), s6);
            s7 = TSimd.MultiplyAdd(v, TSimd.Load(in c7, j), s7);
        }

        scores[m] = End(TSimd.Sum(s0), ref c0, j, m);
        scores[m + 1] = End(TSimd.Sum(s1), ref c1, j, m + 1);
        scores[m + 2] = End(TSimd.Sum(s2), ref c2, j, m + 2);
        scores[m + 3] = End(TSimd.Sum(s3), ref c3, j, m + 3);
        scores[m + 4] = End(TSimd.Sum(s4), ref c4, j, m + 4);
        scores[m + 5] = End(TSimd.Sum(s5), ref c5, j, m + 5);
        scores[m + 6] = End(TSimd.Sum(s6), ref c6, j, m + 6);
        scores[m + 7] = End(TSimd.Sum(s7), ref c7, j, m + 7);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void One<TVector, TSimd>(int m)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        ref var x = ref MemoryMarshal.GetReference(row);
        ref var c = ref Point(m);
        TVector even = TSimd.Zero, odd = even;
        nint j = 0;
        for (; j <= row.Length - (2 * TSimd.Count); j += 2 * TSimd.Count)
        {
            even = TSimd.MultiplyAdd(TSimd.Load(in x, j), TSimd.Load(in c, j), even);
            odd = TSimd.MultiplyAdd(TSimd.Load(in x, j + TSimd.Count), TSimd.Load(in c, j + TSimd.Count), odd);
        }

        scores[m] = End(TSimd.Sum(TSimd.Add(even, odd)), ref c, j, m);
    }

    /// <summary>The features that fill no vector, and the start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T End(T sum, ref T point, nint j, int m)
    {
        for (; j < row.Length; j++)
        {
            sum += row[(int)j] * Unsafe.Add(ref point, j);
        }

        return sum + start[index[m]];
    }
}
