using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>
/// One row less an origin, the square of its length, and that of its distance to a point seen from there, while it is read once. Sums differ in their last digits with the width of
/// vectors: right to d + 4 roundings, and not for results. O(d).
/// </summary>
/// <param name="row">d values.</param>
/// <param name="origin">d values.</param>
/// <param name="point">d values, less the origin.</param>
/// <param name="centered">Takes the row less the origin.</param>
/// <param name="ahead">Values from the row to the one that is read next.</param>
internal ref struct CenteredRow<T>(ReadOnlySpan<T> row, ReadOnlySpan<T> origin, ReadOnlySpan<T> point, Span<T> centered, nint ahead) : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> row = row;
    private readonly ReadOnlySpan<T> origin = origin;
    private readonly ReadOnlySpan<T> point = point;
    private readonly Span<T> centered = centered;

    /// <summary>|x - origin|^2.</summary>
    public T Square { get; private set; }

    /// <summary>|x - origin - point|^2.</summary>
    public T SquaredDistance { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        ref var x = ref MemoryMarshal.GetReference(row);
        ref var o = ref MemoryMarshal.GetReference(origin);
        ref var p = ref MemoryMarshal.GetReference(point);
        ref var to = ref MemoryMarshal.GetReference(centered);
        TVector lengths = TSimd.Zero, distances = lengths;
        nint j = 0;
        for (; j <= row.Length - TSimd.Count; j += TSimd.Count)
        {
            Prefetch.Ask(in x, j + ahead);
            var value = TSimd.Subtract(TSimd.Load(in x, j), TSimd.Load(in o, j));
            TSimd.Store(value, ref to, j);
            lengths = TSimd.MultiplyAdd(value, value, lengths);
            var step = TSimd.Subtract(value, TSimd.Load(in p, j));
            distances = TSimd.MultiplyAdd(step, step, distances);
        }

        var (square, distance) = (TSimd.Sum(lengths), TSimd.Sum(distances));
        for (; j < row.Length; j++)
        {
            var value = Unsafe.Add(ref x, j) - Unsafe.Add(ref o, j);
            Unsafe.Add(ref to, j) = value;
            square += value * value;
            distance += (value - Unsafe.Add(ref p, j)) * (value - Unsafe.Add(ref p, j));
        }

        (Square, SquaredDistance) = (square, distance);
    }
}
