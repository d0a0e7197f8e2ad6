using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// The other centroids around one of them, in rings that hold 1, 2, 4, ... and are in no order within (J. Newling and F. Fleuret, "Fast k-means with accurate bounds", ICML 2016):
/// whoever looks at all within some distance of the center looks at fewer than twice as many, and nothing is sorted. 4 K bytes and log2 K distances, made in O(K d).
/// </summary>
internal sealed class CentroidRings
{
    /// <summary>2^-52 for each operation of a distance, and as much again for those that bounds are made with.</summary>
    private const double Ulp = 2.3e-16;
    private readonly int[] others;
    private readonly double[] from;

    /// <param name="model">All K centroids.</param>
    /// <param name="center">The one that the others are around.</param>
    public CentroidRings(Centroids model, int center)
    {
        others = new int[model.Count - 1];
        var distances = new double[others.Length];
        for (var at = 0; at < others.Length; at++)
        {
            others[at] = at < center ? at : at + 1;
            distances[at] = Math.Sqrt(RowDistance.Between(model[center], model[others[at]]));
        }

        from = new double[32 - BitOperations.LeadingZeroCount((uint)others.Length)];
        var end = others.Length;
        for (var ring = from.Length - 1; ring >= 0; ring--)
        {
            var begin = Begin(ring);
            Select(distances.AsSpan(0, end), others, begin);
            from[ring] = distances[begin] * (1 - ((model.Dimension + 8) * Ulp));
            end = begin;
        }
    }

    /// <summary>At least how far the centroids of a ring, and of those around it, are from the center: infinitely behind the last one.</summary>
    public double From(int ring) => ring < from.Length ? from[ring] : double.PositiveInfinity;

    /// <summary>The centroids of a ring.</summary>
    public ReadOnlySpan<int> Of(int ring) => others.AsSpan(Begin(ring)..Math.Min(Begin(ring + 1), others.Length));

    private static int Begin(int ring) => (1 << ring) - 1;

    /// <summary>Brings the n-th smallest key to its place, smaller ones before it and larger ones behind, and their items with them (Hoare 1961). O(number) on average.</summary>
    private static void Select(Span<double> keys, Span<int> items, int nth)
    {
        var (low, high) = (0, keys.Length - 1);
        while (low < high)
        {
            var pivot = keys[nth];
            var (i, j) = (low, high);
            while (i <= j)
            {
                while (keys[i] < pivot)
                {
                    i++;
                }

                while (keys[j] > pivot)
                {
                    j--;
                }

                if (i <= j)
                {
                    (keys[i], keys[j]) = (keys[j], keys[i]);
                    (items[i], items[j]) = (items[j], items[i]);
                    i++;
                    j--;
                }
            }

            low = j < nth ? i : low;
            high = i > nth ? j : high;
        }
    }
}
