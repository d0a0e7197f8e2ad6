using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>K rows of different values, drawn with probability proportional to their weights (Forgy 1965). O(K d) unless most rows are equal.</summary>
internal static class RandomRowCentroids
{
    /// <summary>Draws in vain, for each cluster, before the rest is taken in order: most rows are equal then.</summary>
    private const int Patience = 32;

    public static double[] Choose<T>(Observations<T> rows, int clusters, RandomStream random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var weighted = new WeightedRows<T>(rows);
        var set = new DistinctRowSet<T>(rows);
        var chosen = new List<long>(clusters);
        for (var draws = 0; chosen.Count < clusters && draws < Patience * clusters; draws++)
        {
            Take(weighted.Draw(random));
        }

        var begin = chosen.Count < clusters ? weighted.Draw(random) : 0;
        for (long i = 0; chosen.Count < clusters && i < rows.Count; i++)
        {
            Take((begin + i) % rows.Count);
        }

        return [.. chosen.SelectMany(row => rows[row].ToArray()).Select(double.CreateTruncating)];

        void Take(long row)
        {
            if (rows.Weight(row) > 0 && set.Add(row))
            {
                chosen.Add(row);
            }
        }
    }
}
