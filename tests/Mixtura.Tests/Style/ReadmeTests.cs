using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Mixtura.Tests.Style;

/// <summary>What the first page shows must be true: its C# compiles against the library, and its links lead somewhere.</summary>
public partial class ReadmeTests
{
    // What the snippets take for granted.
    private const string Given = "using System; double[] values = []; double[] weights = [];\n";

    [Fact]
    public void The_snippets_compile()
    {
        var snippets = string.Join('\n', Snippet().Matches(Repository.Read("README.md")).Select(m => m.Groups[1].Value));
        Assert.Contains("KMeans.Fit", snippets, StringComparison.Ordinal);
        Assert.Empty(Errors(snippets));
    }

    [Fact]
    public void A_snippet_that_does_not_compile_is_found() => Assert.NotEmpty(Errors("Mixtura.KMeans.Fit(values);"));

    [Theory]
    [InlineData("README.md")]
    [InlineData("ARCHITECTURE.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("docs/decisions/README.md")]
    public void The_links_lead_somewhere(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        var links = Link().Matches(Repository.Read(page)).Select(m => m.Groups[1].Value).Where(link => !link.Contains("://", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(folder, link)), $"{page} links to {link}, which is not there"));
    }

    [Fact]
    public void Every_decision_is_on_the_list() => Assert.All(
        Repository.Files("docs/decisions", "*.md").Select(path => Path.GetFileName(path)).Where(name => name != "README.md"),
        name => Assert.Contains($"({name})", Repository.Read("docs/decisions/README.md"), StringComparison.Ordinal));

    private static List<Diagnostic> Errors(string snippets)
    {
        // Using directives come first in a file, so those of the snippets go above what is given.
        var lines = snippets.Split('\n').ToLookup(line => line.StartsWith("using ", StringComparison.Ordinal));
        var tree = CSharpSyntaxTree.ParseText(string.Join('\n', lines[true]) + '\n' + Given + string.Join('\n', lines[false]), new CSharpParseOptions(LanguageVersion.Preview));
        var program = Library.Compilation.AddSyntaxTrees(tree).WithOptions(Library.Compilation.Options.WithOutputKind(OutputKind.ConsoleApplication));
        return [.. program.GetSemanticModel(tree).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)];
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet();

    [GeneratedRegex(@"\]\(([^)#]+)\)")]
    private static partial Regex Link();
}
