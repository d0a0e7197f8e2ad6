using System.Collections.Immutable;

namespace Mixtura.Playground.Data;

/// <summary>Classes of which a share says nothing any more: some rows have exchanged theirs. How many rows each class has stays.</summary>
internal static class LabelShuffle
{
    /// <summary>round(share n) rows give their classes away among each other, at random; the rows of a smaller share are among those of a larger one. O(n ln n).</summary>
    /// <param name="classes">n classes.</param>
    /// <param name="share">0 for none, 1 for all.</param>
    /// <param name="seed">The seed.</param>
    public static ImmutableArray<int> Of(ImmutableArray<int> classes, double share, ulong seed)
    {
        var random = new Sequence(seed);
        var keys = classes.Select(_ => random.Next()).ToArray();
        int[] chosen = [.. Enumerable.Range(0, classes.Length).OrderBy(i => keys[i]).Take((int)Math.Round(share * classes.Length))];
        int[] given = [.. chosen.Select(i => classes[i])];
        for (var i = given.Length - 1; i > 0; i--)
        {
            var j = (int)(random.Next() % (ulong)(i + 1));
            (given[i], given[j]) = (given[j], given[i]);
        }

        var shuffled = classes.ToArray();
        for (var i = 0; i < chosen.Length; i++)
        {
            shuffled[chosen[i]] = given[i];
        }

        return [.. shuffled];
    }

    /// <summary>SplitMix64 (G. L. Steele, D. Lea and C. H. Flood, "Fast splittable pseudorandom number generators", 2014).</summary>
    private sealed class Sequence(ulong seed)
    {
        private ulong state = seed;

        public ulong Next()
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
