using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Mixtura.Tests.Style;

/// <summary>What types and files are called.</summary>
internal static partial class Names
{
    public static IEnumerable<Finding> Vague(IEnumerable<SourceFile> files) =>
        from file in files
        from type in Types(file)
        where VagueName().IsMatch(type.Name)
        select new Finding(file.Path, type.Line, $"{type.Name}: name what it is, not that it helps");

    /// <summary>A file holds the type it is named after; small companions may live beside it. Thing{T}.cs holds Thing of T.</summary>
    public static IEnumerable<Finding> Misplaced(IEnumerable<SourceFile> files) =>
        from file in files
        let types = Types(file).ToList()
        where types.Count > 0 && !file.Root.ChildNodes().OfType<GlobalStatementSyntax>().Any()
        let stem = System.IO.Path.GetFileName(file.Path).Split('.', '{')[0]
        where types.TrueForAll(t => t.Name != stem)
        select new Finding(file.Path, 1, $"no type here is called {stem}, but {string.Join(", ", types.Select(t => t.Name))}");

    private static IEnumerable<(string Name, int Line)> Types(SourceFile file) => file.Root.DescendantNodes()
        .Select(node => node switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier,
            DelegateDeclarationSyntax type => type.Identifier,
            _ => default,
        })
        .Where(identifier => identifier.Text is { Length: > 0 })
        .Select(identifier => (identifier.Text, identifier.GetLocation().GetLineSpan().StartLinePosition.Line + 1));

    [GeneratedRegex("(Helper|Manager|Util|Utils|Utilities|Data[0-9])(s|$|[A-Z])")]
    private static partial Regex VagueName();
}
