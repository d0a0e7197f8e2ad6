using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>Rows that leave a cluster, or none (-1), for another one, with the shares they move with.</summary>
/// <param name="rows">Numbers of rows within the values.</param>
/// <param name="from">The cluster that each leaves; below 0 where there is none.</param>
/// <param name="to">The cluster that each joins.</param>
/// <param name="weights">What each weighs; empty where all weigh 1.</param>
internal readonly ref struct RowMoves(ReadOnlySpan<int> rows, ReadOnlySpan<int> from, ReadOnlySpan<int> to, ReadOnlySpan<double> weights)
{
    public ReadOnlySpan<int> Rows { get; } = rows;

    public ReadOnlySpan<int> From { get; } = from;

    public ReadOnlySpan<int> To { get; } = to;

    public ReadOnlySpan<double> Weights { get; } = weights;
}

/// <summary>
/// Moves rows between the clusters of <see cref="ExactSums"/>: w x, rounded to the coarse grid and what is left to the fine one, is taken from one cluster and added
/// to the other. Features in the lanes. O(d) a row.
/// </summary>
internal readonly ref struct ExactScatter<T>(ReadOnlySpan<T> values, RowMoves moves, ExactSums sums) : IKernel<double>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> values = values;
    private readonly RowMoves moves = moves;

    /// <param name="values">Rows, d values each.</param>
    /// <param name="moves">Which of them move.</param>
    /// <param name="sums">The sums that they move in.</param>
    public static void Run(ReadOnlySpan<T> values, RowMoves moves, ExactSums sums)
    {
        for (var first = 0; first < moves.Rows.Length; first += ExactGrid.Capacity)
        {
            var count = Math.Min(ExactGrid.Capacity, moves.Rows.Length - first);
            sums.Reserve(count);
            var some = new RowMoves(moves.Rows.Slice(first, count), moves.From.Slice(first, count), moves.To.Slice(first, count), moves.Weights.IsEmpty ? [] : moves.Weights.Slice(first, count));
            var kernel = new ExactScatter<T>(values, some, sums);
            SimdWidth.Run<double, ExactScatter<T>>(ref kernel);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        nint d = sums.Dimension;
        for (var m = 0; m < moves.Rows.Length; m++)
        {
            var w = moves.Weights.IsEmpty ? 1 : moves.Weights[m];
            ref var to = ref MemoryMarshal.GetReference(sums.Pending(moves.To[m]));
            ref var from = ref MemoryMarshal.GetReference(moves.From[m] < 0 ? [] : sums.Pending(moves.From[m]));
            Move<TVector, TSimd>(ref Unsafe.Add(ref MemoryMarshal.GetReference(values), moves.Rows[m] * d), w, ref from, ref to);
        }
    }

    /// <summary>A row; from a null reference where it belonged nowhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Move<TVector, TSimd>(ref T x, double w, ref double from, ref double to)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        nint d = sums.Dimension;
        nint fine = d + 1;
        ref var coarseGrid = ref MemoryMarshal.GetArrayDataReference(sums.Grid.Coarse);
        ref var fineGrid = ref MemoryMarshal.GetArrayDataReference(sums.Grid.Fine);
        nint j = 0;
        if (d >= TSimd.Count)
        {
            var weight = TSimd.Broadcast(w);
            for (; j <= d - TSimd.Count; j += TSimd.Count)
            {
                var factor = TSimd.LoadFrom(in x, j);
                var value = TSimd.Multiply(weight, factor);
                var lost = TSimd.MultiplyAdd(weight, factor, TSimd.Subtract(TSimd.Zero, value));
                var grid = TSimd.Load(in coarseGrid, j);
                var high = TSimd.Subtract(TSimd.Add(value, grid), grid);
                grid = TSimd.Load(in fineGrid, j);
                var low = TSimd.Subtract(TSimd.Add(TSimd.Add(TSimd.Subtract(value, high), lost), grid), grid);
                TSimd.Store(TSimd.Add(TSimd.Load(in to, j), high), ref to, j);
                TSimd.Store(TSimd.Add(TSimd.Load(in to, fine + j), low), ref to, fine + j);
                if (!Unsafe.IsNullRef(ref from))
                {
                    TSimd.Store(TSimd.Subtract(TSimd.Load(in from, j), high), ref from, j);
                    TSimd.Store(TSimd.Subtract(TSimd.Load(in from, fine + j), low), ref from, fine + j);
                }
            }
        }

        for (; j < d; j++)
        {
            Move(w, double.CreateTruncating(Unsafe.Add(ref x, j)), j, fine, ref from, ref to);
        }

        Move(w, 1, d, fine, ref from, ref to);
    }

    /// <summary>One value of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Move(double w, double x, nint column, nint fine, ref double from, ref double to)
    {
        var value = w * x;
        var lost = Math.FusedMultiplyAdd(w, x, -value);
        var grid = sums.Grid.Coarse[column];
        var high = value + grid - grid;
        grid = sums.Grid.Fine[column];
        var low = value - high + lost + grid - grid;
        Unsafe.Add(ref to, column) += high;
        Unsafe.Add(ref to, fine + column) += low;
        if (!Unsafe.IsNullRef(ref from))
        {
            Unsafe.Add(ref from, column) -= high;
            Unsafe.Add(ref from, fine + column) -= low;
        }
    }
}
