using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
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

    /// <summary>
    /// Lists the rows of which a component has a share, and adds up its weight: in eight lanes, row i in lane i mod 8, which are added up in order. Each row is written and only counted
    /// where it has a share: which rows have one no machine can foresee, and a branch that it takes wrong costs more than the writing.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int FindActive(int k, int count)
    {
        ref var share = ref Unsafe.Add(ref MemoryMarshal.GetReference(shares), k * width);
        ref var weight = ref MemoryMarshal.GetReference(weights);
        ref var index = ref MemoryMarshal.GetReference(scratch.Index);
        ref var active = ref MemoryMarshal.GetReference(scratch.Weight);
        var isWeighted = !weights.IsEmpty;
        nint found = 0;
        var lanes = Vector512<double>.Zero;
        var first = 0;
        for (; first <= count - SharesAtOnce; first += SharesAtOnce)
        {
            var r = Vector512.LoadUnsafe(ref share, (nuint)first);
            r = isWeighted ? r * Vector512.LoadUnsafe(ref weight, (nuint)first) : r;
            lanes += r;
            found = List(r, first, ref index, ref active, found);
        }

        Span<double> sums = stackalloc double[SharesAtOnce];
        lanes.CopyTo(sums);
        for (var i = first; i < count; i++)
        {
            var one = isWeighted ? Unsafe.Add(ref share, i) * Unsafe.Add(ref weight, i) : Unsafe.Add(ref share, i);
            sums[i - first] += one;
            Unsafe.Add(ref index, found) = i;
            Unsafe.Add(ref active, found) = one;
            found += one > 0 ? 1 : 0;
        }

        foreach (var sum in sums)
        {
            into.Weight[k] += sum;
        }

        return (int)found;
    }

    /// <summary>Writes those of eight rows that have a share behind the others; how many there are now.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint List(Vector512<double> r, int first, ref long index, ref double active, nint found)
    {
        var has = Vector512.GreaterThan(r, Vector512<double>.Zero);
        if (Avx512F.IsSupported)
        {
            var eight = Vector512.Create((long)first) + Vector512<long>.Indices;
            Avx512F.Compress(Vector512<long>.Zero, has.AsInt64(), eight).StoreUnsafe(ref Unsafe.Add(ref index, found));
            Avx512F.Compress(Vector512<double>.Zero, has, r).StoreUnsafe(ref Unsafe.Add(ref active, found));
            return found + BitOperations.PopCount(has.ExtractMostSignificantBits());
        }

        for (var lane = 0; lane < SharesAtOnce; lane++)
        {
            Unsafe.Add(ref index, found) = first + lane;
            Unsafe.Add(ref active, found) = r[lane];
            found += r[lane] > 0 ? 1 : 0;
        }

        return found;
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
            ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), (nint)scratch.Index[a] * d);
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
                    Differences<TVector, TSimd>((nint)scratch.Index[a + i], k, here);
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

    private void Differences<TVector, TSimd>(nint row, int k, Span<double> delta)
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
            Index = workspace.Take<long>(width + SharesAtOnce);
            Weight = workspace.Take<double>(width + SharesAtOnce);
            Delta = workspace.Take<double>(RowsAtOnce * into.Stride);
            Delta.Clear();
        }

        public Span<long> Index { get; }

        public Span<double> Weight { get; }

        /// <summary>Four rows of differences; what fills them up to whole vectors stays 0.</summary>
        public Span<double> Delta { get; }
    }
}
