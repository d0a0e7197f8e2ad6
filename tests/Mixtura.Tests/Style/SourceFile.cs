using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Mixtura.Tests.Style;

/// <summary>One C# file of the repository, parsed.</summary>
internal sealed class SourceFile(string path, string text, SyntaxTree tree)
{
    /// <summary>From the repository's root, with slashes.</summary>
    public string Path => path;

    public string Text => text;

    public SyntaxTree Tree => tree;

    public SyntaxNode Root => Tree.GetRoot();

    public int Lines => Tree.GetText().Lines.Count - (Text.EndsWith('\n') ? 1 : 0);

    public bool IsIn(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    public static SourceFile Parse(string path, string text) =>
        new(path, text, CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.Parse), path));
}
