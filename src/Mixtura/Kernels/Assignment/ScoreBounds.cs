using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mixtura.Kernels;

/// <summary>
/// Upper bounds of the scores of some rows, by products of codes (<see cref="CodedCentroids{T}"/>): eight rows meet a vector of centroids at a time. A bound is at most twice the slack of
/// the row times the length of the centroid above the score. n K d multiplications of bytes.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="coded">The centroids.</param>
/// <param name="workspace">Gives memory.</param>
internal readonly ref struct ScoreBounds<T>(CodedCentroids<T> coded, Workspace workspace)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>As many rows as are coded together.</summary>
    public const int RowsAtOnce = 64;
    private const int RowsInTile = 8;

    /// <summary>Rows of other lengths are left to numbers of their own precision.</summary>
    private const float Shortest = 1e-12f;
    private const float Longest = 1e12f;

    private readonly int codesOfRow = ByteCodes.Length(coded.Dimension);
    private readonly Span<T> rowsNear = workspace.Take<T>(RowsAtOnce * ByteCodes.Length(coded.Dimension));
    private readonly Span<float> single = workspace.Take<float>(ByteCodes.Length(coded.Dimension));
    private readonly Span<byte> codes = workspace.Take<byte>(RowsAtOnce * ByteCodes.Length(coded.Dimension));
    private readonly Span<float> scales = workspace.Take<float>(RowsAtOnce);
    private readonly Span<float> slacks = workspace.Take<float>(RowsAtOnce);
    private readonly Span<T> squares = workspace.Take<T>(RowsAtOnce);
    private readonly Span<float> bounds = Impossible(workspace.Take<float>(RowsInTile * coded.Stride));

    /// <summary>Takes up to 64 rows.</summary>
    public void Code(ReadOnlySpan<T> rows)
    {
        var d = coded.Dimension;
        for (var i = 0; i < rows.Length / d; i++)
        {
            var row = rowsNear.Slice(i * codesOfRow, codesOfRow);
            row[d..].Clear();
            squares[i] = ByteCodes.Center(rows.Slice(i * d, d), coded.Origin, row, out var largest);
            (scales[i], var left) = ByteCodes.Code(ByteCodes.Single(row, single), float.CreateTruncating(largest), codes.Slice(i * codesOfRow, codesOfRow));
            slacks[i] = coded.Slack(Length(i), left);
        }
    }

    /// <summary>A row less the origin.</summary>
    public ReadOnlySpan<T> Near(int row) => rowsNear.Slice(row * codesOfRow, coded.Dimension);

    /// <summary>The square of its length.</summary>
    public T Square(int row) => squares[row];

    /// <summary>Its length.</summary>
    public double Length(int row) => Math.Sqrt(double.CreateTruncating(squares[row]));

    /// <summary>How far a score of it may be from what its codes say, in units of the length of a centroid: half of what a bound is above it at most.</summary>
    public float Slack(int row) => slacks[row];

    /// <summary>Whether its numbers are of a size that bounds can be computed for.</summary>
    public bool IsBounded(int row) => Length(row) is > Shortest and < Longest;

    /// <summary>The bounds of a row, and minus infinity behind them. Rows are asked for in their order. O(K d).</summary>
    public Span<float> Of(int row)
    {
        if (row % RowsInTile == 0)
        {
            if (ByteCodes.AreWide)
            {
                Bound<Vector512<int>, Codes512, Vector512<float>, Simd512<float>>(ref codes[row * codesOfRow], codesOfRow, ref scales[row], ref slacks[row]);
            }
            else
            {
                Bound<Vector256<int>, Codes256, Vector256<float>, Simd256<float>>(ref codes[row * codesOfRow], codesOfRow, ref scales[row], ref slacks[row]);
            }
        }

        return bounds.Slice(row % RowsInTile * coded.Stride, coded.Stride);
    }

    /// <summary>
    /// Lists the centroids whose scores may be the best, and says how high those of others may be; returns how many there are, or 0 where the row's numbers are not of a size that bounds can be
    /// computed for. O(K).
    /// </summary>
    /// <param name="row">Which row.</param>
    /// <param name="ofRow">Its bounds.</param>
    /// <param name="candidates">Room for all centroids.</param>
    /// <param name="others">At least the best score of a centroid that is no candidate.</param>
    public int Candidates(int row, ReadOnlySpan<float> ofRow, Span<int> candidates, out float others)
    {
        if (!IsBounded(row))
        {
            others = float.NegativeInfinity;
            return 0;
        }

        return ByteCodes.AreWide
            ? Candidates<Vector512<int>, Codes512, Vector512<float>, Simd512<float>>(ofRow, slacks[row], candidates, out others)
            : Candidates<Vector256<int>, Codes256, Vector256<float>, Simd256<float>>(ofRow, slacks[row], candidates, out others);
    }

    private static Span<float> Impossible(Span<float> scores)
    {
        scores.Fill(float.NegativeInfinity);
        return scores;
    }

    /// <summary>The bounds of eight rows and all centroids, a vector of these at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Bound<TCodes, TCodeSimd, TFloats, TSimd>(ref byte rows, nint length, ref float scales, ref float slacks)
        where TCodes : struct
        where TCodeSimd : struct, ICodeSimd<TCodes, TFloats>
        where TFloats : struct
        where TSimd : struct, ISimd<TFloats, float>
    {
        nint lanes = TSimd.Count;
        nint stride = coded.Stride;
        nint end = coded.Groups * CodedCentroids<T>.GroupSize;
        ref var panel = ref Unsafe.As<sbyte, int>(ref coded.Codes[0]);
        ref var bias = ref coded.Bias[0];
        ref var scale = ref coded.Scale[0];
        ref var reach = ref coded.Length[0];
        ref var start = ref coded.Start[0];
        ref var bound = ref MemoryMarshal.GetReference(bounds);
        ref var x0 = ref rows;
        ref var x1 = ref Unsafe.Add(ref x0, length);
        ref var x2 = ref Unsafe.Add(ref x1, length);
        ref var x3 = ref Unsafe.Add(ref x2, length);
        ref var x4 = ref Unsafe.Add(ref x3, length);
        ref var x5 = ref Unsafe.Add(ref x4, length);
        ref var x6 = ref Unsafe.Add(ref x5, length);
        ref var x7 = ref Unsafe.Add(ref x6, length);
        for (nint k = 0; k < coded.Panels * lanes; k += lanes)
        {
            var s0 = TCodeSimd.Load(in bias, k);
            var s1 = s0;
            var s2 = s0;
            var s3 = s0;
            var s4 = s0;
            var s5 = s0;
            var s6 = s0;
            var s7 = s0;
            for (nint j = 0; j < end; j += CodedCentroids<T>.GroupSize)
            {
                var c = TCodeSimd.Load(in panel, 0);
                var next = TCodeSimd.Load(in panel, lanes);
                panel = ref Unsafe.Add(ref panel, 2 * lanes);
                s0 = TCodeSimd.AddProducts(s0, TCodeSimd.Broadcast(in x0, j), c, TCodeSimd.Broadcast(in x0, j + 4), next);
                s1 = TCodeSimd.AddProducts(s1, TCodeSimd.Broadcast(in x1, j), c, TCodeSimd.Broadcast(in x1, j + 4), next);
                s2 = TCodeSimd.AddProducts(s2, TCodeSimd.Broadcast(in x2, j), c, TCodeSimd.Broadcast(in x2, j + 4), next);
                s3 = TCodeSimd.AddProducts(s3, TCodeSimd.Broadcast(in x3, j), c, TCodeSimd.Broadcast(in x3, j + 4), next);
                s4 = TCodeSimd.AddProducts(s4, TCodeSimd.Broadcast(in x4, j), c, TCodeSimd.Broadcast(in x4, j + 4), next);
                s5 = TCodeSimd.AddProducts(s5, TCodeSimd.Broadcast(in x5, j), c, TCodeSimd.Broadcast(in x5, j + 4), next);
                s6 = TCodeSimd.AddProducts(s6, TCodeSimd.Broadcast(in x6, j), c, TCodeSimd.Broadcast(in x6, j + 4), next);
                s7 = TCodeSimd.AddProducts(s7, TCodeSimd.Broadcast(in x7, j), c, TCodeSimd.Broadcast(in x7, j + 4), next);
            }

            Store(s0, ref scales, ref slacks, ref scale, ref reach, ref start, ref bound, 0, k, stride);
            Store(s1, ref scales, ref slacks, ref scale, ref reach, ref start, ref bound, 1, k, stride);
            Store(s2, ref scales, ref slacks, ref scale, ref reach, ref start, ref bound, 2, k, stride);
            Store(s3, ref scales, ref slacks, ref scale, ref reach, ref start, ref bound, 3, k, stride);
            Store(s4, ref scales, ref slacks, ref scale, ref reach, ref start, ref bound, 4, k, stride);
            Store(s5, ref scales, ref slacks, ref scale, ref reach, ref start, ref bound, 5, k, stride);
            Store(s6, ref scales, ref slacks, ref scale, ref reach, ref start, ref bound, 6, k, stride);
            Store(s7, ref scales, ref slacks, ref scale, ref reach, ref start, ref bound, 7, k, stride);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Store(TCodes products, ref float scales, ref float slacks, ref float scale, ref float reach, ref float start, ref float bound, nint row, nint k, nint stride)
        {
            var score = TSimd.MultiplyAdd(TSimd.Multiply(TCodeSimd.ToSingle(products), TSimd.Load(in scale, k)), TSimd.Broadcast(Unsafe.Add(ref scales, row)), TSimd.Load(in start, k));
            TSimd.Store(TSimd.MultiplyAdd(TSimd.Load(in reach, k), TSimd.Broadcast(Unsafe.Add(ref slacks, row)), score), ref bound, (row * stride) + k);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Candidates<TCodes, TCodeSimd, TFloats, TSimd>(ReadOnlySpan<float> ofRow, float slack, Span<int> candidates, out float others)
        where TCodes : struct
        where TCodeSimd : struct, ICodeSimd<TCodes, TFloats>
        where TFloats : struct
        where TSimd : struct, ISimd<TFloats, float>
    {
        ref var bound = ref MemoryMarshal.GetReference(ofRow);
        ref var length = ref coded.Length[0];
        var below = TSimd.Broadcast(-2 * slack);
        var lowest = TSimd.Broadcast(float.NegativeInfinity);
        var best = lowest;
        for (nint k = 0; k < ofRow.Length; k += TSimd.Count)
        {
            best = TSimd.Max(best, TSimd.MultiplyAdd(TSimd.Load(in length, k), below, TSimd.Load(in bound, k)));
        }

        var reached = TSimd.Broadcast(TSimd.Largest(best, best, out _));
        var second = lowest;
        var found = 0;
        for (nint k = 0; k < ofRow.Length; k += 4 * TSimd.Count)
        {
            var near = Near(ref bound, k) | (Near(ref bound, k + TSimd.Count) << TSimd.Count) | (Near(ref bound, k + (2 * TSimd.Count)) << (2 * TSimd.Count)) | (Near(ref bound, k + (3 * TSimd.Count)) << (3 * TSimd.Count));
            for (; near != 0; near &= near - 1)
            {
                candidates[found++] = (int)k + BitOperations.TrailingZeroCount(near);
            }
        }

        others = TSimd.Largest(second, second, out _);
        return found;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        ulong Near(ref float bound, nint k)
        {
            var score = TSimd.Load(in bound, k);
            second = TSimd.Max(second, TSimd.Select(TSimd.LessThan(score, reached), score, lowest));
            return TCodeSimd.AtLeast(score, reached);
        }
    }
}
