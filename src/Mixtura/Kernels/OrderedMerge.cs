namespace Mixtura.Kernels;

/// <summary>Sums that add up: a commutative monoid under <see cref="Merge"/>.</summary>
internal interface IMergeable<TSelf>
{
    /// <summary>Adds the sums of other rows.</summary>
    void Merge(TSelf other);
}

/// <summary>
/// Sums of blocks 0, 1, 2, ... merged in the binary tree that their numbers alone define: equal subtrees as soon as both are
/// there (a binary counter, so that only log2 of them are held), what is left from the last to the first. A run of a power of two
/// of blocks that begins at a multiple of itself is a subtree: it may be summed anywhere.
/// </summary>
internal sealed class OrderedMerge<TStatistics>(Action<TStatistics> recycle)
    where TStatistics : IMergeable<TStatistics>
{
    private readonly Stack<(TStatistics Sums, int Level)> pending = new();

    /// <summary>Adds the next block's sums.</summary>
    public void Add(TStatistics sums)
    {
        var level = 0;
        while (pending.TryPeek(out var left) && left.Level == level)
        {
            sums = Merged(pending.Pop().Sums, sums);
            level++;
        }

        pending.Push((sums, level));
    }

    /// <summary>The sums of all that were added.</summary>
    public TStatistics Total()
    {
        var total = pending.Pop().Sums;
        while (pending.TryPop(out var left))
        {
            total = Merged(left.Sums, total);
        }

        return total;
    }

    private TStatistics Merged(TStatistics left, TStatistics right)
    {
        left.Merge(right);
        recycle(right);
        return left;
    }
}
