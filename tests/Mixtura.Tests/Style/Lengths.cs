using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mixtura.Tests.Style;

/// <summary>How long files and functions are.</summary>
internal static class Lengths
{
    public const int OfFile = 300;
    public const int OfFunction = 70;

    // Vector code repeats itself by nature: a kernel may be longer, and says at its top what it computes.
    private const string Kernels = "src/Mixtura/Kernels";

    public static IEnumerable<Finding> LongFiles(IEnumerable<SourceFile> files) => files
        .Where(f => f.Lines > OfFile && !f.IsIn(Kernels))
        .Select(f => new Finding(f.Path, 1, $"{f.Lines} lines; past {OfFile} ask what second idea is in there", f.Lines));

    public static IEnumerable<Finding> LongFunctions(IEnumerable<SourceFile> files) =>
        from file in files
        from node in file.Root.DescendantNodes()
        where node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax
        let span = file.Tree.GetLineSpan(node.Span)
        let lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1
        where lines > OfFunction
        select new Finding(file.Path, span.StartLinePosition.Line + 1, $"a function of {lines} lines; at most {OfFunction}", lines);
}
