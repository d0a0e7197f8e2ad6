using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>
/// The nearest of a few listed centroids for each row of a small feature-major tile; of equals the first. Rows in the lanes; scores are those of
/// <see cref="RowLaneAssignment{T, TScores}"/> to the bit. O(width candidates d).
/// </summary>
/// <param name="tile">d x width, width a multiple of twice the lanes of any width.</param>
/// <param name="width">Rows in the tile.</param>
/// <param name="centroids">The centroids.</param>
/// <param name="candidates">Some of their numbers, rising.</param>
/// <param name="centered">Takes the tile less the origin; it may be the tile.</param>
/// <param name="winners">width indices, as T.</param>
internal readonly ref struct LeafAssignment<T>(ReadOnlySpan<T> tile, int width, PackedCentroids<T> centroids, ReadOnlySpan<ushort> candidates, Span<T> centered, Span<T> winners) : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> tile = tile;
    private readonly ReadOnlySpan<ushort> candidates = candidates;
    private readonly Span<T> centered = centered;
    private readonly Span<T> winners = winners;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        nint d = centroids.Dimension;
        ref var origin = ref MemoryMarshal.GetArrayDataReference(centroids.Origin);
        ref var points = ref MemoryMarshal.GetArrayDataReference(centroids.Points);
        ref var start = ref MemoryMarshal.GetReference(centroids.Start);
        ref var index = ref MemoryMarshal.GetReference(centroids.Index);
        ref var values = ref MemoryMarshal.GetReference(tile);
        ref var near = ref MemoryMarshal.GetReference(centered);
        for (nint j = 0; j < d; j++)
        {
            var middle = TSimd.Broadcast(Unsafe.Add(ref origin, j));
            for (nint i = 0; i < width; i += TSimd.Count)
            {
                TSimd.Store(TSimd.Subtract(TSimd.Load(in values, (j * width) + i), middle), ref near, (j * width) + i);
            }
        }

        for (nint first = 0; first < width; first += 2 * TSimd.Count)
        {
            ref var x = ref Unsafe.Add(ref near, first);
            var best0 = TSimd.Broadcast(T.NegativeInfinity);
            var best1 = best0;
            var at0 = TSimd.Zero;
            var at1 = TSimd.Zero;
            foreach (var k in candidates)
            {
                ref var point = ref Unsafe.Add(ref points, k * d);
                var score0 = TSimd.Broadcast(Unsafe.Add(ref start, k));
                var score1 = score0;
                for (nint j = 0; j < d; j++)
                {
                    var c = TSimd.Broadcast(Unsafe.Add(ref point, j));
                    score0 = TSimd.MultiplyAdd(TSimd.Load(in x, j * width), c, score0);
                    score1 = TSimd.MultiplyAdd(TSimd.Load(in x, (j * width) + TSimd.Count), c, score1);
                }

                var number = TSimd.Broadcast(Unsafe.Add(ref index, k));
                at0 = TSimd.Select(TSimd.LessThan(best0, score0), number, at0);
                at1 = TSimd.Select(TSimd.LessThan(best1, score1), number, at1);
                best0 = TSimd.Max(best0, score0);
                best1 = TSimd.Max(best1, score1);
            }

            TSimd.Store(at0, ref MemoryMarshal.GetReference(winners), first);
            TSimd.Store(at1, ref MemoryMarshal.GetReference(winners), first + TSimd.Count);
        }
    }
}
