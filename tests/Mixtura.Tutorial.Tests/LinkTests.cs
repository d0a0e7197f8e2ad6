using System.Text.RegularExpressions;

namespace Mixtura.Tutorial.Tests;

/// <summary>Links of the tutorial lead somewhere, and one can read it from the first page to the last.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Pages => [.. Directory.GetFiles(TutorialFolder.Path, "*.md").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_somewhere(string page)
    {
        var links = Targets(page).Where(link => !link.Contains("://", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(TutorialFolder.Path, link)), $"{page} links to {link}, which is not there"));
    }

    [Fact]
    public void The_index_lists_every_chapter_by_number()
    {
        var index = File.ReadAllText(Path.Combine(TutorialFolder.Path, "README.md"));
        Assert.All(Chapter.In(TutorialFolder.Path), (chapter, at) => Assert.Matches($@"\| {at + 1} \| \[[^\]]+\]\({Regex.Escape(chapter.Name)}\)", index));
    }

    [Fact]
    public void Each_chapter_has_its_number_and_links_to_its_neighbours()
    {
        var chapters = Chapter.In(TutorialFolder.Path);
        for (var at = 0; at < chapters.Count; at++)
        {
            Assert.StartsWith($"# {at + 1}. ", chapters[at].Text, StringComparison.Ordinal);
            Assert.Contains("[The tutorial](README.md)", chapters[at].Text, StringComparison.OrdinalIgnoreCase);
            Assert.True(at == 0 || Targets(chapters[at].Name).Contains(chapters[at - 1].Name), $"{chapters[at].Name} does not lead back");
            Assert.True(at == chapters.Count - 1 || Targets(chapters[at].Name).Count(link => link == chapters[at + 1].Name) >= 2, $"{chapters[at].Name} does not lead on, above and below");
        }
    }

    [Fact]
    public void Every_data_file_has_a_line_on_where_it_comes_from() => Assert.All(
        Directory.GetFiles(Path.Combine(TutorialFolder.Path, "data")), path => Assert.Contains($"(data/{Path.GetFileName(path)})", File.ReadAllText(Path.Combine(TutorialFolder.Path, "README.md")), StringComparison.Ordinal));

    private static List<string> Targets(string page) => [.. Link().Matches(File.ReadAllText(Path.Combine(TutorialFolder.Path, page))).Select(m => m.Groups[1].Value)];

    [GeneratedRegex(@"\]\(([^)#]+)[^)]*\)")]
    private static partial Regex Link();
}
