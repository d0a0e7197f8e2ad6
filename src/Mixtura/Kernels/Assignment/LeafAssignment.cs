using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>
/// The nearest of a few listed centroids for each row of a small feature-major tile; of equals the first. Rows in the lanes; scores are those of
/// <see cref="RowLaneAssignment{T, TScores}"/> to the bit. O(width candidates d).
/// </summary>
/// <param name="tile">d x width, width a multiple of <see cref="RowTile.Granularity"/>.</param>
/// <param name="width">Rows in the tile.</param>
/// <param name="centroids">The centroids.</param>
/// <param name="points">All of them less their origin, K x d.</param>
/// <param name="candidates">Some of their numbers, rising.</param>
/// <param name="winners">width indices, as T.</param>
internal readonly ref struct LeafAssignment<T>(ReadOnlySpan<T> tile, int width, PackedCentroids<T> centroids, ReadOnlySpan<T> points, ReadOnlySpan<int> candidates, Span<T> winners) : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> tile = tile;
    private readonly ReadOnlySpan<T> points = points;
    private readonly ReadOnlySpan<int> candidates = candidates;
    private readonly Span<T> winners = winners;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        nint d = centroids.Dimension;
        ref var origin = ref MemoryMarshal.GetArrayDataReference(centroids.Origin);
        ref var start = ref MemoryMarshal.GetReference(centroids.Start);
        ref var index = ref MemoryMarshal.GetReference(centroids.Index);
        for (nint first = 0; first < width; first += TSimd.Count)
        {
            ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(tile), first);
            var best = TSimd.Broadcast(T.NegativeInfinity);
            var at = TSimd.Zero;
            foreach (var k in candidates)
            {
                ref var point = ref Unsafe.Add(ref MemoryMarshal.GetReference(points), k * d);
                var score = TSimd.Broadcast(Unsafe.Add(ref start, k));
                for (nint j = 0; j < d; j++)
                {
                    var near = TSimd.Subtract(TSimd.Load(in x, j * width), TSimd.Broadcast(Unsafe.Add(ref origin, j)));
                    score = TSimd.MultiplyAdd(near, TSimd.Broadcast(Unsafe.Add(ref point, j)), score);
                }

                at = TSimd.Select(TSimd.LessThan(best, score), TSimd.Broadcast(Unsafe.Add(ref index, k)), at);
                best = TSimd.Max(best, score);
            }

            TSimd.Store(at, ref MemoryMarshal.GetReference(winners), first);
        }
    }
}
