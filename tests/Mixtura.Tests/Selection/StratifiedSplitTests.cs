using CsCheck;
using Mixtura.Kernels;
using Mixtura.Selection;

namespace Mixtura.Tests.Selection;

public class StratifiedSplitTests
{
    /// <summary>Of all rows and of each class as many as the share says, to one row; all rows are in one part, and what classes are called does not matter.</summary>
    [Fact]
    public void Each_class_is_cut_alike() => Gen.Select(Gen.Int[0, 3].Array[4, 80], Gen.Double[0.05, 0.95], Gen.ULong).Sample((classes, share, seed) =>
    {
        int[] rows = [.. Enumerable.Range(0, classes.Length).Where(i => i % 5 != 4)];
        var (taken, others) = StratifiedSplit.Of(rows, classes, share, seed, RandomPurpose.TestSplit);
        Assert.Equal(rows, taken.Concat(others).Order());
        Assert.Equal(taken.Order(), taken);
        Assert.Equal(Math.Floor((rows.Length * share) + 0.5), taken.Length);
        foreach (var g in classes.Distinct())
        {
            Assert.InRange(taken.Count(i => classes[i] == g) - (share * rows.Count(i => classes[i] == g)), -1, 1);
        }

        Assert.Equal(taken, StratifiedSplit.Of(rows, [.. classes.Select(c => 7 - (2 * c))], share, seed, RandomPurpose.TestSplit).Taken);
    }, iter: 200);

    [Fact]
    public void Seeds_and_purposes_cut_otherwise()
    {
        int[] rows = [.. Enumerable.Range(0, 60)], classes = [.. rows.Select(i => i % 2)];
        var taken = StratifiedSplit.Of(rows, classes, 0.5, 1, RandomPurpose.TestSplit).Taken;
        Assert.NotEqual(taken, StratifiedSplit.Of(rows, classes, 0.5, 2, RandomPurpose.TestSplit).Taken);
        Assert.NotEqual(taken, StratifiedSplit.Of(rows, classes, 0.5, 1, RandomPurpose.Holdout).Taken);
    }
}
