using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mixtura.Kernels;

/// <summary>
/// Upper bounds of the scores of some rows, by products of codes (<see cref="CodedCentroids{T}"/>): four rows meet two vectors of centroids at a time. A bound is at most twice the slack of
/// the row times the length of the centroid above the score. n K d multiplications of bytes.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="coded">The centroids.</param>
/// <param name="workspace">Gives memory.</param>
internal readonly ref partial struct ScoreBounds<T>(CodedCentroids<T> coded, Workspace workspace)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>As many rows as are coded together.</summary>
    public const int RowsAtOnce = 64;

    /// <summary>Rows that meet all centroids together: two tiles of four, so that codes of centroids come from the nearest cache to the second.</summary>
    private const int RowsInTurn = 8;
    private const int RowsInTile = 4;

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
    private readonly Span<int> sums = Nothing(workspace.Take<int>(2 * RowsInTile * coded.PanelWidth));
    private readonly Span<float> bounds = Impossible(workspace.Take<float>(RowsInTurn * coded.Stride), coded);

    /// <summary>Takes up to 64 rows.</summary>
    public void Code(ReadOnlySpan<T> rows)
    {
        var d = coded.Dimension;
        for (var i = 0; i < rows.Length / d; i++)
        {
            var row = rowsNear.Slice(i * codesOfRow, codesOfRow);
            row[d..].Clear();
            squares[i] = ByteCodes.Center(rows.Slice(i * d, d), coded.Origin, row, ByteCodes.MostUnsigned, out scales[i]);
            var left = ByteCodes.Code(ByteCodes.Single(row, single), scales[i], codes.Slice(i * codesOfRow, codesOfRow));
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
        if (row % RowsInTurn == 0)
        {
            if (ByteCodes.AreWide)
            {
                Bound<Vector512<int>, Codes512, Vector512<float>, Simd512<float>>(row);
            }
            else
            {
                Bound<Vector256<int>, Codes256, Vector256<float>, Simd256<float>>(row);
            }
        }

        return bounds.Slice(row % RowsInTurn * coded.Stride, coded.Stride);
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

    private static Span<int> Nothing(Span<int> sums)
    {
        sums.Clear();
        return sums;
    }

    /// <summary>Nothing is bounded behind the last panel.</summary>
    private static Span<float> Impossible(Span<float> bounds, CodedCentroids<T> coded)
    {
        for (var rest = bounds; rest.Length > 0; rest = rest[coded.Stride..])
        {
            rest[(coded.Panels * coded.PanelWidth)..coded.Stride].Fill(float.NegativeInfinity);
        }

        return bounds;
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
            var (s0, s1, s2, s3) = (TSimd.Load(in bound, k), TSimd.Load(in bound, k + TSimd.Count), TSimd.Load(in bound, k + (2 * TSimd.Count)), TSimd.Load(in bound, k + (3 * TSimd.Count)));
            var most = TSimd.Max(TSimd.Max(s0, s1), TSimd.Max(s2, s3));
            if (TCodeSimd.AtLeast(most, reached) == 0)
            {
                second = TSimd.Max(second, most);
                continue;
            }

            var near = Near(s0) | (Near(s1) << TSimd.Count) | (Near(s2) << (2 * TSimd.Count)) | (Near(s3) << (3 * TSimd.Count));
            for (; near != 0; near &= near - 1)
            {
                candidates[found++] = (int)k + BitOperations.TrailingZeroCount(near);
            }
        }

        others = TSimd.Largest(second, second, out _);
        return found;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        ulong Near(TFloats score)
        {
            second = TSimd.Max(second, TSimd.Select(TSimd.LessThan(score, reached), score, lowest));
            return TCodeSimd.AtLeast(score, reached);
        }
    }
}
