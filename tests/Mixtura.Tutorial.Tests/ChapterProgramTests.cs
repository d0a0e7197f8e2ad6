namespace Mixtura.Tutorial.Tests;

/// <summary>A page that is wrong is found to be wrong.</summary>
[Collection("A program of a chapter takes the console and the current folder")]
public sealed class ChapterProgramTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mixtura-page-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_snippet_is_followed_by_what_it_prints()
    {
        var page = Page("var x = 1;", "Console.WriteLine(x + 1);");
        Assert.Equal("# Page\n\n```csharp\nvar x = 1;\n```\n\nAnd:\n\n```csharp\nConsole.WriteLine(x + 1);\n```\n\n```text\n2\n```\n", ChapterProgram.Run(page, folder).Text);
    }

    [Fact]
    public void What_it_printed_before_is_replaced()
    {
        var page = Page("var x = 1;\n```\n\n```text\nold", "Console.WriteLine(x);\n```\n\n```text\nolder");
        var text = ChapterProgram.Run(page, folder).Text;
        Assert.DoesNotContain("old", text, StringComparison.Ordinal);
        Assert.Equal(text, ChapterProgram.Run(page with { Text = text }, folder).Text);
    }

    [Theory]
    [InlineData("var x = y;", "page.md(4,9): error CS0103")]
    [InlineData("string s = null;", "page.md(4,12): warning CS8600")]
    public void A_fault_is_named_by_page_and_line(string code, string fault)
    {
        var thrown = Assert.Throws<InvalidOperationException>(() => ChapterProgram.Run(Page(code, "return;"), folder));
        Assert.Contains(fault, thrown.Message, StringComparison.Ordinal);
    }

    private static Chapter Page(string first, string second) => new("page.md", $"# Page\n\n```csharp\n{first}\n```\n\nAnd:\n\n```csharp\n{second}\n```\n");
}
