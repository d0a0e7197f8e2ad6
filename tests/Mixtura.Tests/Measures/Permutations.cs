namespace Mixtura.Tests.Measures;

internal static class Permutations
{
    /// <summary>All orders of some items.</summary>
    public static IEnumerable<int[]> Of(int[] items)
    {
        if (items.Length == 0)
        {
            yield return [];
        }

        for (var first = 0; first < items.Length; first++)
        {
            foreach (var rest in Of([.. items[..first], .. items[(first + 1)..]]))
            {
                yield return [items[first], .. rest];
            }
        }
    }
}
