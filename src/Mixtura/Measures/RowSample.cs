using Mixtura.Kernels;

namespace Mixtura.Measures;

/// <summary>Some rows, drawn without replacement, each set of them as likely as any other.</summary>
internal static class RowSample
{
    /// <summary>m of the numbers 0 .. n - 1 in rising order, in O(m log m) (R. W. Floyd; Bentley and Floyd 1987).</summary>
    public static int[] Draw(long count, int size, ulong seed, ulong index = 0)
    {
        var random = new RandomStream(seed, RandomPurpose.Silhouette, index);
        var drawn = new HashSet<long>(size);
        for (var last = count - size; last < count; last++)
        {
            if (!drawn.Add(random.NextBelow(last + 1)))
            {
                drawn.Add(last);
            }
        }

        int[] sample = [.. drawn.Select(i => (int)i)];
        Array.Sort(sample);
        return sample;
    }
}
