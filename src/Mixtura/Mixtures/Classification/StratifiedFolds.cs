using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Folds with as nearly as possible the same share of each class, and all of nearly one size: the rows of a class in random order, dealt in turn, each class going on at the fold after the
/// one where the class before ended (stratified cross-validation: L. Breiman, J. H. Friedman, R. A. Olshen and C. J. Stone 1984).
/// </summary>
internal static class StratifiedFolds
{
    /// <summary>n folds, from 0. The order within a class is that of one random number a row, which depends on the seed and the row's number alone. O(n ln n).</summary>
    public static int[] Of(IReadOnlyList<int> labels, int folds, ulong seed)
    {
        var keys = Enumerable.Range(0, labels.Count).Select(i => new RandomStream(seed, RandomPurpose.Folds, (ulong)i).NextBits()).ToArray();
        var order = Enumerable.Range(0, labels.Count).OrderBy(i => labels[i]).ThenBy(i => keys[i]).ToArray();
        var foldOf = new int[labels.Count];
        for (var dealt = 0; dealt < order.Length; dealt++)
        {
            foldOf[order[dealt]] = dealt % folds;
        }

        return foldOf;
    }
}
