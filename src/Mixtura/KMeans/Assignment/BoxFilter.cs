using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mixtura;

/// <summary>
/// Which of some centroids can be the nearest to a row of a box (Pelleg and Moore 1999): boxes are their least and largest values, d at a multiple of the stride, centroids and boxes about one origin.
/// </summary>
/// <param name="d">Features.</param>
/// <param name="clusters">K.</param>
internal sealed class BoxFilter(int d, int clusters)
{
    /// <summary>A lead that is more than this share of how far a box reaches is none: what is kept for it would soon be too little all the same.</summary>
    private const double LargestLead = 0.1;

    /// <summary>Numbers from one centroid, and from the least to the largest values of a box, to the next: d, an even number, with zeros behind.</summary>
    public int Stride { get; } = Even(d);

    /// <summary>K x d, each centroid at a multiple of the stride.</summary>
    public double[] Points { get; } = new double[clusters * Even(d)];

    /// <summary>How much two squared distances must differ for the kernels to find the same order.</summary>
    public double Slack { get; set; }

    /// <summary>The candidate nearest to a box's middle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ushort Nearest(ReadOnlySpan<ushort> candidates, ReadOnlySpan<double> box)
    {
        ref var corner = ref MemoryMarshal.GetReference(box);
        var (nearest, least) = (candidates[0], double.PositiveInfinity);
        foreach (var k in candidates)
        {
            ref var point = ref Point(k);
            var squares = Vector128<double>.Zero;
            for (nint j = 0; j < Stride; j += 2)
            {
                var twice = Vector128.LoadUnsafe(ref point, (nuint)j) * 2;
                var step = twice - Vector128.LoadUnsafe(ref corner, (nuint)j) - Vector128.LoadUnsafe(ref corner, (nuint)(Stride + j));
                squares += step * step;
            }

            var square = Vector128.Sum(squares);
            (nearest, least) = square < least ? (k, square) : (nearest, least);
        }

        return nearest;
    }

    /// <summary>Keeps the candidates that are not farther than the nearest one from all of a box by some distance.</summary>
    /// <param name="candidates">Numbers of centroids.</param>
    /// <param name="nearest">One of them.</param>
    /// <param name="box">The box.</param>
    /// <param name="lead">By how much the nearest must be nearer.</param>
    /// <param name="kept">Takes those that are left.</param>
    /// <param name="closest">The least difference of the squares of how far one of the others is, and one of those that are left: what was so far, or less.</param>
    /// <returns>How many are left.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Filter(ReadOnlySpan<ushort> candidates, ushort nearest, ReadOnlySpan<double> box, double lead, Span<ushort> kept, ref double closest)
    {
        ref var corner = ref MemoryMarshal.GetReference(box);
        ref var nearestPoint = ref Point(nearest);
        var reach = Math.Sqrt(Most(nearest, box));
        var least = Slack + (lead > LargestLead * reach ? 0 : lead * (lead + (2 * reach)));
        var left = 0;
        foreach (var k in candidates)
        {
            // |x - k|^2 - |x - nearest|^2 is linear in x: least in the corner that lies farthest towards k. Of the nearest itself it is 0.
            var sum = Vector128<double>.Zero;
            ref var point = ref Point(k);
            for (nint j = 0; j < Stride; j += 2)
            {
                var (mine, other) = (Vector128.LoadUnsafe(ref nearestPoint, (nuint)j), Vector128.LoadUnsafe(ref point, (nuint)j));
                var low = Vector128.LoadUnsafe(ref corner, (nuint)j);
                var high = Vector128.LoadUnsafe(ref corner, (nuint)(Stride + j));
                var (step, both) = (mine - other, mine + other);
                sum += Vector128.MinNative(step * (low + low - both), step * (high + high - both));
            }

            // Infinity is for where nothing was left out.
            var more = Math.Min(Vector128.Sum(sum), double.MaxValue);
            kept[left] = k;
            left += more > least ? 0 : 1;
            closest = more > least && more < closest ? more : closest;
        }

        return left;
    }

    /// <summary>By how much others are farther from each row of a box than the nearest of some centroids, given by how much the square is.</summary>
    /// <param name="closest">The least difference of squares.</param>
    /// <param name="centroid">One of those centroids.</param>
    /// <param name="box">The box.</param>
    public double Gap(double closest, ushort centroid, ReadOnlySpan<double> box)
    {
        // From (l - u)(l + u) > closest and u <= most: l - u > sqrt(most^2 + closest) - most.
        var most = Most(centroid, box);
        return double.IsPositiveInfinity(closest) ? closest : closest / (Math.Sqrt(most + closest) + Math.Sqrt(most));
    }

    /// <summary>How far a box is from the nearest of some centroids.</summary>
    public double Least(ReadOnlySpan<ushort> centroids, ReadOnlySpan<double> box)
    {
        var least = double.PositiveInfinity;
        foreach (var k in centroids)
        {
            double square = 0;
            for (var j = 0; j < d; j++)
            {
                var x = Points[(k * Stride) + j];
                var outside = Math.Max(0, Math.Max(box[j] - x, x - box[Stride + j]));
                square += outside * outside;
            }

            least = Math.Min(least, square);
        }

        return Math.Sqrt(least);
    }

    /// <summary>How far centroids may move in all before scores could tell otherwise.</summary>
    /// <param name="gap">By how much every other centroid is farther from each row of a box than the nearest of some centroids.</param>
    /// <param name="least">How far those are at least.</param>
    public double Margin(double gap, double least)
    {
        if (double.IsPositiveInfinity(gap))
        {
            return gap;
        }

        // Either the gap itself outweighs the rounding, or the gap times the distance does while the centroid stays half as far away.
        var half = least / 2;
        var withDistance = Math.Min(half, gap - (Slack / (Math.Sqrt((half * half) + Slack) + half)));
        return Math.Max(gap - Math.Sqrt(Slack), withDistance) * (1 - 1e-12);
    }

    /// <summary>The square of how far a centroid is from the far corner of a box.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Most(ushort centroid, ReadOnlySpan<double> box)
    {
        ref var corner = ref MemoryMarshal.GetReference(box);
        ref var point = ref Point(centroid);
        var most = Vector128<double>.Zero;
        for (nint j = 0; j < Stride; j += 2)
        {
            var x = Vector128.LoadUnsafe(ref point, (nuint)j);
            var (below, above) = (x - Vector128.LoadUnsafe(ref corner, (nuint)j), Vector128.LoadUnsafe(ref corner, (nuint)(Stride + j)) - x);
            most += Vector128.Max(below * below, above * above);
        }

        return Vector128.Sum(most);
    }

    private static int Even(int d) => (d + 1) / 2 * 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref double Point(ushort centroid) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Points), centroid * Stride);
}
