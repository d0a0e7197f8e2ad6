using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// The crossover of HG-means (Gribel and Vidal 2019): the centroids of two parents are paired at the least total squared distance, and the
/// child takes one of each pair at random. O(K^2 d + K^3).
/// </summary>
internal sealed class Crossover(int clusters, int dimension)
{
    /// <summary>Costs of pairs are whole numbers up to this, so that the pairing is exact; K of them cannot overflow.</summary>
    private const double Scale = 1L << 40;

    private readonly double[] distances = new double[clusters * clusters];
    private readonly long[] costs = new long[clusters * clusters];

    public double[] Child(Individual first, Individual second, RandomStream random)
    {
        var child = (double[])first.Centroids.Clone();
        if (ReferenceEquals(first, second))
        {
            return child;
        }

        var partner = Pair(first.Centroids, second.Centroids);
        for (var k = 0; k < clusters; k++)
        {
            if (random.NextBelow(2) == 0)
            {
                second.Centroids.AsSpan(partner[k] * dimension, dimension).CopyTo(child.AsSpan(k * dimension));
            }
        }

        return child;
    }

    private int[] Pair(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        double largest = 0;
        for (var a = 0; a < clusters; a++)
        {
            for (var b = 0; b < clusters; b++)
            {
                var distance = SquaredDistance.Between(first.Slice(a * dimension, dimension), second.Slice(b * dimension, dimension));
                distances[(a * clusters) + b] = distance;
                largest = Math.Max(largest, distance);
            }
        }

        var scale = largest > 0 ? Scale / largest : 0;
        for (var i = 0; i < costs.Length; i++)
        {
            costs[i] = (long)(distances[i] * scale);
        }

        return AssignmentProblem.Solve(costs, clusters);
    }
}
