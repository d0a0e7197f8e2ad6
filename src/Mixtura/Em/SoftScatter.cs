using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// What soft assignment adds up of a tile: for each component, over its rows in order, N += r w, F += r w delta and the asked-for part of
/// S += r w delta delta', delta = x - mu_k. Features stand in the lanes and, for full second moments, four rows are taken at once, one after the other in each
/// lane, so that sums are read and written once for four rows. Rows with a share of 0 are left out. O(rows K d) or O(rows K d^2).
/// </summary>
internal readonly ref struct SoftScatter<T> : IKernel<double>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int RowsAtOnce = 4;
    private const int SharesAtOnce = 8;
    private readonly ReadOnlySpan<T> rows;
    private readonly ReadOnlySpan<double> weights;
    private readonly ReadOnlySpan<double> shares;
    private readonly int width;
    private readonly ReadOnlySpan<double> means;
    private readonly Moments into;
    private readonly Scratch scratch;

    private SoftScatter(ReadOnlySpan<T> rows, ReadOnlySpan<double> weights, ReadOnlySpan<double> shares, int width, ReadOnlySpan<double> means, Moments into, Scratch scratch)
    {
        this.rows = rows;
        this.weights = weights;
        this.shares = shares;
        this.width = width;
        this.means = means;
        this.into = into;
        this.scratch = scratch;
    }

    /// <param name="rows">count x d values, count at most width.</param>
    /// <param name="weights">count weights, or none.</param>
    /// <param name="shares">K x width.</param>
    /// <param name="width">From one component's shares to the next's.</param>
    /// <param name="means">K x d.</param>
    /// <param name="into">Where sums go.</param>
    /// <param name="scratch">Made once for a block.</param>
    public static void Run(ReadOnlySpan<T> rows, ReadOnlySpan<double> weights, ReadOnlySpan<double> shares, int width, ReadOnlySpan<double> means, Moments into, Scratch scratch)
    {
        var kernel = new SoftScatter<T>(rows, weights, shares, width, means, into, scratch);
        SimdWidth.Run<double, SoftScatter<T>>(ref kernel);
    }

    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        var count = rows.Length / into.Dimension;
        for (var k = 0; k < into.Components; k++)
        {
            var active = FindActive(k, count);
            if (into.Dimension < Moments.VectorLength)
            {
                AddNarrow(k, active);
            }
            else if (into.Kind is SecondMoment.Full or SecondMoment.Pooled)
            {
                AddWide<TVector, TSimd>(k, active);
            }
            else
            {
                var d = into.Dimension;
                var second = into.Kind == SecondMoment.Diagonal ? into.Second.AsSpan(k * d, d) : [];
                new DiagonalScatter<T>(rows, scratch.Index[..active], scratch.Weight, means.Slice(k * d, d), into.First.AsSpan(k * d, d), second).Run<TVector, TSimd>();
            }
        }
    }

    /// <summary>Lists the rows of which a component has a share, and adds up its weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int FindActive(int k, int count)
    {
        var share = shares.Slice(k * width, count);
        var active = 0;
        var total = into.Weight[k];
        for (var first = 0; first < share.Length; first += SharesAtOnce)
        {
            // Most components have no share of most rows, and adding 0 changes nothing.
            for (var some = Positive(share[first..]); some != 0; some &= some - 1)
            {
                var i = first + BitOperations.TrailingZeroCount(some);
                var r = weights.IsEmpty ? share[i] : share[i] * weights[i];
                total += r;
                scratch.Index[active] = i;
                scratch.Weight[active] = r;
                active += r > 0 ? 1 : 0;
            }
        }

        into.Weight[k] = total;
        return active;
    }

    /// <summary>Which of the next shares are above 0, a bit each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Positive(ReadOnlySpan<double> shares)
    {
        if (shares.Length >= SharesAtOnce)
        {
            return Vector512.GreaterThan(Vector512.Create(shares), Vector512<double>.Zero).ExtractMostSignificantBits();
        }

        ulong positive = 0;
        for (var i = 0; i < shares.Length; i++)
        {
            positive |= shares[i] > 0 ? 1UL << i : 0;
        }

        return positive;
    }

    /// <summary>Few features: plain loops, row after row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddNarrow(int k, int active)
    {
        var d = into.Dimension;
        ref var mean = ref Unsafe.Add(ref MemoryMarshal.GetReference(means), k * d);
        ref var first = ref into.First[k * d];
        ref var second = ref into.SecondOf(k);
        Span<double> delta = stackalloc double[Moments.VectorLength];
        for (var a = 0; a < active; a++)
        {
            var r = scratch.Weight[a];
            ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), scratch.Index[a] * d);
            for (var j = 0; j < d; j++)
            {
                var step = double.CreateTruncating(Unsafe.Add(ref x, j)) - Unsafe.Add(ref mean, j);
                delta[j] = step;
                ref var sum = ref Unsafe.Add(ref first, j);
                sum = Math.FusedMultiplyAdd(r, step, sum);
                if (into.Kind == SecondMoment.Diagonal)
                {
                    ref var square = ref Unsafe.Add(ref second, j);
                    square = Math.FusedMultiplyAdd(r * step, step, square);
                }
                else if (into.Kind != SecondMoment.None)
                {
                    for (var l = 0; l <= j; l++)
                    {
                        ref var product = ref Unsafe.Add(ref second, (j * d) + l);
                        product = Math.FusedMultiplyAdd(r * step, delta[l], product);
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddWide<TVector, TSimd>(int k, int active)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        nint stride = into.Stride;
        ref var delta = ref MemoryMarshal.GetReference(scratch.Delta);
        Span<double> r = stackalloc double[RowsAtOnce];
        for (var a = 0; a < active; a += RowsAtOnce)
        {
            // A group that is not full is filled up with weight 0 and delta 0, which adds exactly nothing.
            r.Clear();
            for (var i = 0; i < RowsAtOnce; i++)
            {
                var here = scratch.Delta.Slice(i * (int)stride, into.Dimension);
                if (a + i < active)
                {
                    r[i] = scratch.Weight[a + i];
                    Differences<TVector, TSimd>(scratch.Index[a + i], k, here);
                }
                else
                {
                    here.Clear();
                }
            }

            var r0 = TSimd.Broadcast(r[0]);
            var r1 = TSimd.Broadcast(r[1]);
            var r2 = TSimd.Broadcast(r[2]);
            var r3 = TSimd.Broadcast(r[3]);
            ref var first = ref into.First[k * into.Dimension];
            ref var second = ref into.SecondOf(k);
            AddFirst<TVector, TSimd>(r, r0, r1, r2, r3, ref delta, stride, ref first);
            for (nint j = 0; j < into.Dimension; j++)
            {
                AddProducts<TVector, TSimd>(
                    TSimd.Broadcast(r[0] * Unsafe.Add(ref delta, j)),
                    TSimd.Broadcast(r[1] * Unsafe.Add(ref delta, stride + j)),
                    TSimd.Broadcast(r[2] * Unsafe.Add(ref delta, (2 * stride) + j)),
                    TSimd.Broadcast(r[3] * Unsafe.Add(ref delta, (3 * stride) + j)),
                    ref delta, stride, j, ref Unsafe.Add(ref second, j * stride));
            }
        }
    }

    private void Differences<TVector, TSimd>(int row, int k, Span<double> delta)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        nint d = into.Dimension;
        ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), row * d);
        ref var mean = ref Unsafe.Add(ref MemoryMarshal.GetReference(means), k * d);
        ref var to = ref MemoryMarshal.GetReference(delta);
        nint j = 0;
        for (; j <= d - TSimd.Count; j += TSimd.Count)
        {
            TSimd.Store(TSimd.Subtract(TSimd.LoadFrom(in x, j), TSimd.Load(in mean, j)), ref to, j);
        }

        for (; j < d; j++)
        {
            Unsafe.Add(ref to, j) = double.CreateTruncating(Unsafe.Add(ref x, j)) - Unsafe.Add(ref mean, j);
        }
    }

    /// <summary>First moments.</summary>
    private void AddFirst<TVector, TSimd>(ReadOnlySpan<double> r, TVector r0, TVector r1, TVector r2, TVector r3, ref double delta, nint stride, ref double first)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        nint d = into.Dimension;
        nint j = 0;
        for (; j <= d - TSimd.Count; j += TSimd.Count)
        {
            var sum = TSimd.MultiplyAdd(r1, TSimd.Load(in delta, stride + j), TSimd.MultiplyAdd(r0, TSimd.Load(in delta, j), TSimd.Load(in first, j)));
            sum = TSimd.MultiplyAdd(r2, TSimd.Load(in delta, (2 * stride) + j), sum);
            TSimd.Store(TSimd.MultiplyAdd(r3, TSimd.Load(in delta, (3 * stride) + j), sum), ref first, j);
        }

        for (; j < d; j++)
        {
            for (var i = 0; i < RowsAtOnce; i++)
            {
                ref var sum = ref Unsafe.Add(ref first, j);
                sum = Math.FusedMultiplyAdd(r[i], Unsafe.Add(ref delta, (i * stride) + j), sum);
            }
        }
    }

    /// <summary>Row j of the lower triangle, whole vectors of it: what stands right of the diagonal is never read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProducts<TVector, TSimd>(TVector s0, TVector s1, TVector s2, TVector s3, ref double delta, nint stride, nint j, ref double row)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        for (nint l = 0; l <= j; l += TSimd.Count)
        {
            var sum = TSimd.MultiplyAdd(s0, TSimd.Load(in delta, l), TSimd.Load(in row, l));
            sum = TSimd.MultiplyAdd(s1, TSimd.Load(in delta, stride + l), sum);
            sum = TSimd.MultiplyAdd(s2, TSimd.Load(in delta, (2 * stride) + l), sum);
            TSimd.Store(TSimd.MultiplyAdd(s3, TSimd.Load(in delta, (3 * stride) + l), sum), ref row, l);
        }
    }

    /// <summary>Memory that every tile of a block uses again.</summary>
    internal readonly ref struct Scratch
    {
        public Scratch(int width, Moments into, Workspace workspace)
        {
            Index = workspace.Take<int>(width + 1);
            Weight = workspace.Take<double>(width + 1);
            Delta = workspace.Take<double>(RowsAtOnce * into.Stride);
            Delta.Clear();
        }

        public Span<int> Index { get; }

        public Span<double> Weight { get; }

        /// <summary>Four rows of differences; what fills them up to whole vectors stays 0.</summary>
        public Span<double> Delta { get; }
    }
}
