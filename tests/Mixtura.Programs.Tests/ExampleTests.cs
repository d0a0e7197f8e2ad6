namespace Mixtura.Programs.Tests;

/// <summary>Every examples/*.cs is run as its first line says; each must end well, and leave what it promises.</summary>
[Collection(Command.Builds)]
public class ExampleTests
{
    /// <summary>What each example prints (patterns) and writes; a new example needs its line here.</summary>
    private static readonly Dictionary<string, (string[] Says, string[] Writes)> Promises = new(StringComparer.Ordinal)
    {
        // The sets' true centers are (0, 0) and (4, 3); the mean of 500 rows has a standard error of 0.05.
        ["01-two-sets.cs"] = (
            [@"discovered center \(4\.[01]\d, (2\.9|3\.0)\d\)", @"discovered center \(-?0\.[01]\d, -?0\.[01]\d\)", "maybe"],
            ["two-sets-kmeans.png", "two-sets-mixture.svg"]),

        // The whole point of the example: hard borders lose the wide cloud's near side, a mixture does not.
        ["02-soft-and-hard.cs"] = ([@"k-means +0\.[34]\d\d", @"mixture, spherical +0\.9\d\d", @"mixture, full +0\.9\d\d"], []),

        // 40 + 55 + ... + 15 customers; the clusters' weighted means are sums over four rows each.
        ["03-your-own-table.cs"] = (
            ["12 weighted rows of age and spend, 490 customers", "around age 24.8, spend 194; 4 rows", "around age 41.6, spend 827; 4 rows", "around age 69.3, spend 303; 4 rows"],
            ["customers.csv", "customers-labelled.csv", "customers-model.json"]),

        // 600, 300 and 100 rows of 1000; one matrix for all, as they were drawn, has the best BIC; at x = 1 the tall cloud's line is at 0.6, and y is mostly there.
        ["04-mixture.cs"] = ([@"of ten components 3 are needed, with weights 0\.60, 0\.30, 0\.10", @"Tied +11 +-6\d{3}", @"at x = 1, y is \d\.\d\d on average", @"0\.[5-7] \(8\d %\)"], []),

        // Crosswise classes: one straight border loses at least a corner, 50 of 400 rows, and mixtures hardly err; 150 and 100 rows at (2.5, 0); a weight of 400 rows is off by about sqrt(p (1 - p) / 400).
        ["05-classes.cs"] = ([@"one straight border +[2-6]\d\.\d %", @"a mixture a class +[01]\.\d % +2 TiedSpherical components, 2 TiedSpherical components", @"\(1, 1\) is red", @"probability 0\.[4-8]", @"weight 0\.3[78] ± 0\.02", @"weight 0\.1[23] ± 0\.01"], []),

        // Long clouds, as they were drawn, and a square, which is one cluster though it takes five Gaussians; what k-means takes for granted they are not.
        ["06-how-many.cs"] = (["three long clouds: 3 clusters: a mixture of 3 components", "a square: One cluster: a uniform density in a box", "Bic would take [4-6]", @"Take a mixture: clusters are elongated \(one is [5-6]\.\d times as long as wide\)"], []),
    };

    public static TheoryData<string> Examples => [.. Directory.GetFiles(Repository.PathOf("examples"), "*.cs").Select(Path.GetFileName).Order(StringComparer.Ordinal).Select(name => name!)];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Runs_and_keeps_its_promise(string name)
    {
        var (says, writes) = Promises[name];
        using var folder = new TemporaryFolder();
        var run = await Command.Run("dotnet", folder.Path, "run", "-c", "Release", "--file", Repository.PathOf("examples", name), "--", folder.Path);
        run.AssertSucceeded();
        Assert.Empty(run.Errors);
        Assert.DoesNotContain("NaN", run.Output, StringComparison.Ordinal);
        Assert.All(says, pattern => Assert.Matches(pattern, run.Output));
        Assert.All(writes, file => Assert.True(new FileInfo(Path.Combine(folder.Path, file)) is { Exists: true, Length: > 0 }, $"{file} was not written"));
    }
}
