using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>
/// |(x - origin) - p|^2 of some rows and a point for each: what bounds are made of. Features in the lanes, so sums differ in their last digits with the width of
/// vectors: right to d + 4 roundings, and not for results. O(d) a row.
/// </summary>
/// <param name="values">Rows of d values.</param>
/// <param name="index">Which rows; empty for all of them in their order.</param>
/// <param name="origin">d values taken from all rows.</param>
/// <param name="points">Points of d values.</param>
/// <param name="pointOf">The point for each entry of the index, or none where all share the first.</param>
/// <param name="squares">A square for each of them.</param>
internal readonly ref struct RowDistances<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> index, ReadOnlySpan<T> origin, ReadOnlySpan<T> points, ReadOnlySpan<int> pointOf, Span<T> squares) : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> values = values;
    private readonly ReadOnlySpan<int> index = index;
    private readonly ReadOnlySpan<T> origin = origin;
    private readonly ReadOnlySpan<T> points = points;
    private readonly ReadOnlySpan<int> pointOf = pointOf;
    private readonly Span<T> squares = squares;

    public static void Run(ReadOnlySpan<T> values, ReadOnlySpan<int> index, ReadOnlySpan<T> origin, ReadOnlySpan<T> points, ReadOnlySpan<int> pointOf, Span<T> squares)
    {
        var kernel = new RowDistances<T>(values, index, origin, points, pointOf, squares);
        SimdWidth.Run<T, RowDistances<T>>(ref kernel);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        nint d = origin.Length;
        nint lanes = TSimd.Count;
        ref var o = ref MemoryMarshal.GetReference(origin);
        for (var m = 0; m < squares.Length; m++)
        {
            ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(values), (index.IsEmpty ? m : index[m]) * d);
            var ahead = index.IsEmpty || m + 1 == index.Length ? d : (index[m + 1] - index[m]) * d;
            ref var p = ref Unsafe.Add(ref MemoryMarshal.GetReference(points), (pointOf.IsEmpty ? 0 : pointOf[m]) * d);
            var square = T.Zero;
            nint j = 0;
            if (d >= lanes)
            {
                TVector a = TSimd.Zero, b = TSimd.Zero;
                for (; j <= d - (2 * lanes); j += 2 * lanes)
                {
                    Prefetch.Ask(in x, j + ahead);
                    var step = TSimd.Subtract(TSimd.Subtract(TSimd.Load(in x, j), TSimd.Load(in o, j)), TSimd.Load(in p, j));
                    a = TSimd.MultiplyAdd(step, step, a);
                    step = TSimd.Subtract(TSimd.Subtract(TSimd.Load(in x, j + lanes), TSimd.Load(in o, j + lanes)), TSimd.Load(in p, j + lanes));
                    b = TSimd.MultiplyAdd(step, step, b);
                }

                if (j <= d - lanes)
                {
                    var step = TSimd.Subtract(TSimd.Subtract(TSimd.Load(in x, j), TSimd.Load(in o, j)), TSimd.Load(in p, j));
                    a = TSimd.MultiplyAdd(step, step, a);
                    j += lanes;
                }

                square = TSimd.Sum(TSimd.Add(a, b));
            }

            for (; j < d; j++)
            {
                var step = Unsafe.Add(ref x, j) - Unsafe.Add(ref o, j) - Unsafe.Add(ref p, j);
                square += step * step;
            }

            squares[m] = square;
        }
    }
}
