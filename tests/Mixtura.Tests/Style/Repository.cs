namespace Mixtura.Tests.Style;

/// <summary>The repository's own files: from the folder that holds Mixtura.slnx, without what builds leave there.</summary>
internal static class Repository
{
    private static readonly string[] Built = ["bin", "obj", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts", "node_modules"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every C# file of src, tests, benchmarks, examples and docs.</summary>
    public static IReadOnlyList<SourceFile> Sources { get; } =
        [.. new[] { "src", "tests", "benchmarks", "examples", "docs" }.SelectMany(folder => Files(folder, "*.cs")).Select(path => SourceFile.Parse(path, Read(path)))];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The files of a folder and of those in it, from the root, in order.</summary>
    public static IEnumerable<string> Files(string folder, string pattern)
    {
        var full = Path.Combine(Root, folder);
        return !Directory.Exists(full)
            ? []
            : Directory.EnumerateFiles(full, pattern, SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
                .Where(path => !path.Split('/').Intersect(Built, StringComparer.Ordinal).Any())
                .Order(StringComparer.Ordinal);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Mixtura.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Mixtura.slnx is in no folder above the tests.");
    }
}
