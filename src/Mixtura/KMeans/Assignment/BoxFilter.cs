using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura;

/// <summary>
/// Which of some centroids can be the nearest to a row of a box (Pelleg and Moore 1999): boxes are their 2 x d least and largest values, centroids and boxes about one origin.
/// </summary>
/// <param name="d">Features.</param>
/// <param name="clusters">K.</param>
internal sealed class BoxFilter(int d, int clusters)
{
    /// <summary>K x d.</summary>
    public double[] Points { get; } = new double[clusters * d];

    /// <summary>How much two squared distances must differ for the kernels to find the same order.</summary>
    public double Slack { get; set; }

    /// <summary>The candidate nearest to a box's middle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Nearest(ReadOnlySpan<int> candidates, ReadOnlySpan<double> box)
    {
        ref var corner = ref MemoryMarshal.GetReference(box);
        var (nearest, least) = (candidates[0], double.PositiveInfinity);
        foreach (var k in candidates)
        {
            ref var point = ref Points[k * d];
            double square = 0;
            for (nint j = 0; j < d; j++)
            {
                var step = (2 * Unsafe.Add(ref point, j)) - Unsafe.Add(ref corner, j) - Unsafe.Add(ref corner, d + j);
                square += step * step;
            }

            (nearest, least) = square < least ? (k, square) : (nearest, least);
        }

        return nearest;
    }

    /// <summary>Keeps the candidates that are not farther than the nearest one from all of a box, and the distances of that one to the box.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (double Least, double Most) Filter(ReadOnlySpan<int> candidates, int nearest, ReadOnlySpan<double> box, Span<int> kept, out int left, ref double gap)
    {
        var own = Points.AsSpan(nearest * d, d);
        ref var corner = ref MemoryMarshal.GetReference(box);
        ref var nearestPoint = ref Points[nearest * d];
        var closest = double.PositiveInfinity;
        left = 0;
        foreach (var k in candidates)
        {
            // |x - k|^2 - |x - nearest|^2 is linear in x: least in the corner that lies farthest towards k. Of the nearest itself it is 0.
            double more = 0;
            ref var point = ref Points[k * d];
            for (nint j = 0; j < d; j++)
            {
                var (mine, other) = (Unsafe.Add(ref nearestPoint, j), Unsafe.Add(ref point, j));
                var low = (mine - other) * ((2 * Unsafe.Add(ref corner, j)) - mine - other);
                var high = (mine - other) * ((2 * Unsafe.Add(ref corner, d + j)) - mine - other);
                more += double.MinNative(low, high);
            }

            kept[left] = k;
            left += more > Slack ? 0 : 1;
            closest = more > Slack && more < closest ? more : closest;
        }

        double least = 0, most = 0;
        for (var j = 0; j < d; j++)
        {
            var (below, above) = (own[j] - box[j], box[d + j] - own[j]);
            var outside = Math.Max(0, Math.Max(-below, -above));
            least += outside * outside;
            most += Math.Max(below * below, above * above);
        }

        // From (l - u)(l + u) > closest and u <= most: l - u > sqrt(most^2 + closest) - most.
        var reach = Math.Sqrt(most);
        gap = Math.Min(gap, closest / (Math.Sqrt(most + closest) + reach));
        return (Math.Sqrt(least), reach);
    }

    /// <summary>How far centroids may move in all before scores could tell otherwise.</summary>
    public double Margin(double gap, (double Least, double Most) reach)
    {
        if (double.IsPositiveInfinity(gap))
        {
            return gap;
        }

        // Either the gap itself outweighs the rounding, or the gap times the distance does while the centroid stays half as far away.
        var half = reach.Least / 2;
        var withDistance = Math.Min(half, gap - (Slack / (Math.Sqrt((half * half) + Slack) + half)));
        return Math.Max(gap - Math.Sqrt(Slack), withDistance) * (1 - 1e-12);
    }
}
