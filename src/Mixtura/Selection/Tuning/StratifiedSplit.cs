using Mixtura.Kernels;

namespace Mixtura.Selection;

/// <summary>Rows cut in two, each class in the same proportion: in random order within its class every so many-th row is taken, each class going on where the one before ended.</summary>
internal static class StratifiedSplit
{
    /// <summary>round(share m) of m rows, and the others, both rising. The order within a class depends on the seed and a row's place alone. O(m ln m).</summary>
    public static (int[] Taken, int[] Others) Of(int[] rows, int[] classes, double share, ulong seed, RandomPurpose purpose)
    {
        var codes = FirstSeen.Codes(rows.Select(i => classes[i]));
        var keys = Enumerable.Range(0, rows.Length).Select(at => new RandomStream(seed, purpose, (ulong)at).NextBits()).ToArray();
        var order = Enumerable.Range(0, rows.Length).OrderBy(at => codes[at]).ThenBy(at => keys[at]).ToArray();
        var isTaken = new bool[rows.Length];
        for (var dealt = 0; dealt < order.Length; dealt++)
        {
            isTaken[order[dealt]] = Quota(dealt + 1) > Quota(dealt);
        }

        return ([.. rows.Where((_, at) => isTaken[at])], [.. rows.Where((_, at) => !isTaken[at])]);

        double Quota(int rowsSoFar) => Math.Floor((rowsSoFar * share) + 0.5);
    }
}
