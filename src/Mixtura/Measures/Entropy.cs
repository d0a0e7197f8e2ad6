using System.Collections.Immutable;
using Mixtura.Kernels;

namespace Mixtura.Measures;

/// <summary>The uncertainty about which part a row is in: H = sum of (size / n) ln(n / size), in nats (Shannon 1948).</summary>
internal static class Entropy
{
    public static double Of(ImmutableArray<long> sizes, long count)
    {
        double sum = 0;
        foreach (var size in sizes)
        {
            if (size > 0)
            {
                sum += (double)size / count * ElementaryFunctions.Log((double)count / size);
            }
        }

        return sum;
    }
}
