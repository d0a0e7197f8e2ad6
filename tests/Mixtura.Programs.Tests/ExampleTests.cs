namespace Mixtura.Programs.Tests;

/// <summary>Every examples/*.cs is run as its first line says; each must end well, and leave what it promises.</summary>
[Collection(Command.Builds)]
public class ExampleTests
{
    /// <summary>What each example prints and writes; a new example needs its line here.</summary>
    private static readonly Dictionary<string, (string[] Says, string[] Writes)> Promises = new(StringComparer.Ordinal)
    {
        ["01-two-sets.cs"] = (["discovered center", "maybe"], ["two-sets-kmeans.png", "two-sets-mixture.svg"]),
        ["02-soft-and-hard.cs"] = (["k-means", "mixture", "adjusted Rand"], []),
        ["03-your-own-table.cs"] = (["weighted rows", "customers-labelled.csv"], ["customers-labelled.csv", "customers-model.json"]),
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
        Assert.All(says, words => Assert.Contains(words, run.Output, StringComparison.Ordinal));
        Assert.All(writes, file => Assert.True(new FileInfo(Path.Combine(folder.Path, file)) is { Exists: true, Length: > 0 }, $"{file} was not written"));
    }
}
