namespace Mixtura.Tests.Style;

/// <summary>Style is a test: what can be checked by program is. A fault here names the file, the line and what is wrong.</summary>
public class StyleTests
{
    /// <summary>Files of the library that may call the platform's transcendentals, because no result depends on their last digit.</summary>
    private static readonly HashSet<string> MayCallThePlatform = new(StringComparer.Ordinal);

    /// <summary>This room names what it looks for.</summary>
    private const string Here = "tests/Mixtura.Tests/Style/";

    [Fact]
    public void The_library_is_found_and_understood()
    {
        Assert.Contains(Library.Files, f => f.Path == "src/Mixtura/MixturaException.cs");
        Assert.NotNull(Library.Compilation.GetTypeByMetadataName("Mixtura.KMeans"));
        Assert.NotNull(Library.Compilation.GetTypeByMetadataName("Mixtura.Kernels.RandomStream"));
    }

    [Fact]
    public void Files_are_short() => Ratchet.Check("file-length", Lengths.LongFiles(Repository.Sources));

    [Fact]
    public void Functions_are_short() => Ratchet.Check("function-length", Lengths.LongFunctions(Repository.Sources));

    [Fact]
    public void Types_say_what_they_are() => Ratchet.Check("vague-name", Names.Vague(Repository.Sources));

    [Fact]
    public void Files_are_named_after_their_type() => Ratchet.Check("misplaced-type", Names.Misplaced(Repository.Sources));

    [Fact]
    public void Published_algorithms_name_their_paper() => Ratchet.Check("paper", Papers.Unnamed(Library.Files, Library.Folder));

    /// <summary>A renamed file must not slip out of the list.</summary>
    [Fact]
    public void The_list_of_published_algorithms_is_current() =>
        Assert.Empty(Papers.Listed.Where(path => path.EndsWith(".cs", StringComparison.Ordinal)).Except(Library.Files.Select(f => f.Path[(Library.Folder.Length + 1)..]), StringComparer.Ordinal));

    [Fact]
    public void Public_members_of_the_library_are_documented() => Ratchet.Check("documentation", Documentation.Missing(Library.Files, Library.Compilation));

    [Fact]
    public void Public_members_of_the_projects_around_it_are_documented()
    {
        var around = Repository.Sources.Where(f => f.IsIn("src/Mixtura.IO") || f.IsIn("src/Mixtura.Plots")).ToList();
        Ratchet.Check("documentation-around", Documentation.Missing(around, Library.Compile([.. Library.Files, .. around])));
    }

    [Fact]
    public void Options_say_their_defaults()
    {
        var sources = Repository.Sources.Where(f => f.IsIn("src")).ToList();
        Ratchet.Check("default-unsaid", Documentation.DefaultsUnsaid(sources, Library.Compile(sources)));
    }

    [Fact]
    public void No_call_is_irreproducible_by_name() => Ratchet.Check("banned-call", BannedCalls.Spelled(Repository.Sources));

    [Fact]
    public void No_result_depends_on_the_platforms_functions() =>
        Ratchet.Check("platform-call", BannedCalls.Unreproducible(Library.Files, Library.Compilation, MayCallThePlatform));

    [Fact]
    public void Each_floor_knows_only_the_floors_below() => Ratchet.Check("floor", Floors.Broken(Library.Files, Library.Compilation));

    [Fact]
    public void No_file_talks_about_one_machine_or_about_the_work()
    {
        var texts = Repository.Sources.Select(f => (f.Path, f.Text))
            .Concat(new[] { "*.md", "*.sh", "*.csproj", "*.props", "*.yml" }.SelectMany(pattern => Repository.Files(".", pattern)).Select(path => (path, Repository.Read(path))))
            .Where(f => !f.Item1.StartsWith(Here, StringComparison.Ordinal));
        Ratchet.Check("unfit-words", Words.Unfit(texts));
    }
}
