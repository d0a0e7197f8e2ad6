using Mixtura.Playground.Fits;

namespace Mixtura.Playground.Tests;

public class MatchedTests
{
    /// <summary>Two clusters that are two classes under other numbers, but for one row.</summary>
    [Fact]
    public void Clusters_take_the_numbers_of_their_classes()
    {
        var matched = Matched.Of([0, 0, 0, 1, 1, 1], [1, 1, 1, 0, 0, 1], 2);
        Assert.Equal([1, 0], matched.ClassOf);
        Assert.Equal([0, 0, 0, 1, 1, 0], matched.Labels);
        Assert.Equal([5], matched.Wrong);
        Assert.Equal(["b", "a"], matched.Ordered(["a", "b"]));
    }

    /// <summary>A cluster more than there are classes stands for none of them, and all its rows are wrong; the index of Hubert and Arabie: 2 of 3 pairs in each class, 4 together in both.</summary>
    [Fact]
    public void A_cluster_too_many_is_wrong_altogether()
    {
        var matched = Matched.Of([0, 0, 0, 1, 1, 1], [0, 0, 2, 1, 1, 1], 3);
        Assert.Equal([0, 1, 2], matched.ClassOf);
        Assert.Equal([2], matched.Wrong);

        // Pairs: together in both 1 + 3 = 4, in classes 6, in clusters 4, of 15: (4 - 6 x 4 / 15) / ((6 + 4) / 2 - 6 x 4 / 15).
        Assert.Equal((4 - (24 / 15.0)) / (5 - (24 / 15.0)), matched.AdjustedRand, 1e-15);
    }

    /// <summary>A cluster without rows has the class that is left.</summary>
    [Fact]
    public void An_empty_cluster_has_the_class_that_is_left()
    {
        var matched = Matched.Of([0, 0, 1], [1, 1, 1], 2);
        Assert.Equal([1, 0], matched.ClassOf);
        Assert.Equal([2], matched.Wrong);
    }
}
